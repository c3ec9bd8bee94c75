import { Component, type ComponentChildren } from 'preact';

interface GuardProps {
  /** What is drawn: another one is another chance. */
  of: unknown;
  report(cause: unknown): void;
  children: ComponentChildren;
}

const NOTHING = Symbol('nothing');

/** Leaves out what cannot be drawn, and nothing besides. */
export class Guard extends Component<GuardProps, { broken: unknown }> {
  override state = { broken: NOTHING as unknown };

  override componentDidCatch(cause: unknown): void {
    this.setState({ broken: this.props.of });
    this.props.report(cause);
  }

  override render() {
    return this.state.broken === this.props.of ? null : this.props.children;
  }
}
