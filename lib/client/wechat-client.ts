/**
 * One account of one WeChat product, with its own credentials.
 *
 * @publicApi
 */
export abstract class WeChatClient {
  /** The product: `official-account` … */
  abstract readonly kind: string;
  #services?: Map<unknown, unknown>;

  constructor(
    /** The name it was declared under. */
    readonly name: string,
    /** What WeChat knows the account by: an appid, or the mchid of a merchant. */
    readonly id: string,
  ) {}

  /** What a log says of a client. */
  toJSON(): object {
    return { kind: this.kind, name: this.name, id: this.id };
  }

  /** A service of this client, made at its first use: an application may have thousands of clients. */
  protected service<Service>(type: new (client: this) => Service): Service;
  protected service<Service>(type: new (...args: never[]) => Service, make: () => Service): Service;
  protected service<Service>(type: new (client: this) => Service, make?: () => Service): Service {
    const services = (this.#services ??= new Map());
    let service = services.get(type) as Service | undefined;
    if (service === undefined) {
      service = make ? make() : new type(this);
      services.set(type, service);
    }
    return service;
  }
}
