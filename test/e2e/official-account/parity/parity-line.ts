/** A function of the reference SDK and what serves it here. */
export interface ParityLine {
  /** `WeChat.Material.add_news/2` */
  reference: string;
  /** A path on OfficialAccount, `material.addNews`, or `request POST /path` where only `request` reaches it. */
  served: string;
}
