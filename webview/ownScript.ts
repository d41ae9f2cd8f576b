const own = document.currentScript;

/** Loads another script from where this page's own lies, allowed by the same nonce. */
export function loadScript(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    if (own instanceof HTMLScriptElement) {
      script.src = new URL(name, own.src).href;
      if (own.nonce) script.nonce = own.nonce;
    }
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${name} could not be loaded.`));
    document.head.append(script);
  });
}
