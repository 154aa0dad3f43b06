CREATE TABLE `postal_code` (
	`code` text NOT NULL,
	`prefecture` text NOT NULL,
	`city` text NOT NULL,
	`town` text NOT NULL,
	`municipality` text NOT NULL,
	PRIMARY KEY(`code`, `prefecture`, `city`, `town`)
);
