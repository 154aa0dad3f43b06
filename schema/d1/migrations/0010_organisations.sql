CREATE TABLE `application` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`receipt_number` text NOT NULL,
	`key_hash` text NOT NULL,
	`body_hash` text NOT NULL,
	`organisation_name` text NOT NULL,
	`store_name` text NOT NULL,
	`sealed` text NOT NULL,
	`version` integer NOT NULL,
	`state` text NOT NULL,
	`sent_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `application_key_hash_unique` ON `application` (`key_hash`);--> statement-breakpoint
CREATE INDEX `application_region` ON `application` (`region_id`,`state`,`sent_at_ms`);--> statement-breakpoint
CREATE UNIQUE INDEX `application_receipt` ON `application` (`region_id`,`receipt_number`);--> statement-breakpoint
CREATE TABLE `application_decision` (
	`application_id` text NOT NULL,
	`version` integer NOT NULL,
	`region_id` text NOT NULL,
	`decision` text NOT NULL,
	`reason` text,
	`decided_at_ms` integer NOT NULL,
	`decided_by` text NOT NULL,
	PRIMARY KEY(`application_id`, `version`)
);
--> statement-breakpoint
CREATE TABLE `change_request` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`store_id` text NOT NULL,
	`organisation_id` text NOT NULL,
	`kind` text NOT NULL,
	`before` text NOT NULL,
	`after` text NOT NULL,
	`state` text NOT NULL,
	`asked_at_ms` integer NOT NULL,
	`asked_by` text NOT NULL,
	`decided_at_ms` integer,
	`decided_by` text,
	`reason` text
);
--> statement-breakpoint
CREATE INDEX `change_request_region` ON `change_request` (`region_id`,`state`,`asked_at_ms`);--> statement-breakpoint
CREATE UNIQUE INDEX `change_request_open` ON `change_request` (`store_id`,`kind`) WHERE state = 'waiting';--> statement-breakpoint
CREATE TABLE `terms` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`kind` text NOT NULL,
	`version` integer NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`pledges` text NOT NULL,
	`published_at_ms` integer NOT NULL,
	`blocks_from_ms` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`created_by` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `terms_version` ON `terms` (`region_id`,`kind`,`version`);--> statement-breakpoint
CREATE INDEX `terms_published` ON `terms` (`region_id`,`kind`,`published_at_ms`);--> statement-breakpoint
CREATE TABLE `terms_acceptance` (
	`organisation_id` text NOT NULL,
	`terms_id` text NOT NULL,
	`region_id` text NOT NULL,
	`name` text NOT NULL,
	`staff_id` text,
	`accepted_at_ms` integer NOT NULL,
	PRIMARY KEY(`organisation_id`, `terms_id`)
);
--> statement-breakpoint
CREATE INDEX `terms_acceptance_terms` ON `terms_acceptance` (`terms_id`,`accepted_at_ms`);--> statement-breakpoint
ALTER TABLE `store` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `store` ADD `postal_code` text;--> statement-breakpoint
ALTER TABLE `store` ADD `phone` text;--> statement-breakpoint
ALTER TABLE `store` ADD `hours` text;--> statement-breakpoint
ALTER TABLE `store` ADD `notices` text;--> statement-breakpoint
ALTER TABLE `store` ADD `latitude_e6` integer;--> statement-breakpoint
ALTER TABLE `store` ADD `longitude_e6` integer;--> statement-breakpoint
ALTER TABLE `store` ADD `picture_sha256` text;--> statement-breakpoint
ALTER TABLE `store` ADD `picture_type` text;