/** The body of a message, one for each msgtype: with the field of that name, and none of the others. */
export type ContentsOf<Body extends { msgtype: string }> = {
  [Type in Body['msgtype']]: { msgtype: Type } & (Type extends keyof Body
    ? { [Field in Type]: NonNullable<Body[Type]> }
    : never);
}[Body['msgtype']];
