/** Runs the last of several tasks once nothing has come for a while. */
export function after(milliseconds: number): (task: () => void | Promise<void>) => void {
  let timer: number | undefined;
  return (task) => {
    clearTimeout(timer);
    timer = setTimeout(() => void task(), milliseconds);
  };
}
