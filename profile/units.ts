/** 1024-based B kB MB GB TB PB and ns us ms s hrs, two decimals, as pprof prints it; `toUnit` may be 'auto'. */
export declare function formatValue(value: number, unit: string, toUnit?: string): string;

/** pprof's percentage without padding: `100%`, `12.34%`, `0.12%`; no sign. */
export declare function formatPercent(value: number, total: number): string;
