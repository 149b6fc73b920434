//! The room of MySQL and MariaDB: what keeps tables, views, and what stands around a script.

use setsumon_core::names;
use std::fmt::Write as _;

use super::MySql;
use crate::dialect::{Frame, Keeping, Quoting as _, Rights, Scripts, ToSeal, Unpivot, Views, label_of, shortened};
use crate::seal::{Sealed, names};

impl Keeping for MySql {
    fn has_triggers(&self) -> bool {
        true
    }

    fn seal(&self, out: &mut String, ToSeal { form, layout, queries }: ToSeal<'_>) -> Sealed {
        let main = layout.main_name();
        let _ = write!(
            out,
            "DELIMITER $$\n\n\
             CREATE TRIGGER {} BEFORE INSERT ON {main} FOR EACH ROW\nBEGIN\n  IF NEW._status = 'submitted' THEN\n    \
             SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'write the response as a draft, then submit it';\n  END IF;\nEND$$\n\n\
             CREATE TRIGGER {} AFTER UPDATE ON {main} FOR EACH ROW\nBEGIN\n  DECLARE broken TEXT CHARACTER SET utf8mb4;\n  \
             IF NEW._status = 'submitted' THEN\n",
            names(form, layout, "draft_first"),
            names(form, layout, "submit"),
        );
        for query in queries {
            out.push_str("    SELECT ");
            query.write_first_broken(out, self, "    ");
            let _ = write!(
                out,
                " INTO broken\n    {} WHERE {main}._response = NEW._response;\n    \
                 IF broken IS NOT NULL THEN\n      SET broken = left(concat('rule broken: ', broken), 128);\n      \
                 SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = broken;\n    END IF;\n",
                query.from
            );
        }
        out.push_str("    SET broken = NULL;\n  END IF;\nEND$$\n");
        for table in layout.tables.iter().skip(1) {
            for (event, row) in [("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")] {
                let name =
                    self.name(&shortened(&names::member(&table.name, &format!("sealed_{}", event.to_lowercase()))));
                let _ = write!(
                    out,
                    "\nCREATE TRIGGER {name} BEFORE {event} ON {} FOR EACH ROW\nBEGIN\n  \
                     IF EXISTS (SELECT 1 FROM {main} WHERE _response = {row}._response AND _status = 'submitted') THEN\n    \
                     SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the response is submitted: make it a draft before it is changed';\n  \
                     END IF;\nEND$$\n",
                    table.quoted
                );
            }
        }
        out.push_str("\nDELIMITER ;\n");
        Sealed::default()
    }

    /// It is shown how somebody who may make roles gives them.
    fn grant(&self, out: &mut String, rights: &Rights<'_>) {
        let Rights { reader, writer, contacts, readable, writable, personal } = rights;
        let _ = write!(
            out,
            "\n-- {}\n-- Nobody has any right yet but the owner. Somebody who may make roles can say:\n\
             --   CREATE ROLE IF NOT EXISTS {reader}, {writer}, {contacts};\n",
            Rights::WHAT
        );
        for (right, tables, role) in [
            ("SELECT", readable, reader),
            ("SELECT, INSERT, UPDATE, DELETE", writable, writer),
            ("SELECT", personal, contacts),
        ] {
            for table in tables {
                let _ = writeln!(out, "--   GRANT {right} ON {table} TO {role};");
            }
        }
    }
}

impl Views for MySql {
    fn labels(&self, _codes: &str) -> Option<String> {
        None
    }

    fn label(&self, codes: &str, list: &str, column: &str) -> String {
        label_of(self, codes, list, column)
    }

    /// An array as JSON.
    fn unpivot(&self) -> Unpivot {
        Unpivot {
            selected: "v.variable, v.value, v.asked",
            before: "  JOIN JSON_TABLE(JSON_ARRAY(\n",
            open: "JSON_ARRAY(",
            value: "",
            asked: "",
            close: ")",
            behind: "\n  ), '$[*]' COLUMNS (\n    \
                     variable VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin PATH '$[0]',\n    \
                     value LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]',\n    \
                     asked INTEGER PATH '$[2]'\n  )) v",
            most: usize::MAX,
        }
    }

    fn shown_as_text(&self, _is_tick: bool) -> &'static str {
        ""
    }

    fn where_an_edition_lies(&self, schema: &str) -> String {
        format!("in the database {schema}.")
    }

    fn create_view_of_years(&self) -> &'static str {
        "CREATE VIEW"
    }

    fn as_bytes(&self, text: &str) -> String {
        text.to_owned()
    }
}

/// Letters are UTF-8, and a backslash escapes. Tables are made without a transaction.
pub(super) const BEGIN: &str = "\nSET NAMES utf8mb4;\nSET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO';\n";

impl Scripts for MySql {
    fn frame(&self) -> Frame {
        Frame {
            begin: BEGIN,
            begin_migration: BEGIN,
            begin_years: BEGIN,
            transaction: "START TRANSACTION;\n",
            end: // It commits every definition by itself.
            "",
            client: "mariadb DATABASE, or mysql",
        }
    }

    fn placeholder(&self, _index: usize) -> String {
        "?".to_owned()
    }

    fn json_holds_nul(&self) -> bool {
        true
    }

    fn keeps_as_written(&self) -> bool {
        false
    }
}
