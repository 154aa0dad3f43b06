CREATE TABLE `fold_cursor` (
	`name` text PRIMARY KEY NOT NULL,
	`position` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `hour_total` (
	`programme_id` text NOT NULL,
	`book_date` text NOT NULL,
	`hour` integer NOT NULL,
	`region_id` text NOT NULL,
	`issued_yen` integer NOT NULL,
	`cancelled_yen` integer NOT NULL,
	`granted_yen` integer NOT NULL,
	`paper_count` integer NOT NULL,
	`paper_yen` integer NOT NULL,
	`app_count` integer NOT NULL,
	`app_yen` integer NOT NULL,
	`reversed_count` integer NOT NULL,
	`paper_reversed_yen` integer NOT NULL,
	`app_reversed_yen` integer NOT NULL,
	PRIMARY KEY(`programme_id`, `book_date`, `hour`)
);
