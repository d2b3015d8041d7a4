// PouchDB's own client against its own server (express-pouchdb on LevelDB) with the same entries, in one JSON answer.
// node pouch_peer.mjs serve FOLDER            prints its port
// node pouch_peer.mjs push URL ENTRIES FOLDER pushes all the entries, prints the seconds
// node pouch_peer.mjs pull URL FOLDER         pulls them, prints the seconds
// node pouch_peer.mjs nothing URL FOLDER      one more round
// node pouch_peer.mjs conflict URL ENTRIES FOLDER
// Packages come from the folder in PEERS: pouchdb, express, express-pouchdb.
import { createRequire } from 'node:module';
import { readFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const require = createRequire(join(process.env.PEERS, 'package.json'));
const PouchDB = require('pouchdb');
const [, , act, ...rest] = process.argv;

function local(folder, name) {
  mkdirSync(folder, { recursive: true });
  return new PouchDB(join(folder, name));
}

function seconds(begun) {
  return Number(process.hrtime.bigint() - begun) / 1e9;
}

async function timed(run) {
  const begun = process.hrtime.bigint();
  let failed = '';
  try {
    await run();
  } catch (error) {
    failed = String(error.message || error);
  }
  console.log(JSON.stringify({ seconds: seconds(begun), failed }));
}

const documents = (path) => JSON.parse(readFileSync(path, 'utf8')).map((entry) => ({ _id: entry.id, ...entry }));

if (act === 'serve') {
  const [folder] = rest;
  mkdirSync(folder, { recursive: true });
  const Served = PouchDB.defaults({ prefix: folder + '/' });
  const app = require('express')();
  const options = { mode: 'minimumForPouchDB', configPath: join(folder, 'config.json'), logPath: join(folder, 'log.txt') };
  app.use('/', require('express-pouchdb')(Served, options));
  const listening = app.listen(0, '127.0.0.1', () => console.log(listening.address().port));
} else if (act === 'fill') {
  const [path, folder] = rest;
  await local(folder, 'a').bulkDocs(documents(path));
} else if (act === 'push') {
  const [url, folder] = rest;
  await timed(() => local(folder, 'a').replicate.to(url + '/register', { batch_size: 100 }));
} else if (act === 'pull') {
  const [url, folder] = rest;
  await timed(() => local(folder, 'b').replicate.from(url + '/register', { batch_size: 100 }));
} else if (act === 'conflict') {
  const [url, path, folder] = rest;
  const [first, second] = [local(folder, 'c'), local(folder, 'd')];
  const [document] = documents(path);
  await first.put(document);
  await first.replicate.to(url + '/disputed');
  await second.replicate.from(url + '/disputed');
  for (const [database, value] of [[first, 'first'], [second, 'second']]) {
    const held = await database.get(document._id);
    await database.put({ ...held, given_name: value });
  }
  for (const database of [first, second, first]) await database.sync(url + '/disputed');
  const seen = new Set();
  for (const database of [first, second]) seen.add((await database.get(document._id)).given_name);
  const { _conflicts: hidden = [] } = await first.get(document._id, { conflicts: true });
  console.log(JSON.stringify({ shown: [...seen].length, hidden: hidden.length }));
}
