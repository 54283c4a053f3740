/** An environment that runs. */
export interface Environment {
  readonly name: string;
  readonly url: string;
}
