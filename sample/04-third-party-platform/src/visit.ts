/** What came back. */
export interface Visit {
  readonly status: number;
  readonly body: string;
  /** Where the visitor is sent. */
  readonly location: string;
  /** What the visitor keeps. */
  readonly cookie: string;
}

/** Opens an address as a browser does, and follows nothing by itself. */
export async function visit(address: string, cookie = ''): Promise<Visit> {
  const response = await fetch(address, {
    redirect: 'manual',
    headers: { accept: 'text/html', ...(cookie && { cookie }) },
  });
  const { status, headers } = response;
  return {
    status,
    body: await response.text(),
    location: headers.get('location') ?? '',
    cookie: headers
      .getSetCookie()
      .filter((one) => !/; max-age=0/i.test(one))
      .map((one) => one.split(';')[0])
      .join('; '),
  };
}
