/** Every call of the JSON API, once: what it takes is the very schema that its controller parses with. Order is the page's. */
import type { z } from 'zod';
import { filingBody } from '../filing-body.js';
import { listQuery } from '../list-query.js';
import { shortListQuery } from '../short-list.js';
import { stepBody } from '../step-body.js';
import { worksheetBody } from '../worksheets/worksheet-body.js';
import { callbackBody, contactsBody, taskQuery, taskStepBody } from '../tasks/task-body.js';
import * as lists from './answers/lists.js';
import * as requests from './answers/requests.js';
import * as tasks from './answers/tasks.js';
import * as worksheets from './answers/worksheets.js';

/** Who may call it; a key of `api-docs:who`. */
export type Caller = 'anybody' | 'council' | 'viewers' | 'partner' | 'signed' | 'statistics';

export interface Operation {
  readonly method: 'get' | 'post';
  /** As Express has it: `/api/v1/requests/:ticketNumber`. */
  readonly path: string;
  readonly id: string;
  readonly group: 'requests' | 'tasks' | 'lists' | 'statistics' | 'description';
  readonly summary: string;
  readonly who: Caller;
  readonly query?: z.ZodObject;
  readonly queryNames?: Readonly<Record<string, string>>;
  readonly body?: z.ZodObject;
  /** Multipart with one file under this name and the body's fields beside it, instead of a JSON body. */
  readonly file?: string;
  readonly status?: 201;
  readonly answer?: z.ZodType;
  /** Media type of an answer that is no JSON. */
  readonly produces?: string;
}

const TICKET = '/api/v1/requests/:ticketNumber';
const EXCEL = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const revision = { revision: 'A published revision; without it the latest' };
const range = {
  from: 'First civil day',
  to: 'Last civil day',
  columns: 'Codes of columns with commas between; without them all',
};

