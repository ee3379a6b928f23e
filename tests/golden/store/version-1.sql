-- A store as Regeltaal wrote it when its layout was version 1.
BEGIN TRANSACTION;
CREATE TABLE counters (
	administration TEXT NOT NULL, 
	object TEXT NOT NULL, 
	last BIGINT NOT NULL, 
	PRIMARY KEY (administration, object)
);
INSERT INTO "counters" VALUES('Jansen BV','taak',3);
CREATE TABLE effects (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	effect_key TEXT NOT NULL, 
	event_administration TEXT NOT NULL, 
	event_id TEXT NOT NULL, 
	administration TEXT NOT NULL, 
	object TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	rule TEXT NOT NULL, 
	action TEXT NOT NULL, 
	policy TEXT NOT NULL, 
	due VARCHAR(32) NOT NULL, 
	parameters TEXT NOT NULL, 
	templates TEXT NOT NULL, 
	"plan" TEXT NOT NULL, 
	rule_set_hash TEXT NOT NULL, 
	delay_key TEXT, 
	status TEXT NOT NULL, 
	attempts INTEGER NOT NULL, 
	worker TEXT, 
	message_id TEXT, 
	reason TEXT, 
	changed VARCHAR(32), 
	UNIQUE (effect_key)
);
INSERT INTO "effects" VALUES(1,'Jansen BV/e-1/Factureer/WB-1001/VERSTUUR e-mail/0','Jansen BV','e-1','Jansen BV','werkbon','WB-1001','Factureer','VERSTUUR e-mail','hoogstens','2027-03-12T12:30:00.000000+00:00','{"ontvanger":["info@devries.example"]}','{"sjabloon":{"onderwerp":"Bedankt"}}','{"mits":null}','r','Jansen BV/Factureer/WB-1001/VERSTUUR e-mail','gepland',0,NULL,NULL,NULL,NULL);
CREATE TABLE events (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	administration TEXT NOT NULL, 
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	record_administration TEXT NOT NULL, 
	object TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	moment VARCHAR(32) NOT NULL, 
	zone TEXT NOT NULL, 
	content_hash TEXT NOT NULL, 
	rule_set_hash TEXT NOT NULL, 
	schema_hash TEXT NOT NULL, 
	calendar_hash TEXT NOT NULL, 
	engine_version TEXT NOT NULL, 
	status TEXT NOT NULL, 
	inputs TEXT NOT NULL, 
	result TEXT NOT NULL, 
	parent_administration TEXT, 
	parent_id TEXT, 
	chain TEXT NOT NULL, 
	UNIQUE (administration, id)
);
INSERT INTO "events" VALUES(1,'Jansen BV','e-1','werkbon statuswijziging','Jansen BV','werkbon','WB-1001','2027-03-12T12:00:00.000000+00:00','Europe/Amsterdam','c','r','s','k','0.1.0','verwerkt','{"werkbon/WB-1001/status":"Klaargezet"}','{"regels":[{"regel":"Factureer","uitkomst":"waar"}]}','Andere BV','e-0','["omgeving//Factureer"]');
CREATE TABLE records (
	administration TEXT NOT NULL, 
	object TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	fields TEXT NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	PRIMARY KEY (administration, object, "key")
);
INSERT INTO "records" VALUES('Jansen BV','werkbon','WB-1001','{"status":"Ingepland"}',0);
CREATE TABLE refusals (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	source TEXT NOT NULL, 
	line INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	received VARCHAR(32) NOT NULL, 
	field_name TEXT, 
	administration TEXT, 
	event_id TEXT
);
CREATE TABLE regeltaal_version (
	version INTEGER NOT NULL, 
	PRIMARY KEY (version)
);
INSERT INTO "regeltaal_version" VALUES(1);
CREATE TABLE rule_sets (
	hash TEXT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (hash)
);
INSERT INTO "rule_sets" VALUES('r','{"regels":{}}');
CREATE TABLE timeline (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	administration TEXT NOT NULL, 
	object TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	event_administration TEXT NOT NULL, 
	event_id TEXT NOT NULL, 
	sequence INTEGER NOT NULL, 
	moment VARCHAR(32) NOT NULL, 
	kind TEXT NOT NULL, 
	body TEXT NOT NULL
);
INSERT INTO "timeline" VALUES(1,'Jansen BV','werkbon','WB-1001','Jansen BV','e-1',0,'2027-03-12T12:00:00.000000+00:00','regel','{"nr":1}');
CREATE INDEX events_by_record ON events (record_administration, object, "key");
CREATE INDEX timeline_by_record ON timeline (administration, object, "key");
CREATE INDEX effects_by_delay ON effects (delay_key);
CREATE INDEX effects_by_event ON effects (event_administration, event_id);
CREATE INDEX effects_by_status ON effects (status, due);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('events',1);
INSERT INTO "sqlite_sequence" VALUES('effects',1);
INSERT INTO "sqlite_sequence" VALUES('timeline',1);
COMMIT;
