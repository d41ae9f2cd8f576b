import './elements.ts';
import './styles.css';
import { render } from 'preact';
import { App, type PageEvents } from './app.tsx';
import { connect } from './host.ts';
import { ErrorBoundary } from './parts/errorBoundary.tsx';

const events: PageEvents = {
  onProgress: () => {},
  onChanged: () => {},
  onReveal: () => {},
  onExport: () => {},
  onCommand: () => {},
};
const host = connect({
  progress: (progress) => events.onProgress(progress),
  changed: () => events.onChanged(),
  export: (wish) => events.onExport(wish),
  command: (command) => events.onCommand(command),
  reveal: (wish) => events.onReveal(wish.function),
});
const report = (message: string): void => host.notify('report', { message });
window.addEventListener('error', (e) => report(e.message));
window.addEventListener('unhandledrejection', (e) => report(String(e.reason)));

const root = document.getElementById('root');
if (root)
  render(
    <ErrorBoundary report={report}>
      <App host={host} events={events} />
    </ErrorBoundary>,
    root,
  );
