/**
 * How the open data is found: the DCAT-AP_IT catalogue (RDF/XML, profile of AgID) and the Frictionless data package, both out of the same
 * facts. Licence and vocabularies are named by their official URIs.
 */
import { monthInWords } from '../../shared/month-in-words.js';
import { describe } from './describe.js';
import type { OpenMonth } from './open-data.service.js';
import { OPEN_COLUMNS } from './open-data-columns.js';

export interface Catalogue {
  /** Origin of the pages, without a slash at the end. */
  readonly origin: string;
  readonly council: string;
  /** Code in the index of public administrations; empty where the council has not set it: the host of its pages stands for it. */
  readonly ipaCode: string;
  readonly email: string;
  /** Civil date: when the first month could be had. */
  readonly issued: string;
  /** The setting: what fewer share is not told. */
  readonly least: number;
  /** Newest first. */
  readonly months: readonly OpenMonth[];
}

const LICENCE = 'https://w3id.org/italia/controlled-vocabulary/licences/A21_CCBY40';
const EU = 'http://publications.europa.eu/resource/authority';
const TITLE = 'Segnalazioni dei cittadini';

/** RDF/XML; one file of each format a month. */
export function catalogueRdf(catalogue: Catalogue): string {
  const { origin, council, email, issued, months } = catalogue;
  const identifier = catalogue.ipaCode || new URL(origin).hostname;
  const modified = modifiedOf(catalogue);
  const descriptions = (['it', 'en'] as const).map((language) => `<dct:description xml:lang="${language}">${xml(describe(catalogue.least)[language])}</dct:description>`).join('\n    '); // prettier-ignore
  const [home, dataset, agent] = [`${origin}/open-data`, `${origin}/open-data/requests`, `${origin}/open-data#council`]; // prettier-ignore
  const files = months.flatMap(({ month: { code: month }, modified }) => FORMATS.map((format) => ({ month, modified, format, address: addressOf(origin, format, month) }))); // prettier-ignore
  return `<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dct="http://purl.org/dc/terms/" xmlns:dcat="http://www.w3.org/ns/dcat#" xmlns:dcatapit="http://dati.gov.it/onto/dcatapit#" xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:owl="http://www.w3.org/2002/07/owl#" xmlns:vcard="http://www.w3.org/2006/vcard/ns#">
  <dcatapit:Catalog rdf:about="${xml(home)}">
    <rdf:type rdf:resource="http://www.w3.org/ns/dcat#Catalog"/>
    <dct:title xml:lang="it">${xml(`Dati aperti: ${council}`)}</dct:title>
    ${descriptions}
    <dct:publisher rdf:resource="${xml(agent)}"/>
    <dct:language rdf:resource="${EU}/language/ITA"/>
    <dct:issued rdf:datatype="http://www.w3.org/2001/XMLSchema#date">${issued}</dct:issued>
    <dct:modified rdf:datatype="http://www.w3.org/2001/XMLSchema#date">${modified}</dct:modified>
    <foaf:homepage rdf:resource="${xml(home)}"/>
    <dcat:themeTaxonomy rdf:resource="${EU}/data-theme"/>
    <dcat:dataset rdf:resource="${xml(dataset)}"/>
  </dcatapit:Catalog>
  <dcatapit:Dataset rdf:about="${xml(dataset)}">
    <rdf:type rdf:resource="http://www.w3.org/ns/dcat#Dataset"/>
    <dct:identifier>${xml(`${identifier}:segnalazioni`)}</dct:identifier>
    <dct:title xml:lang="it">${TITLE}</dct:title>
    ${descriptions}
    <dct:issued rdf:datatype="http://www.w3.org/2001/XMLSchema#date">${issued}</dct:issued>
    <dct:modified rdf:datatype="http://www.w3.org/2001/XMLSchema#date">${modified}</dct:modified>
    <dcat:theme rdf:resource="${EU}/data-theme/GOVE"/>
    <dct:accrualPeriodicity rdf:resource="${EU}/frequency/MONTHLY"/>
    <dct:language rdf:resource="${EU}/language/ITA"/>
    <dct:publisher rdf:resource="${xml(agent)}"/>
    <dct:rightsHolder rdf:resource="${xml(agent)}"/>
    <dcat:contactPoint rdf:resource="${xml(`${home}#contact`)}"/>
${files.map(({ address }) => `    <dcat:distribution rdf:resource="${xml(address)}"/>`).join('\n')}
  </dcatapit:Dataset>
${files.map((file) => distribution(file)).join('\n')}
  <dcatapit:LicenseDocument rdf:about="${LICENCE}">
    <rdf:type rdf:resource="http://purl.org/dc/terms/LicenseDocument"/>
    <dct:type rdf:resource="http://purl.org/adms/licencetype/Attribution"/>
    <foaf:name xml:lang="it">Creative Commons Attribuzione 4.0 Internazionale (CC BY 4.0)</foaf:name>
    <owl:versionInfo>4.0</owl:versionInfo>
  </dcatapit:LicenseDocument>
  <dcatapit:Agent rdf:about="${xml(agent)}">
    <rdf:type rdf:resource="http://xmlns.com/foaf/0.1/Agent"/>
    <dct:identifier>${xml(identifier)}</dct:identifier>
    <foaf:name xml:lang="it">${xml(council)}</foaf:name>
  </dcatapit:Agent>
  <dcatapit:Organization rdf:about="${xml(`${home}#contact`)}">
    <rdf:type rdf:resource="http://www.w3.org/2006/vcard/ns#Kind"/>
    <vcard:fn>${xml(council)}</vcard:fn>${email === '' ? '' : `\n    <vcard:hasEmail rdf:resource="mailto:${xml(email)}"/>`}
  </dcatapit:Organization>
</rdf:RDF>
`;
}

/** Frictionless Data Package. */
export function dataPackage(catalogue: Catalogue) {
  const { it, en } = describe(catalogue.least);
  return {
    name: 'segnalazioni',
    title: TITLE,
    description: `${it}\n\n${en}`,
    profile: 'tabular-data-package',
    created: `${modifiedOf(catalogue)}T00:00:00Z`,
    licenses: [{ name: 'CC-BY-4.0', title: 'Creative Commons Attribution 4.0', path: 'https://creativecommons.org/licenses/by/4.0/' }], // prettier-ignore
    contributors: [{ title: catalogue.council, role: 'publisher' }],
    resources: catalogue.months.map(({ month: { code: month } }) => ({
      name: `segnalazioni-${month}`,
      path: addressOf(catalogue.origin, 'CSV', month),
      profile: 'tabular-data-resource',
      format: 'csv',
      mediatype: 'text/csv',
      encoding: 'utf-8',
      dialect: { delimiter: ';', lineTerminator: '\r\n', header: true },
      schema: {
        fields: OPEN_COLUMNS.map(({ name, type, description: { it, en } }) => ({ name, type, description: `${it}\n\n${en}` })), // prettier-ignore
        primaryKey: 'service_request_id',
        missingValues: [''],
      },
    })),
  };
}

const FORMATS = ['CSV', 'JSON'] as const;

interface MonthFile {
  readonly month: string;
  readonly format: (typeof FORMATS)[number];
  readonly address: string;
  readonly modified: string;
}

/** Of the whole: the day of its last change, or that of its issue while there is nothing. */
function modifiedOf({ months, issued }: Catalogue): string {
  return months.reduce((last, { modified }) => (modified > last ? modified : last), issued);
}

function addressOf(origin: string, format: string, month: string): string {
  return `${origin}/open-data/requests.${format.toLowerCase()}?month=${month}`;
}

function distribution({ month, format, address, modified }: MonthFile): string {
  return `  <dcatapit:Distribution rdf:about="${xml(address)}">
    <rdf:type rdf:resource="http://www.w3.org/ns/dcat#Distribution"/>
    <dct:title xml:lang="it">${TITLE}, ${monthInWords(month, 'it')} (${format})</dct:title>
    <dct:format rdf:resource="${EU}/file-type/${format}"/>
    <dct:license rdf:resource="${LICENCE}"/>
    <dct:modified rdf:datatype="http://www.w3.org/2001/XMLSchema#date">${modified}</dct:modified>
    <dcat:accessURL rdf:resource="${xml(address)}"/>
    <dcat:downloadURL rdf:resource="${xml(address)}"/>
  </dcatapit:Distribution>`;
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }; // prettier-ignore

/** Also without the controls that XML cannot hold. */
function xml(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\r]/gu, '').replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
}
