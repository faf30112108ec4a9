/** Told what an engine is doing while it starts. `fraction` is 0…1 where the amount of work is known. */
export type Progress = (message: string, fraction?: number) => void;

/** A progress that nobody watches. */
export const noProgress: Progress = () => undefined;
