import {
  area,
  type CurveFactory,
  curveBasis,
  curveBasisClosed,
  curveBasisOpen,
  curveBumpX,
  curveBumpY,
  curveLinear,
  curveLinearClosed,
  curveMonotoneX,
  curveMonotoneY,
  curveNatural,
  curveStep,
  curveStepAfter,
  curveStepBefore,
  line,
} from 'd3-shape';

/** The names of the wire, which are d3's; `bump` and `monotone` follow the x axis. */
const CURVES: Record<string, CurveFactory> = {
  basis: curveBasis,
  basisClosed: curveBasisClosed,
  basisOpen: curveBasisOpen,
  bump: curveBumpX,
  bumpX: curveBumpX,
  bumpY: curveBumpY,
  linear: curveLinear,
  linearClosed: curveLinearClosed,
  monotone: curveMonotoneX,
  monotoneX: curveMonotoneX,
  monotoneY: curveMonotoneY,
  natural: curveNatural,
  step: curveStep,
  stepAfter: curveStepAfter,
  stepBefore: curveStepBefore,
};

/** A value of a series on the picture: its foot and its top; null is a gap. */
export type CurvePoint = { x: number; foot: number; top: number } | null;

/** The path along the tops. Without a known name it is straight. */
export function linePath(points: readonly CurvePoint[], curveType?: string | null): string {
  const path = line<CurvePoint>()
    .defined((point) => point !== null)
    .x((point) => point?.x ?? 0)
    .y((point) => point?.top ?? 0)
    .curve(curveOf(curveType));
  return path(points as CurvePoint[]) ?? '';
}

/** The path around what lies between feet and tops. */
export function areaPath(points: readonly CurvePoint[], curveType?: string | null): string {
  const path = area<CurvePoint>()
    .defined((point) => point !== null)
    .x((point) => point?.x ?? 0)
    .y0((point) => point?.foot ?? 0)
    .y1((point) => point?.top ?? 0)
    .curve(curveOf(curveType));
  return path(points as CurvePoint[]) ?? '';
}

function curveOf(name: string | null | undefined): CurveFactory {
  return (name && Object.hasOwn(CURVES, name) && CURVES[name]) || curveLinear;
}
