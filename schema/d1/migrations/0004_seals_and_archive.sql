-- No date was ever sealed before this version: the table is made anew.
CREATE TABLE `archive_day` (
	`book_date` text PRIMARY KEY NOT NULL,
	`entries` integer NOT NULL,
	`manifest_key` text NOT NULL,
	`root_hash` text NOT NULL,
	`signed_root` text NOT NULL,
	`made_at_ms` integer NOT NULL,
	`sent_at_ms` integer
);
--> statement-breakpoint
CREATE TABLE `dimension_version` (
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`book_date` text NOT NULL,
	`region_id` text NOT NULL,
	`facts` text NOT NULL,
	PRIMARY KEY(`kind`, `subject_id`, `book_date`)
);
--> statement-breakpoint
DROP TABLE `seal`;
--> statement-breakpoint
CREATE TABLE `seal` (
	`book_date` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`audit_id` text NOT NULL,
	`late` text NOT NULL,
	`closed_at_ms` integer NOT NULL,
	`sealed_at_ms` integer,
	`rows` integer,
	`file_key` text,
	`file_hash` text
);
