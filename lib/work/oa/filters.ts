type FilterValue = string | number;

/** One condition of a list, as WeCom reads it. */
interface Filter {
  key: string;
  value: string;
}

/**
 * Conditions by their names, as WeCom reads them: a pair for each value, which is a text; a number is refused as a wrong
 * request.
 */
export function filtersOf(conditions: object): { filters?: Filter[] } {
  const filters = Object.entries(conditions).flatMap(([key, given]) => {
    const values = (Array.isArray(given) ? given : [given]) as (FilterValue | undefined)[];
    return values.filter((value) => value !== undefined).map((value) => ({ key, value: String(value) }));
  });
  return filters.length > 0 ? { filters } : {};
}
