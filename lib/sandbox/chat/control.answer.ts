/** What the control API answers. */
export interface ControlAnswer {
  readonly status: number;
  readonly body: object;
}

export const done = (body: object): ControlAnswer => ({ status: 200, body });
export const failed = (status: number, error: string): ControlAnswer => ({ status, body: { error } });
