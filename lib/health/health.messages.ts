export const STILL_ASKED_FOR = 'the token was asked for, and has not come yet';
