/** Where a client takes its tokens from (中控服务器): a hub of this library, or of the Elixir SDK. */
export interface HubClientOptions {
  /** Address of the hub up to the account's id: `https://hub.example.com/hub/expose`. */
  url: string;
  /** HTTP Basic. */
  username?: string | undefined;
  password?: string | undefined;
  /** A bearer token, in place of username and password. */
  bearer?: string | undefined;
}
