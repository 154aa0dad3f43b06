CREATE TABLE `sound` (
	`region_id` text NOT NULL,
	`name` text NOT NULL,
	`duration_ms` integer NOT NULL,
	`bytes` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`created_by` text NOT NULL,
	PRIMARY KEY(`region_id`, `name`)
);
