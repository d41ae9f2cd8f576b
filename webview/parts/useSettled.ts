import { useEffect, useState } from 'preact/hooks';

/** A value once it has stayed the same for so many milliseconds; at once for 0. For what is dear to work out as one types. */
export function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(() => value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return milliseconds === 0 ? value : settled;
}
