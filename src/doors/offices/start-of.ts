import { may, type OfficeViewer, type PartnerViewer, type Viewer } from '../../access/viewer.js';

export type Person = OfficeViewer | PartnerViewer;

export function isPerson(viewer: Viewer): viewer is Person {
  return viewer.kind === 'office' || viewer.kind === 'partner';
}

/** Where the day begins: by what the role may do, so that a council's own roles land well too. */
export function startOf(viewer: Person): string {
  if (viewer.kind === 'partner') return '/ente';
  if (may(viewer, 'requests.see')) return '/ufficio';
  if (may(viewer, 'requests.file-for-others')) return '/ufficio/aiuto';
  return '/amministrazione';
}
