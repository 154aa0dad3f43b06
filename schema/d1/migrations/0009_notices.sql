CREATE TABLE `notice` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`kind` text NOT NULL,
	`category` text,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`state` text NOT NULL,
	`from_on` text,
	`until_on` text,
	`shown_from_ms` integer,
	`shown_until_ms` integer,
	`created_at_ms` integer NOT NULL,
	`created_by` text NOT NULL,
	`withdrawn_at_ms` integer
);
--> statement-breakpoint
CREATE INDEX `notice_region` ON `notice` (`region_id`,`kind`,`created_at_ms`);--> statement-breakpoint
CREATE INDEX `notice_shown` ON `notice` (`region_id`,`kind`,`shown_from_ms`) WHERE state = 'published';--> statement-breakpoint
CREATE TABLE `notice_attachment` (
	`id` text PRIMARY KEY NOT NULL,
	`notice_id` text NOT NULL,
	`region_id` text NOT NULL,
	`name` text NOT NULL,
	`media_type` text NOT NULL,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`file_key` text NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `notice_attachment_notice` ON `notice_attachment` (`notice_id`,`created_at_ms`);--> statement-breakpoint
CREATE TABLE `notice_audience` (
	`notice_id` text NOT NULL,
	`kind` text NOT NULL,
	`part` text NOT NULL,
	`region_id` text NOT NULL,
	PRIMARY KEY(`notice_id`, `kind`, `part`)
);
--> statement-breakpoint
CREATE TABLE `notice_reading` (
	`notice_id` text NOT NULL,
	`reader_kind` text NOT NULL,
	`reader_id` text NOT NULL,
	`region_id` text NOT NULL,
	`at_ms` integer NOT NULL,
	PRIMARY KEY(`notice_id`, `reader_kind`, `reader_id`)
);
