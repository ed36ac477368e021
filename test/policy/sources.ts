import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ts from 'typescript';
import { projectRoot } from '../../src/web/views/project-root.js';

/** What `.gitignore` names: not ours, or made anew. */
const NOT_OURS = new Set(['node_modules', 'dist', 'data', 'coverage', '.git', '.env']);

/** Every file of the repository, or of one folder of it, by its path from the root, with `/` between the parts. */
export function filesIn(folder = '.', ending = ''): string[] {
  return readdirSync(join(projectRoot, folder), { withFileTypes: true })
    .filter((entry) => !NOT_OURS.has(entry.name) && !entry.name.endsWith('.log'))
    .flatMap((entry) => below(folder, entry))
    .filter((path) => path.endsWith(ending))
    .sort();
}

export function textOf(path: string): string {
  return readFileSync(join(projectRoot, path), 'utf8');
}

const trees = new Map<string, ts.SourceFile>();

/** A TypeScript file as a tree; without types, so that all of them are read in a second. */
export function treeOf(path: string): ts.SourceFile {
  const tree =
    trees.get(path) ?? ts.createSourceFile(path, textOf(path), ts.ScriptTarget.Latest, true);
  trees.set(path, tree);
  return tree;
}

/** Every node of a tree, the tree itself first; without the tokens, which nobody asks for. */
export function nodesOf(node: ts.Node, found: ts.Node[] = []): ts.Node[] {
  found.push(node);
  ts.forEachChild(node, (child) => void nodesOf(child, found));
  return found;
}

/** `path:line`, as editors and terminals open it. */
export function placeOf(node: ts.Node): string {
  const file = node.getSourceFile();
  return `${file.fileName}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}

function below(folder: string, entry: Dirent): string[] {
  const path = relative('.', join(folder, entry.name)).split(sep).join('/');
  if (entry.isDirectory()) return filesIn(path);
  return entry.isFile() ? [path] : [];
}
