/** A parsed push: objects, arrays, and strings at the leaves. */
export type MessageNode = string | MessageTree | MessageNode[];

export interface MessageTree {
  [name: string]: MessageNode;
}

/** Deeper than anything WeChat sends. */
export const MAX_DEPTH = 16;
