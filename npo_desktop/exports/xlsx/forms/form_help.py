"""The help sheet of an Excel form, in Dutch: how a questionnaire is made in Excel."""

from npo_desktop.exports.xlsx.forms.form_workbook import FormSheet

LINES = (
    "Een eigen vragenlijst maken in Excel",
    "Vul de bladen survey, choices en settings in, bewaar het bestand als .xlsx en"
    " lees het in bij Eigen vragenlijsten. Het programma laat eerst zien wat het gelezen heeft en"
    " wat het niet gebruikt. Pas daarna wordt er iets opgeslagen.",
    "",
    "Blad survey: een rij per vraag, in de volgorde waarin gevraagd wordt",
    "type: select_one gevolgd door de naam van een antwoordlijst (één antwoord), select_multiple"
    " (meer antwoorden), text (eigen woorden), integer of decimal (een getal), date (een datum),"
    " note (alleen lezen). Vragen tussen begin_group en end_group staan bij elkaar; hebben ze"
    " dezelfde antwoorden, dan worden ze een tabel.",
    "name: een korte naam zonder spaties, voor elke vraag een andere.",
    "label: de vraag zelf, een kolom per taal. Ontbreekt een vertaling, dan wordt zichtbaar de"
    " standaardtaal gebruikt.",
    "required: yes als de vraag beantwoord moet worden. Bij een keuze kan altijd 'weet ik niet'.",
    "relevant: alleen vragen als dit klopt, bijvoorbeeld ${rol} = 'anders' of"
    " selected(${talen}, 'pap').",
    "",
    "Kolommen voor de score",
    "domein: de naam van de schaal waar de vraag bij hoort. Leeg: de vraag telt nergens mee.",
    "omgekeerd: ja als een hoog antwoord juist zwak is, zoals bij 'raakt snel afgeleid'.",
    "gewicht: hoe zwaar de vraag telt. Leeg is 1.",
    "leeftijd_van en leeftijd_tot: vanaf en tot en met welke leeftijd de vraag gesteld wordt.",
    "concept: de talen waarvan nog niemand de vertaling heeft nagekeken, bijvoorbeeld pap, es.",
    "bespreken: de nummers van antwoorden waarover deze week met iemand gesproken moet worden.",
    "",
    "Blad choices: een rij per antwoord",
    "list_name is de naam van de lijst, name het nummer of de korte naam van het antwoord. Nummer"
    " van zwak naar sterk, bijvoorbeeld 0 tot en met 4. Een antwoord met nummer -999 is"
    " 'weet ik niet' en telt nooit mee. Er passen hoogstens elf antwoorden in een schaal.",
    "",
    "Blad settings: één rij",
    "form_title is de titel, form_id de korte naam waaronder de lijst bewaard"
    " wordt, default_language de standaardtaal, informant wie invult: leerkracht, leerling of"
    " ouder. Een gewijzigde lijst met dezelfde form_id wordt een nieuwe versie; antwoorden op de"
    " vorige blijven daarbij.",
    "",
    "Blad schalen: een rij per schaal",
    "Hoe een schaal heet in elke taal, en of er een score bij hoort (gescoord).",
    "",
    "Blad normen: eigen grenzen per schaal",
    "De grenzen staan in de nummers van de antwoorden. Bij antwoorden van 1"
    " tot en met 4 loopt het gemiddelde ook van 1 tot 4: bijvoorbeeld van 1 tot 2 rood, van 2 tot"
    " 2,5 oranje, van 2,5 tot 4 groen. Een grens hoort bij de band erboven. Zonder normen geldt"
    " de gewone indeling: rood onder 37,5 procent van de hoogste score, oranje onder 50 procent.",
    "",
    "Hoe de score ontstaat",
    "Een score is het gewogen gemiddelde van de antwoorden. Is minder dan driekwart van de vragen"
    " beantwoord, dan is er geen score. Een eigen lijst is niet genormeerd en stelt geen diagnose.",
    "",
    "Blad npo",
    "Titels in alle talen en vaste getallen voor de score. Laat het gerust leeg.",
)


def help_sheet() -> FormSheet:
    """The sheet uitleg."""
    return FormSheet("uitleg", (), tuple((line,) for line in LINES))
