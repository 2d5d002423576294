package store

import (
	"context"
	"database/sql"
	"fmt"
)

// schemaVersion is the database's user_version. A change of the tables takes
// the next number and a row of upgrades.
const schemaVersion = 7

// Times are milliseconds since 1970 in UTC. Every row that the index follows has
// a number of the one sequence, given anew whenever the row changes.
const schema = `
CREATE TABLE sequence (last INTEGER NOT NULL);
INSERT INTO sequence VALUES (0);

CREATE TABLE snapshot (
	hash         TEXT PRIMARY KEY,
	content_type TEXT NOT NULL,
	bytes        INTEGER NOT NULL,
	first_seen   INTEGER NOT NULL
) WITHOUT ROWID;

-- What is known of each URL that was ever fetched.
CREATE TABLE page (
	url           TEXT PRIMARY KEY,
	final_url     TEXT NOT NULL DEFAULT '',
	source        TEXT NOT NULL,
	outcome       TEXT NOT NULL,
	code          TEXT NOT NULL DEFAULT '',
	message       TEXT NOT NULL DEFAULT '',
	snapshot      TEXT NOT NULL DEFAULT '',
	etag          TEXT NOT NULL DEFAULT '',
	last_modified TEXT NOT NULL DEFAULT '',
	extractor     INTEGER NOT NULL DEFAULT 0,
	profiles      TEXT NOT NULL DEFAULT '',
	document      TEXT NOT NULL DEFAULT '',
	run           INTEGER NOT NULL,
	checked       INTEGER NOT NULL,
	links         BLOB
);
CREATE INDEX page_document ON page (document) WHERE document <> '';
CREATE INDEX page_outcome ON page (outcome, code);

CREATE TABLE document (
	id         TEXT PRIMARY KEY,
	url        TEXT NOT NULL,
	seq        INTEGER NOT NULL,
	first_seen INTEGER NOT NULL,
	json       BLOB NOT NULL
);
CREATE UNIQUE INDEX document_seq ON document (seq);

CREATE TABLE artefact (document TEXT PRIMARY KEY, text BLOB NOT NULL);

CREATE TABLE record (
	id         TEXT PRIMARY KEY,
	document   TEXT NOT NULL,
	place      INTEGER NOT NULL,
	kind       TEXT NOT NULL,
	seq        INTEGER NOT NULL,
	first_seen INTEGER NOT NULL,
	json       BLOB NOT NULL
);
CREATE INDEX record_place ON record (document, place);
CREATE UNIQUE INDEX record_seq ON record (seq);
CREATE INDEX record_kind ON record (kind);

-- What was there once, for the index to forget.
CREATE TABLE tombstone (id TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;
CREATE UNIQUE INDEX tombstone_seq ON tombstone (seq);

CREATE TABLE run (
	id       INTEGER PRIMARY KEY AUTOINCREMENT,
	plan     TEXT NOT NULL,
	state    TEXT NOT NULL,
	started  INTEGER NOT NULL,
	finished INTEGER NOT NULL DEFAULT 0,
	counts   TEXT NOT NULL DEFAULT '{}'
);

CREATE TABLE task (
	id     INTEGER PRIMARY KEY,
	run    INTEGER NOT NULL,
	source TEXT NOT NULL,
	url    TEXT NOT NULL,
	host   TEXT NOT NULL,
	root   TEXT NOT NULL,
	depth  INTEGER NOT NULL,
	via    TEXT NOT NULL,
	anchor TEXT NOT NULL DEFAULT '',
	list   TEXT NOT NULL DEFAULT '',
	step   INTEGER NOT NULL DEFAULT 0,
	state  TEXT NOT NULL
);
CREATE UNIQUE INDEX task_url ON task (run, source, url);
CREATE INDEX task_queued ON task (run, host, source, depth, id) WHERE state = 'queued';
`

// Which cluster a record is in, if it stands elsewhere too, and the sequence
// number up to which that was worked out.
const clusters = `
CREATE TABLE cluster (record TEXT PRIMARY KEY, id TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX cluster_id ON cluster (id);
CREATE TABLE clustered (seq INTEGER NOT NULL);
INSERT INTO clustered VALUES (0);
`

