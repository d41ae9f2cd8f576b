import { useEffect, useState } from 'preact/hooks';

/** Pixels; a window is dragged to another width in many small steps. */
const step = 256;

/** The page's width in CSS pixels, or a little more: it changes seldom. */
export function usePageWidth(): number {
  const [width, setWidth] = useState(roundedWidth);
  useEffect(() => {
    const onResize = (): void => setWidth(roundedWidth());
    window.addEventListener('resize', onResize);
    return () => window.removeEventListener('resize', onResize);
  }, []);
  return width;
}

const roundedWidth = (): number => Math.max(step, Math.ceil(window.innerWidth / step) * step);
