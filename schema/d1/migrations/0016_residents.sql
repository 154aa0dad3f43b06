CREATE TABLE `phone_message` (
	`id` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`purpose` text NOT NULL,
	`lookup` text NOT NULL,
	`prefix` text NOT NULL,
	`state` text NOT NULL,
	`provider` text,
	`ref` text,
	`tries` integer NOT NULL,
	`yen` integer NOT NULL,
	`failure` text,
	`created_at_ms` integer NOT NULL,
	`moved_at_ms` integer NOT NULL,
	`verified_at_ms` integer
);
--> statement-breakpoint
CREATE INDEX `phone_message_prefix` ON `phone_message` (`prefix`,`created_at_ms`);--> statement-breakpoint
CREATE INDEX `phone_message_number` ON `phone_message` (`lookup`,`created_at_ms`);--> statement-breakpoint
CREATE INDEX `phone_message_age` ON `phone_message` (`created_at_ms`);--> statement-breakpoint
CREATE TABLE `phone_setting` (
	`id` integer PRIMARY KEY NOT NULL,
	`daily_limit_yen` integer NOT NULL,
	`recipients` text NOT NULL,
	`updated_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `phone_spending` (
	`day` text PRIMARY KEY NOT NULL,
	`yen` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `phone_stop` (
	`prefix` text PRIMARY KEY NOT NULL,
	`since_ms` integer NOT NULL,
	`until_ms` integer NOT NULL,
	`asked` integer NOT NULL,
	`verified` integer NOT NULL
);
--> statement-breakpoint
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