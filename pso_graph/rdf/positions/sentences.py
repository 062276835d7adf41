"""What each kind of syntax problem says, in German and English."""

from __future__ import annotations

from typing import NamedTuple

from pso_graph.rdf.positions.problem_kinds import ProblemKind


class Sentences(NamedTuple):
    """What is wrong and what to do, in one language; ``{…}`` stands for a value of the problem."""

    message: str
    hint: str


SENTENCES: dict[ProblemKind, dict[str, Sentences]] = {
    ProblemKind.UNREADABLE: {
        "de": Sentences("Das Zeichen {character} hat hier keine Bedeutung.", "Entfernen Sie es."),
        "en": Sentences("The character {character} means nothing here.", "Remove it."),
    },
    ProblemKind.STRING_NOT_CLOSED: {
        "de": Sentences(
            "Die Zeichenkette ist nicht geschlossen.",
            "Schließen Sie sie in ihrer Zeile mit {quote}; einen Zeilenumbruch schreibt man \\n.",
        ),
        "en": Sentences(
            "The string is not closed.",
            "Close it on its line with {quote}; a line break is written \\n.",
        ),
    },
    ProblemKind.LONG_STRING_NOT_CLOSED: {
        "de": Sentences("Die lange Zeichenkette ist nicht geschlossen.", "Schließen Sie sie mit {quote}."),
        "en": Sentences("The long string is not closed.", "Close it with {quote}."),
    },
    ProblemKind.TYPOGRAPHIC_QUOTE: {
        "de": Sentences(
            "{quote} begrenzt keine Zeichenkette.", 'Schreiben Sie das gerade Anführungszeichen ".'
        ),
        "en": Sentences("{quote} does not open a string.", 'Write the straight quotation mark ".'),
    },
    ProblemKind.IRI_NOT_CLOSED: {
        "de": Sentences("Die IRI ist nicht geschlossen.", "Schließen Sie sie mit >."),
        "en": Sentences("The IRI is not closed.", "Close it with >."),
    },
    ProblemKind.IRI_CHARACTER: {
        "de": Sentences(
            "Das Zeichen {character} darf in einer IRI nicht stehen.",
            "Schreiben Sie es prozentkodiert (ein Leerzeichen als %20) oder entfernen Sie es.",
        ),
        "en": Sentences(
            "The character {character} cannot stand in an IRI.",
            "Write it percent-encoded (a space as %20), or remove it.",
        ),
    },
    ProblemKind.INVALID_IRI: {
        "de": Sentences("Das ist keine gültige IRI: {reason}.", "Schreiben Sie sie nach RFC 3987."),
        "en": Sentences("This is no valid IRI: {reason}.", "Write it as RFC 3987 has it."),
    },
    ProblemKind.RELATIVE_IRI: {
        "de": Sentences(
            "N-Triples und N-Quads kennen keine relativen IRIs.",
            "Schreiben Sie die ganze IRI, mit ihrem Schema.",
        ),
        "en": Sentences(
            "N-Triples and N-Quads have no relative IRIs.", "Write the whole IRI, with its scheme."
        ),
    },
    ProblemKind.BAD_ESCAPE: {
        "de": Sentences(
            "{text} ist hier keine Maskierung.",
            "In Zeichenketten gibt es \\t \\b \\n \\r \\f \\\" \\' \\\\ \\uXXXX \\UXXXXXXXX, in IRIs nur "
            "die beiden letzten, in Namen %XX und \\ vor Satzzeichen.",
        ),
        "en": Sentences(
            "{text} is no escape here.",
            "Strings have \\t \\b \\n \\r \\f \\\" \\' \\\\ \\uXXXX \\UXXXXXXXX, IRIs only the last two, "
            "names %XX and \\ before punctuation.",
        ),
    },
    ProblemKind.UNKNOWN_PREFIX: {
        "de": Sentences("Das Präfix {prefix} ist nicht erklärt.", "{remedy_de}"),
        "en": Sentences("The prefix {prefix} is not declared.", "{remedy_en}"),
    },
    ProblemKind.NAME_CHARACTER: {
        "de": Sentences(
            "Das Zeichen {character} steht in einem abgekürzten Namen nicht so.",
            "Schreiben Sie \\{character} oder die ganze IRI in < >.",
        ),
        "en": Sentences(
            "The character {character} does not stand so in a prefixed name.",
            "Write \\{character}, or the whole IRI in < >.",
        ),
    },
    ProblemKind.BARE_WORD: {
        "de": Sentences("{text} ist weder Name noch Zeichenkette.", "{remedy_de}"),
        "en": Sentences("{text} is neither a name nor a string.", "{remedy_en}"),
    },
    ProblemKind.BAD_LABEL: {
        "de": Sentences(
            "{text} benennt keinen leeren Knoten.",
            "Schreiben Sie _: und dann Buchstaben, Ziffern, _ oder - (nicht - am Anfang).",
        ),
        "en": Sentences(
            "{text} is no label of a blank node.",
            "Write _: and then letters, digits, _ or - (no - at the beginning).",
        ),
    },
    ProblemKind.BAD_LANGUAGE: {
        "de": Sentences(
            "{text} ist kein Sprachkennzeichen nach BCP 47.",
            "Schreiben Sie es wie @de oder @de-AT unmittelbar hinter die Zeichenkette.",
        ),
        "en": Sentences(
            "{text} is no language tag of BCP 47.",
            "Write it like @de or @de-AT right behind the string.",
        ),
    },
    ProblemKind.BAD_DATATYPE: {
        "de": Sentences(
            "Hier fehlt der Datentyp einer Zeichenkette.",
            "Schreiben Sie ^^ und die IRI des Datentyps hinter die Zeichenkette.",
        ),
        "en": Sentences(
            "The datatype of a string is missing here.",
            "Write ^^ and the datatype's IRI behind the string.",
        ),
    },
    ProblemKind.MISSING_DOT: {
        "de": Sentences("Hier fehlt der Punkt am Ende.", "Setzen Sie hier einen Punkt."),
        "en": Sentences("The dot at the end is missing here.", "Put a dot here."),
    },
    ProblemKind.MISSING_SEMICOLON: {
        "de": Sentences("Vor diesem Prädikat fehlt ein ;.", "Setzen Sie ; hinter das Objekt davor."),
        "en": Sentences("A ; is missing before this predicate.", "Put ; behind the object before it."),
    },
    ProblemKind.MISSING_COMMA: {
        "de": Sentences("Vor diesem Objekt fehlt ein Komma.", "Setzen Sie , zwischen die beiden Objekte."),
        "en": Sentences("A comma is missing before this object.", "Put , between the two objects."),
    },
    ProblemKind.SEMICOLON_FOR_DOT: {
        "de": Sentences("Nach diesem ; beginnt ein neuer Block.", "Schreiben Sie . statt ;."),
        "en": Sentences("A new block begins after this ;.", "Write . instead of ;."),
    },
    ProblemKind.SEMICOLON_FOR_COMMA: {
        "de": Sentences("Nach diesem ; folgt noch ein Wert.", "Schreiben Sie , statt ;."),
        "en": Sentences("Another value follows this ;.", "Write , instead of ;."),
    },
    ProblemKind.COMMA_FOR_SEMICOLON: {
        "de": Sentences("Nach diesem Komma folgt ein Prädikat.", "Schreiben Sie ; statt ,."),
        "en": Sentences("A predicate follows this comma.", "Write ; instead of ,."),
    },
    ProblemKind.DOT_FOR_SEMICOLON: {
        "de": Sentences("Nach diesem Punkt geht der Block weiter.", "Schreiben Sie ; statt des Punktes."),
        "en": Sentences("The block goes on after this dot.", "Write ; instead of the dot."),
    },
    ProblemKind.MISSING_PREDICATE: {
        "de": Sentences("Hier fehlt ein Prädikat.", "Schreiben Sie Prädikat und Objekt."),
        "en": Sentences("A predicate is missing here.", "Write a predicate and its object."),
    },
    ProblemKind.MISSING_OBJECT: {
        "de": Sentences(
            "Hier fehlt ein Objekt.", "Schreiben Sie das Objekt, oder entfernen Sie, was es fordert."
        ),
        "en": Sentences("An object is missing here.", "Write the object, or remove what asks for it."),
    },
    ProblemKind.NOT_A_SUBJECT: {
        "de": Sentences("{text} kann kein Subjekt sein.", "Ein Subjekt ist eine IRI oder ein leerer Knoten."),
        "en": Sentences("{text} cannot be a subject.", "A subject is an IRI or a blank node."),
    },
    ProblemKind.NOT_A_PREDICATE: {
        "de": Sentences("{text} kann kein Prädikat sein.", "Ein Prädikat ist eine IRI, oder a für rdf:type."),
        "en": Sentences("{text} cannot be a predicate.", "A predicate is an IRI, or a for rdf:type."),
    },
    ProblemKind.NOT_A_GRAPH: {
        "de": Sentences(
            "Hier wird ein Graph erwartet, nicht {text}.",
            "Schreiben Sie eine IRI oder einen leeren Knoten; in TriG folgt darauf {{ … }}.",
        ),
        "en": Sentences(
            "A graph is expected here, not {text}.",
            "Write an IRI or a blank node; in TriG {{ … }} follows it.",
        ),
    },
    ProblemKind.A_NOT_PREDICATE: {
        "de": Sentences("a steht nur an der Stelle eines Prädikats.", "Schreiben Sie hier rdf:type aus."),
        "en": Sentences("a stands only in the place of a predicate.", "Write rdf:type in full here."),
    },
    ProblemKind.BRACKET_NOT_CLOSED: {
        "de": Sentences(
            "Die Klammer {bracket} ist nicht geschlossen.", "Setzen Sie {closer} ans Ende ihres Inhalts."
        ),
        "en": Sentences("The bracket {bracket} is not closed.", "Put {closer} at the end of what it holds."),
    },
    ProblemKind.UNEXPECTED: {
        "de": Sentences(
            "{text} kann hier nicht stehen.", "Entfernen Sie es, oder ergänzen Sie, was davor fehlt."
        ),
        "en": Sentences("{text} cannot stand here.", "Remove it, or add what is missing before it."),
    },
    ProblemKind.SUPERFLUOUS_DOT: {
        "de": Sentences("Dieser Punkt ist zu viel.", "Entfernen Sie ihn."),
        "en": Sentences("This dot is one too many.", "Remove it."),
    },
    ProblemKind.BAD_DIRECTIVE: {
        "de": Sentences("{text} kann in dieser Erklärung nicht stehen.", "Schreiben Sie {form}."),
        "en": Sentences("{text} cannot stand in this declaration.", "Write {form}."),
    },
    ProblemKind.DIRECTIVE_IN_GRAPH: {
        "de": Sentences(
            "{text} kann nicht in einem Graphen stehen.", "Setzen Sie die Erklärung vor den Graphen."
        ),
        "en": Sentences("{text} cannot stand within a graph.", "Move the declaration before the graph."),
    },
    ProblemKind.NO_GRAPHS_HERE: {
        "de": Sentences(
            "Dieses Format kennt keine benannten Graphen.", "Speichern Sie die Datei als .trig oder .nq."
        ),
        "en": Sentences("This format has no named graphs.", "Save the file as .trig or .nq."),
    },
    ProblemKind.NOT_IN_LINES: {
        "de": Sentences(
            "N-Triples und N-Quads kennen {text} nicht.",
            'Schreiben Sie ganze IRIs in < >, Zeichenketten in " " und jedes Tripel für sich; '
            "alles andere ist Turtle (.ttl).",
        ),
        "en": Sentences(
            "N-Triples and N-Quads do not know {text}.",
            'Write whole IRIs in < >, strings in " " and each triple by itself; all else is Turtle (.ttl).',
        ),
    },
    ProblemKind.NOT_ONE_LINE: {
        "de": Sentences(
            "In N-Triples und N-Quads steht auf jeder Zeile nur eine Aussage.",
            "Beginnen Sie nach dem Punkt eine neue Zeile.",
        ),
        "en": Sentences(
            "In N-Triples and N-Quads each line has one statement only.",
            "Begin a new line after the dot.",
        ),
    },
    ProblemKind.RDF_12: {
        "de": Sentences("{text} gehört zu RDF 1.2.", "Gelesen wird hier RDF 1.1."),
        "en": Sentences("{text} belongs to RDF 1.2.", "What is read here is RDF 1.1."),
    },
}
"""The sentences of each kind by language."""
