CREATE TABLE `closing_fee` (
	`closing_id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`programme_id` text NOT NULL,
	`amount_yen` integer NOT NULL,
	`operation_id` text,
	`kept_at_ms` integer NOT NULL
);
