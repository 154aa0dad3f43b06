CREATE TABLE `resident_answer` (
	`resident_id` text NOT NULL,
	`programme_id` text NOT NULL,
	`region_id` text NOT NULL,
	`sealed` text,
	`answered_at_ms` integer NOT NULL,
	PRIMARY KEY(`resident_id`, `programme_id`)
);
--> statement-breakpoint
CREATE TABLE `resident_consent` (
	`resident_id` text NOT NULL,
	`region_id` text NOT NULL,
	`kind` text NOT NULL,
	`version` integer NOT NULL,
	`accepted_at_ms` integer NOT NULL,
	PRIMARY KEY(`resident_id`, `region_id`, `kind`, `version`)
);
--> statement-breakpoint
CREATE INDEX `resident_consent_text` ON `resident_consent` (`region_id`,`kind`,`version`);