// What each list of addresses that a source was looked for in brought, in each
// run; when each source with a schedule is to run next; and how many documents
// each source had in each finished run.
const schedules = `
CREATE TABLE list (
	run     INTEGER NOT NULL,
	source  TEXT NOT NULL,
	kind    TEXT NOT NULL,
	url     TEXT NOT NULL,
	code    TEXT NOT NULL,
	message TEXT NOT NULL,
	entries INTEGER NOT NULL,
	taken   INTEGER NOT NULL,
	past    INTEGER NOT NULL,
	PRIMARY KEY (run, source, kind, url)
) WITHOUT ROWID;
CREATE TABLE schedule (
	source   TEXT PRIMARY KEY,
	spec     TEXT NOT NULL,
	next_run INTEGER NOT NULL,
	run      INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE yield (
	run       INTEGER NOT NULL,
	source    TEXT NOT NULL,
	documents INTEGER NOT NULL,
	failed    INTEGER NOT NULL,
	PRIMARY KEY (source, run)
) WITHOUT ROWID;
`

// What is known of each host's pace, and the robots.txt of each origin: the
// status of the answer and up to 500 KiB of it, zstd.
const hosts = `
CREATE TABLE host (
	host   TEXT PRIMARY KEY,
	until  INTEGER NOT NULL,
	delay  INTEGER NOT NULL,
	fails  INTEGER NOT NULL,
	failed INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE robots (
	origin  TEXT PRIMARY KEY,
	status  INTEGER NOT NULL,
	body    BLOB NOT NULL,
	fetched INTEGER NOT NULL
);
`

// The bytes of snapshots that need no file of their own.
const smallSnapshots = `
CREATE TABLE small_snapshot (hash TEXT PRIMARY KEY, packed BLOB NOT NULL);
`

// What has an outcome is counted when a run goes on, however much is queued.
const done = `
CREATE INDEX task_done ON task (run, source, state) WHERE state <> 'queued';
`

func createSchema(ctx context.Context, db *sql.DB, dir string) error {
	version, err := userVersion(ctx, db)
	if err != nil {
		return fmt.Errorf("make data folder %s: %w", dir, err)
	}
	if version > 0 {
		return checkSchema(ctx, db)
	}
	script := fmt.Sprintf("BEGIN IMMEDIATE;%s;PRAGMA user_version = %d;COMMIT;", schema+clusters+schedules+hosts+smallSnapshots+done, schemaVersion)
	if _, err := db.ExecContext(ctx, script); err != nil {
		return fmt.Errorf("make data folder %s: %w", dir, err)
	}
	return nil
}

// upgrades bring a database to the version that is their key from the one before.
var upgrades = map[int]string{
	2: `
ALTER TABLE page ADD COLUMN profiles TEXT NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN anchor TEXT NOT NULL DEFAULT '';`,
	3: clusters,
	4: schedules + `
ALTER TABLE task ADD COLUMN list TEXT NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN step INTEGER NOT NULL DEFAULT 0;`,
	5: hosts,
	6: smallSnapshots,
	7: done,
}

// upgradeSchema brings the tables of an older program's data folder up to date.
// The caller holds the lock.
func upgradeSchema(ctx context.Context, dir string) error {
	db, err := openDatabase(dir, "rw")
	if err != nil {
		return err
	}
	defer db.Close()
	if err := checkSchema(ctx, db); err != nil {
		return err
	}
	version, err := userVersion(ctx, db)
	for err == nil && version < schemaVersion {
		version++
		_, err = db.ExecContext(ctx, fmt.Sprintf("BEGIN IMMEDIATE;%s;PRAGMA user_version = %d;COMMIT;", upgrades[version], version))
	}
	if err != nil {
		return fmt.Errorf("bring the data folder from format %d to %d: %w", version-1, version, err)
	}
	return nil
}

func userVersion(ctx context.Context, db *sql.DB) (version int, err error) {
	err = db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version)
	return version, err
}