export const OPERATIONS: readonly Operation[] = [
  {
    ...{ method: 'post', path: '/api/v1/requests', id: 'fileRequest', group: 'requests' },
    ...{ summary: 'File a request', who: 'anybody' },
    ...{ body: filingBody, status: 201, answer: requests.filed },
  },
  {
    ...{ method: 'get', path: '/api/v1/requests', id: 'listRequests', group: 'requests' },
    ...{ summary: 'Requests that the caller may see', who: 'council' },
    ...{ query: listQuery, answer: requests.requestList },
  },
  {
    ...{ method: 'get', path: TICKET, id: 'readRequest', group: 'requests' },
    ...{ summary: 'One request with its steps and what the caller may do now', who: 'viewers' },
    answer: requests.request,
  },
  {
    ...{ method: 'post', path: `${TICKET}/steps`, id: 'recordStep', group: 'requests' },
    ...{ summary: 'Record a step', who: 'viewers' },
    ...{ body: stepBody, status: 201, answer: requests.recorded },
  },
  {
    ...{ method: 'post', path: `${TICKET}/attachments`, id: 'addAttachment', group: 'requests' },
    ...{ summary: 'Add a photo or a PDF, as a step of its own', who: 'viewers' },
    ...{ file: 'file', status: 201, answer: requests.attached },
  },
  {
    ...{
      method: 'get',
      path: `${TICKET}/attachments/:id`,
      id: 'readAttachment',
      group: 'requests',
    },
    ...{ summary: 'The bytes of a photo or PDF', who: 'viewers', produces: '*/*' },
  },
  {
    ...{ method: 'get', path: `${TICKET}/proof`, id: 'readProof', group: 'requests' },
    ...{ summary: 'What a third party needs to check the chain of steps', who: 'viewers' },
    answer: lists.proof,
  },
  {
    ...{ method: 'get', path: '/api/v1/tasks', id: 'listTasks', group: 'tasks' },
    ...{ summary: "The partner's own tasks", who: 'partner' },
    ...{ query: taskQuery, answer: tasks.taskList },
  },
  {
    ...{ method: 'post', path: '/api/v1/tasks/:taskId/steps', id: 'answerTask', group: 'tasks' },
    ...{ summary: 'Answer a task', who: 'partner' },
    ...{ body: taskStepBody, status: 201, answer: requests.recorded },
  },
  {
    ...{ method: 'post', path: '/api/v1/tasks/:taskId/contacts', id: 'openContacts' },
    ...{ group: 'tasks', summary: "Open the citizen's contacts: it is recorded", who: 'partner' },
    ...{ body: contactsBody, answer: tasks.contacts },
  },
  {
    ...{ method: 'post', path: '/callbacks/:partner', id: 'receiveCallback', group: 'tasks' },
    ...{
      summary:
        "A partner's signed callback (Standard Webhooks): what cannot be recorded is kept as a note",
      who: 'signed',
    },
    ...{ body: callbackBody, answer: tasks.received },
  },
  {
    ...{ method: 'post', path: '/api/v1/worksheets', id: 'sendWorksheet', group: 'tasks' },
    ...{ summary: "Send a month's work sheet (CSV, XLSX or PDF)", who: 'partner' },
    ...{ body: worksheetBody, file: 'file', status: 201, answer: worksheets.worksheet },
  },
  {
    ...{ method: 'get', path: '/api/v1/worksheets/:id', id: 'readWorksheet', group: 'tasks' },
    ...{ summary: 'How far a sheet is and how it compares', who: 'partner' },
    answer: worksheets.worksheet,
  },
  {
    ...{ method: 'get', path: '/api/v1/categories', id: 'listCategories', group: 'lists' },
    ...{
      summary: 'Categories with their questions',
      who: 'anybody',
      query: shortListQuery,
      answer: lists.categories,
    },
  },
  {
    ...{ method: 'get', path: '/api/v1/offices', id: 'listOffices', group: 'lists' },
    ...{ summary: 'Offices', who: 'anybody', query: shortListQuery, answer: lists.offices },
  },
  {
    ...{ method: 'get', path: '/api/v1/areas', id: 'listAreas', group: 'lists' },
    ...{ summary: 'Areas of the town', who: 'anybody', query: shortListQuery, answer: lists.areas },
  },
  {
    ...{ method: 'get', path: '/api/v1/partners', id: 'listPartners', group: 'lists' },
    ...{ summary: 'Partners', who: 'council', query: shortListQuery, answer: lists.partners },
  },
  {
    ...{ method: 'get', path: '/api/v1/workflows/schema.json', id: 'readWorkflowSchema' },
    ...{ group: 'lists', summary: 'JSON Schema of the document of a workflow', who: 'anybody' },
    produces: 'application/json',
  },
  {
    ...{ method: 'get', path: '/workflows/:code.svg', id: 'readWorkflowDiagram', group: 'lists' },
    ...{ summary: 'The published version of a workflow as a diagram', who: 'anybody' },
    produces: 'image/svg+xml',
  },
  {
    ...{ method: 'get', path: '/api/v1/workflows/:code', id: 'readWorkflow', group: 'lists' },
    ...{ summary: 'The published version of a workflow', who: 'anybody' },
    answer: lists.workflow,
  },
  {
    ...{ method: 'get', path: '/api/v1/statistics/months/:month', id: 'readMonth' },
    ...{ group: 'statistics', summary: "A month's figures", who: 'statistics' },
    ...{ answer: lists.month, queryNames: revision },
  },
  {
    ...{ method: 'get', path: '/api/v1/statistics/months/:month.csv', id: 'exportMonth' },
    ...{ group: 'statistics', summary: "A month's figures as CSV", who: 'statistics' },
    ...{ produces: 'text/csv', queryNames: revision },
  },
  {
    ...{ method: 'get', path: '/api/v1/statistics/months/:month.xlsx', id: 'exportMonthSheets' },
    ...{ group: 'statistics', summary: "A month's figures as XLSX", who: 'statistics' },
    ...{ produces: EXCEL, queryNames: revision },
  },
  {
    ...{ method: 'get', path: '/api/v1/statistics/requests.csv', id: 'exportRequests' },
    ...{
      group: 'statistics',
      summary: 'One row a request that the caller may see, without personal data',
    },
    ...{ who: 'statistics', queryNames: range, produces: 'text/csv' },
  },
  {
    ...{ method: 'get', path: '/api/openapi.json', id: 'readDescription', group: 'description' },
    ...{ summary: 'This description', who: 'anybody', produces: 'application/json' },
  },
  {
    ...{ method: 'get', path: '/api/docs', id: 'readDocs', group: 'description' },
    ...{ summary: 'This description for people', who: 'anybody', produces: 'text/html' },
  },
];
