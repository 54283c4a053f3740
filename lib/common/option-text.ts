/**
 * Whether an option is a text that can be used as it is. Blanks around a value come with many an env file, and the other
 * side takes them for part of it.
 */
export const isOptionText = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.trim() === value && !/\p{Cc}/u.test(value);
