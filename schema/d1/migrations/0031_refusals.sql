CREATE TABLE `refusal` (
	`hour_ms` integer NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`region_id` text NOT NULL,
	`route` text NOT NULL,
	`code` text NOT NULL,
	`shown` text,
	`times` integer NOT NULL,
	`last_at_ms` integer NOT NULL,
	PRIMARY KEY(`hour_ms`, `kind`, `subject`, `region_id`, `route`, `code`)
);
--> statement-breakpoint
CREATE INDEX `refusal_region` ON `refusal` (`region_id`,`hour_ms`);