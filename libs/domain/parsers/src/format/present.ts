/** The object, or undefined where none of its values is there: OCSF objects need at least one attribute. */
export function present<T extends object>(object: T): T | undefined {
  for (const value of Object.values(object)) if (value !== undefined) return object;
  return undefined;
}
