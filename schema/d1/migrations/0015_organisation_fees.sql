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
