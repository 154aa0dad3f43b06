CREATE TABLE `sound` (
	`region_id` text NOT NULL,
	`name` text NOT NULL,
	`duration_ms` integer NOT NULL,
	`bytes` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`created_by` text NOT NULL,
	PRIMARY KEY(`region_id`, `name`)
);
--> statement-breakpoint
CREATE TABLE `organisation_fee` (
	`programme_id` text NOT NULL,
	`organisation_id` text NOT NULL,
	`version` integer NOT NULL,
	`region_id` text NOT NULL,
	`effective_from` text NOT NULL,
	`basis_points` integer,
	`fixed_yen` integer,
	`reason` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`created_by` text NOT NULL,
	PRIMARY KEY(`programme_id`, `organisation_id`, `version`)
);
