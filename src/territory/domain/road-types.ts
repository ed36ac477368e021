/**
 * Italian road types and how people shorten them: the first word of each row is the one that we compare by. Written without dots and accents,
 * so that `C.so`, `c.so.` and `Cso` are one. Pure.
 */
const ROADS = [
  'via v',
  'viale vle',
  'piazza p pza pzza pz',
  'piazzale ple pzle pzale pzzale',
  'piazzetta ptta pzetta pzzetta',
  'corso cso',
  'largo lgo',
  'larghetto',
  'lungomare lungre lungmre lmare lungm lungom',
  'lungarno larno lungno',
  'lungolago llago',
  'vicolo vlo vic vico vc',
  'vialetto vltto',
  'strada str stra sda',
  'stradone',
  'traversa trav travsa',
  'contrada cda contr ctrda',
  'galleria gall glleria',
  'salita sal',
  'scalinata scal',
  'scali',
  'borgo bgo',
  'calle',
  'rampa',
  'rotonda rot',
  'rotatoria',
  'circonvallazione circne circonvne circonv',
  'passeggiata passta pass',
  'parcheggio parch',
  'sottopasso sott',
  'ponte',
  'stradaprovinciale sp',
  'stradastatale ss',
  'stradacomunale',
  'stradaregionale sr',
  'stradavicinale',
] as const;

/** Parts of a town: an address may begin with one, and then name a road after all. */
const HAMLETS = [
  'localita loc lta',
  'frazione fraz fz',
  'rione rne',
  'quartiere quart qre',
] as const;

export interface RoadType {
  readonly name: string;
  readonly isRoad: boolean;
}

const TYPES = new Map<string, RoadType>([
  ...ROADS.flatMap((words) => entries(words, true)),
  ...HAMLETS.flatMap((words) => entries(words, false)),
]);
const WHOLE = new Set(ROADS.map((words) => words.split(' ')[0]));

/** `word`: lower case without accents, dots allowed. */
export function roadType(word: string): RoadType | undefined {
  return TYPES.get(word.replaceAll('.', ''));
}

/** Whether the word is a road type written out: only such a one is believed in the middle of a text. */
export function isWholeRoadType(word: string): boolean {
  return WHOLE.has(word);
}

function entries(words: string, isRoad: boolean): [string, RoadType][] {
  const forms = words.split(' ');
  return forms.map((form) => [form, { name: forms[0] ?? form, isRoad }]);
}
