import { Component, type ComponentChildren } from 'preact';
import { ProblemPage } from './problemPage.tsx';

interface Props {
  readonly children?: ComponentChildren;
  readonly report: (message: string) => void;
}

/** A fault of the page itself: told, logged, and never a blank page. */
export class ErrorBoundary extends Component<Props, { readonly failed?: string }> {
  override state: { readonly failed?: string } = {};

  override componentDidCatch(error: unknown): void {
    this.props.report(error instanceof Error ? (error.stack ?? error.message) : String(error));
    this.setState({ failed: error instanceof Error ? error.message : String(error) });
  }

  override render() {
    const { failed } = this.state;
    if (failed === undefined) return this.props.children;
    const message = `The page met a fault of its own: ${failed}. It is in the log of Leak Lens; please report it.`;
    return (
      <ProblemPage
        title="This profile cannot be shown"
        problem={{ message, actions: ['retry'] }}
        onAction={() => this.setState({ failed: undefined } as never)}
      />
    );
  }
}
