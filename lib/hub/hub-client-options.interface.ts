interface HubPlace {
  /** Address of the hub up to the account's id: `https://hub.example.com/hub/expose`. */
  url: string;
  /**
   * Lets tokens travel over plain http to another machine. Whoever is on the way can read them and the credentials; the
   * machine itself (`localhost`) is always taken. @default false
   */
  allowInsecure?: boolean | undefined;
  /**
   * Where the hub sends visitors on to this environment after a login (网页授权): `https://hub.example.com/hub/shop/dev/cb`.
   * The path of the page is put behind it, and the whole becomes `redirect_uri`.
   */
  springboardUrl?: string | undefined;
}

interface WithBasic {
  /** HTTP Basic: name and password the hub knows. */
  username: string;
  password: string;
  bearer?: undefined;
}

interface WithBearer {
  /** A bearer token, in place of name and password. */
  bearer: string;
  username?: undefined;
  password?: undefined;
}

/** Where a client takes its tokens from (中控服务器): a hub of this library, or of the Elixir SDK. */
export type HubClientOptions = HubPlace & (WithBasic | WithBearer);
