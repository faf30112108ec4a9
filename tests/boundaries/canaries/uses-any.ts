// must fail: @typescript-eslint/no-explicit-any
export const canary = (value: any): unknown => value;
