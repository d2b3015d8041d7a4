<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>AccessKind</name>
    <message>
        <source>Confidential file opened</source>
        <translation>Dossier confidentiel ouvert</translation>
    </message>
    <message>
        <source>Data passed on</source>
        <translation>Données transmises</translation>
    </message>
    <message>
        <source>File made confidential</source>
        <translation>Dossier rendu confidentiel</translation>
    </message>
    <message>
        <source>File no longer confidential</source>
        <translation>Dossier qui n’est plus confidentiel</translation>
    </message>
    <message>
        <source>Identity number shown</source>
        <translation>Numéro d’identité affiché</translation>
    </message>
    <message>
        <source>Search by identity number</source>
        <translation>Recherche par numéro d’identité</translation>
    </message>
    <message>
        <source>Sheet “My data” given out</source>
        <translation>Fiche «&#xa0;Mes données&#xa0;» remise</translation>
    </message>
</context>
<context>
    <name>Acknowledgement</name>
    <message>
        <source>About</source>
        <translation>Objet</translation>
    </message>
    <message>
        <source>Acknowledgement of a complaint</source>
        <translation>Accusé de réception de la réclamation</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>If you do not agree with the answer, tell us: another officer will look at it.</source>
        <translation>Si vous n’êtes pas d’accord avec la réponse, dites-le-nous&#xa0;: un autre agent l’examinera.</translation>
    </message>
    <message>
        <source>If you have no answer by then, come or telephone and give the number.</source>
        <translation>Sans réponse à cette date, venez ou téléphonez en donnant le numéro.</translation>
    </message>
    <message>
        <source>It is free. It changes nothing about the help you receive.</source>
        <translation>C’est gratuit. Cela ne change rien à l’aide que vous recevez.</translation>
    </message>
    <message>
        <source>Keep this paper. With its number you can ask how far we are.</source>
        <translation>Gardez ce papier. Avec son numéro, vous pouvez demander où nous en sommes.</translation>
    </message>
    <message>
        <source>Received on</source>
        <translation>Reçue le</translation>
    </message>
    <message>
        <source>Signature or fingerprint, if wished</source>
        <translation>Signature ou empreinte, si vous le souhaitez</translation>
    </message>
    <message>
        <source>We have received your message</source>
        <translation>Nous avons reçu votre message</translation>
    </message>
    <message>
        <source>What happens now</source>
        <translation>La suite</translation>
    </message>
    <message>
        <source>Whom to ask</source>
        <translation>À qui s’adresser</translation>
    </message>
    <message>
        <source>You will have an answer by {date}.</source>
        <translation>Vous aurez une réponse au plus tard le {date}.</translation>
    </message>
    <message>
        <source>Your number</source>
        <translation>Votre numéro</translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>sans nom</translation>
    </message>
</context>
<context>
    <name>Acting</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n jour</numerusform>
            <numerusform>%n jours</numerusform>
        </translation>
    </message>
    <message>
        <source>Acting rights (par intérim)</source>
        <translation>Intérims</translation>
    </message>
    <message>
        <source>Every use…</source>
        <translation>Tous les usages…</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>Pour combien de temps</translation>
    </message>
    <message>
        <source>Give it back</source>
        <translation>Rendre le rôle</translation>
    </message>
    <message>
        <source>Hold a role myself…</source>
        <translation>Exercer un rôle moi-même…</translation>
    </message>
    <message>
        <source>Let a colleague hold one…</source>
        <translation>En confier un à un collègue…</translation>
    </message>
    <message>
        <source>Act in that role…</source>
        <translation>Décider par intérim…</translation>
    </message>
    <message>
        <source>Everything decided in this role is recorded as done by somebody acting.</source>
        <translation>Tout ce qui est décidé dans ce rôle est consigné comme fait par intérim.</translation>
    </message>
    <message>
        <source>Hold a role for a time</source>
        <translation>Exercer un rôle par intérim</translation>
    </message>
    <message>
        <source>Nobody holds an acting role today.</source>
        <translation>Personne n’exerce de rôle par intérim aujourd’hui.</translation>
    </message>
    <message>
        <source>On leave, post vacant, no line to the colleague …</source>
        <translation>Congé, poste vacant, collègue injoignable…</translation>
    </message>
    <message>
        <source>Role held for a time</source>
        <translation>Rôle exercé par intérim</translation>
    </message>
    <message>
        <source>Take this role</source>
        <translation>Prendre ce rôle</translation>
    </message>
    <message>
        <source>The role is given back.</source>
        <translation>Le rôle est rendu.</translation>
    </message>
    <message>
        <source>The role is held from now on; every use is recorded.</source>
        <translation>Le rôle est exercé dès maintenant&#x202f;; chaque usage est consigné.</translation>
    </message>
    <message>
        <source>Who is to hold it</source>
        <translation>Qui doit l’exercer</translation>
    </message>
    <message>
        <source>Why nobody else can decide</source>
        <translation>Pourquoi personne d’autre ne peut décider</translation>
    </message>
    <message>
        <source>You may not take a role yourself while a colleague can decide. {who}</source>
        <translation>Vous ne pouvez pas prendre un rôle vous-même tant qu’un collègue peut décider. {who}</translation>
    </message>
    <message>
        <source>until {date} · {reason}</source>
        <translation>jusqu’au {date} · {reason}</translation>
    </message>
</context>
<context>
    <name>Agenda</name>
    <message numerus="yes">
        <source>%n change(s) to send</source>
        <translation>
            <numerusform>%n modification à envoyer</numerusform>
            <numerusform>%n modifications à envoyer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) to settle</source>
        <translation>
            <numerusform>%n modification à régler</numerusform>
            <numerusform>%n modifications à régler</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) late</source>
        <translation>
            <numerusform>%n jour de retard</numerusform>
            <numerusform>%n jours de retard</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n possible duplicate(s) to compare</source>
        <translation>
            <numerusform>%n doublon possible à comparer</numerusform>
            <numerusform>%n doublons possibles à comparer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) to decide</source>
        <translation>
            <numerusform>%n demande à décider</numerusform>
            <numerusform>%n demandes à décider</numerusform>
        </translation>
    </message>
    <message>
        <source>A place is free, {scheme}: first on the list</source>
        <translation>Une place est libre, {scheme}&#xa0;: premier de la liste</translation>
    </message>
    <message>
        <source>Check an application, {scheme}</source>
        <translation>Vérifier une demande, {scheme}</translation>
    </message>
    <message>
        <source>Complaint {code} waits for an answer</source>
        <translation>La réclamation {code} attend une réponse</translation>
    </message>
    <message>
        <source>Complaint {code}: tell the answer</source>
        <translation>Réclamation {code}&#xa0;: communiquer la réponse</translation>
    </message>
    <message>
        <source>Decide on an application, {scheme}</source>
        <translation>Décider d’une demande, {scheme}</translation>
    </message>
    <message>
        <source>Enrolled, not started yet, {scheme}</source>
        <translation>Inscrit, pas encore commencé, {scheme}</translation>
    </message>
    <message>
        <source>Entitled until {date}, {scheme}: look again</source>
        <translation>Droits jusqu’au {date}, {scheme}&#xa0;: à revoir</translation>
    </message>
    <message>
        <source>Exit proposed, {scheme}: death</source>
        <translation>Sortie proposée, {scheme}&#xa0;: décès</translation>
    </message>
    <message>
        <source>Exit proposed, {scheme}: enrolled twice</source>
        <translation>Sortie proposée, {scheme}&#xa0;: inscrit deux fois</translation>
    </message>
    <message>
        <source>Exit proposed, {scheme}: moved away</source>
        <translation>Sortie proposée, {scheme}&#xa0;: a déménagé</translation>
    </message>
    <message>
        <source>Exit proposed, {scheme}: the scheme is closed</source>
        <translation>Sortie proposée, {scheme}&#xa0;: le régime est clos</translation>
    </message>
    <message>
        <source>Statement of {month} not paid, {scheme}</source>
        <translation>Déclaration de {month} non payée, {scheme}</translation>
    </message>
    <message>
        <source>Statement of {month} to file, {scheme}</source>
        <translation>Déclaration de {month} à déposer, {scheme}</translation>
    </message>
    <message>
        <source>Visit this employer again</source>
        <translation>Revoir cet employeur</translation>
    </message>
    <message>
        <source>due on {date}</source>
        <translation>échéance le {date}</translation>
    </message>
    <message>
        <source>due today</source>
        <translation>échéance aujourd’hui</translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message>
        <source>Eligible</source>
        <translation>Éligible</translation>
    </message>
    <message>
        <source>Not eligible</source>
        <translation>Non éligible</translation>
    </message>
    <message>
        <source>To be verified</source>
        <translation>À vérifier</translation>
    </message>
</context>
<context>
    <name>AssessmentPlace</name>
    <message>
        <source>At home</source>
        <translation>À domicile</translation>
    </message>
    <message>
        <source>At the office</source>
        <translation>Au bureau</translation>
    </message>
    <message>
        <source>In the community</source>
        <translation>Dans la communauté</translation>
    </message>
</context>
<context>
    <name>AssessmentPurpose</name>
    <message>
        <source>Appeal</source>
        <translation>Recours</translation>
    </message>
    <message>
        <source>First assessment</source>
        <translation>Première évaluation</translation>
    </message>
    <message>
        <source>Re-assessment</source>
        <translation>Réévaluation</translation>
    </message>
    <message>
        <source>Registration</source>
        <translation>Enregistrement</translation>
    </message>
    <message>
        <source>Verification</source>
        <translation>Vérification</translation>
    </message>
</context>
<context>
    <name>BackCheck</name>
    <message>
        <source>Agrees</source>
        <translation>Concorde</translation>
    </message>
    <message>
        <source>Differs</source>
        <translation>Diffère</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Introuvable</translation>
    </message>
</context>
<context>
    <name>Backlog</name>
    <message numerus="yes">
        <source>%n form(s) an hour</source>
        <translation>
            <numerusform>%n fiche par heure</numerusform>
            <numerusform>%n fiches par heure</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n form(s) saved</source>
        <translation>
            <numerusform>%n fiche enregistrée</numerusform>
            <numerusform>%n fiches enregistrées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n personne</numerusform>
            <numerusform>%n personnes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) to correct before this form can be saved.</source>
        <translation>
            <numerusform>%n point à corriger avant que cette fiche puisse être enregistrée.</numerusform>
            <numerusform>%n points à corriger avant que cette fiche puisse être enregistrée.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) to look at.</source>
        <translation>
            <numerusform>%n point à regarder.</numerusform>
            <numerusform>%n points à regarder.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Area</source>
        <translation>&amp;Lieu</translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>&amp;Effacer</translation>
    </message>
    <message>
        <source>&amp;Date on the form</source>
        <translation>&amp;Date de la fiche</translation>
    </message>
    <message>
        <source>&amp;Guardian told</source>
        <translation>&amp;Tuteur informé</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>Lan&amp;gue</translation>
    </message>
    <message>
        <source>&amp;Notice</source>
        <translation>&amp;Notice</translation>
    </message>
    <message>
        <source>&amp;Open the household (Ctrl+O)</source>
        <translation>&amp;Ouvrir le ménage (Ctrl+O)</translation>
    </message>
    <message>
        <source>&amp;Save, next form (F12)</source>
        <translation>&amp;Valider, fiche suivante (F12)</translation>
    </message>
    <message>
        <source>&amp;Telephone</source>
        <translation>Télép&amp;hone</translation>
    </message>
    <message>
        <source>&amp;Village</source>
        <translation>V&amp;illage</translation>
    </message>
    <message>
        <source>- means one name only</source>
        <translation>- veut dire nom unique</translation>
    </message>
    <message>
        <source>12/04/1987, 04/1987, 1987, an age, or ?</source>
        <translation>12/04/1987, 04/1987, 1987, un âge, ou&#x202f;?</translation>
    </message>
    <message>
        <source>Add&amp;ress</source>
        <translation>Ad&amp;resse</translation>
    </message>
    <message>
        <source>Birth or age</source>
        <translation>Naissance ou âge</translation>
    </message>
    <message>
        <source>Cl&amp;ear the form</source>
        <translation>&amp;Effacer la fiche</translation>
    </message>
    <message>
        <source>Clear this form?</source>
        <translation>Effacer cette fiche&#x202f;?</translation>
    </message>
    <message>
        <source>Correct them, or press F12 again: they are saved as you typed them.</source>
        <translation>Corrigez-les, ou appuyez encore sur F12&#xa0;: ils sont enregistrés comme vous les avez saisis.</translation>
    </message>
    <message>
        <source>Ctrl+D {value}</source>
        <translation>Ctrl+D {value}</translation>
    </message>
    <message>
        <source>Ctrl+Delete removes the row</source>
        <translation>Ctrl+Suppr enlève la ligne</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Pièce</translation>
    </message>
    <message>
        <source>Enter in an empty row: no more members</source>
        <translation>Entrée dans une ligne vide&#xa0;: plus de membres</translation>
    </message>
    <message>
        <source>F, M, or ? and a reason</source>
        <translation>F, M, ou&#x202f;? et une raison</translation>
    </message>
    <message>
        <source>Family name</source>
        <translation>Nom de famille</translation>
    </message>
    <message>
        <source>For {campaign}, team {team}. Enter goes on, everywhere.</source>
        <translation>Pour {campaign}, équipe {team}. Entrée fait avancer, partout.</translation>
    </message>
    <message>
        <source>Form &amp;code</source>
        <translation>&amp;Code de la fiche</translation>
    </message>
    <message>
        <source>Given name</source>
        <translation>Prénom</translation>
    </message>
    <message>
        <source>Land&amp;mark</source>
        <translation>Re&amp;père</translation>
    </message>
    <message>
        <source>Members, one a row</source>
        <translation>Membres, un par ligne</translation>
    </message>
    <message>
        <source>Mother’s name</source>
        <translation>Nom de la mère</translation>
    </message>
    <message>
        <source>No form saved in this sitting yet.</source>
        <translation>Aucune fiche enregistrée dans cette séance.</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Numéro</translation>
    </message>
    <message>
        <source>Paper forms</source>
        <translation>Fiches papier</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rôle</translation>
    </message>
    <message>
        <source>Saved: {code}</source>
        <translation>Enregistré&#xa0;: {code}</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sexe</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>The number on the form, or first letters</source>
        <translation>Le numéro de la fiche, ou les premières lettres</translation>
    </message>
    <message>
        <source>The number on the form; empty is the national number</source>
        <translation>Le numéro de la fiche&#x202f;; vide, c&apos;est le numéro national</translation>
    </message>
    <message>
        <source>Type the code of the form, or scan it. Enter goes on, everywhere.</source>
        <translation>Saisissez le code de la fiche, ou scannez-le. Entrée fait avancer, partout.</translation>
    </message>
    <message>
        <source>What was typed of it is thrown away. Forms already saved stay.</source>
        <translation>Ce qui en a été saisi est perdu. Les fiches déjà enregistrées restent.</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>vide</translation>
    </message>
</context>
<context>
    <name>BenefitKind</name>
    <message>
        <source>Amount for each member</source>
        <translation>Montant par membre</translation>
    </message>
    <message>
        <source>By size of the household</source>
        <translation>Selon la taille du ménage</translation>
    </message>
    <message>
        <source>Fixed amount</source>
        <translation>Montant fixe</translation>
    </message>
    <message>
        <source>In kind</source>
        <translation>En nature</translation>
    </message>
    <message>
        <source>Schedule of amounts</source>
        <translation>Échéancier</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Share of the wage</source>
        <translation>Part du salaire</translation>
    </message>
</context>
<context>
    <name>Benefits</name>
    <message numerus="yes">
        <source>paid every %n month(s)</source>
        <translation>
            <numerusform>payé par période de %n mois</numerusform>
            <numerusform>payé par période de %n mois</numerusform>
        </translation>
    </message>
    <message>
        <source>{amount} for each member</source>
        <translation>{amount} pour chaque membre</translation>
    </message>
    <message>
        <source>{name}: {amount}</source>
        <translation>{name}&#xa0;: {amount}</translation>
    </message>
    <message>
        <source>{percent} of the wage</source>
        <translation>{percent} du salaire</translation>
    </message>
</context>
<context>
    <name>Birth</name>
    <message numerus="yes">
        <source>%n year(s) old</source>
        <translation>
            <numerusform>%n an</numerusform>
            <numerusform>%n ans</numerusform>
        </translation>
    </message>
    <message>
        <source>Age in years</source>
        <translation>Âge en années</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Jour</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Mois</translation>
    </message>
    <message>
        <source>Year (four digits)</source>
        <translation>Année (quatre chiffres)</translation>
    </message>
    <message>
        <source>{youngest} to {oldest} years old</source>
        <translation>{youngest} à {oldest} ans</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message numerus="yes">
        <source>%n change(s) waiting there</source>
        <translation>
            <numerusform>%n modification en attente là-bas</numerusform>
            <numerusform>%n modifications en attente là-bas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n laptop(s)</source>
        <translation>
            <numerusform>%n ordinateur</numerusform>
            <numerusform>%n ordinateurs</numerusform>
        </translation>
    </message>
    <message>
        <source>As the server told it on {moment}; the most silent first.</source>
        <translation>Selon le serveur, le {moment}&#x202f;; les plus silencieux d&apos;abord.</translation>
    </message>
    <message>
        <source>The offices and their silence</source>
        <translation>Les bureaux et leur silence</translation>
    </message>
    <message>
        <source>heard in the last day</source>
        <translation>entendu il y a moins d&apos;un jour</translation>
    </message>
    <message>
        <source>never heard</source>
        <translation>jamais entendu</translation>
    </message>
    <message>
        <source>no laptop has joined</source>
        <translation>aucun ordinateur rattaché</translation>
    </message>
    <message numerus="yes">
        <source>silent for %n day(s)</source>
        <translation>
            <numerusform>silencieux depuis %n jour</numerusform>
            <numerusform>silencieux depuis %n jours</numerusform>
        </translation>
    </message>
    <message>
        <source>version {versions}</source>
        <translation>version {versions}</translation>
    </message>
    <message>
        <source>{number} of {of}</source>
        <translation>{number} sur {of}</translation>
    </message>
</context>
<context>
    <name>Branch</name>
    <message>
        <source>Employment injury</source>
        <translation>Accidents du travail</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>Famille</translation>
    </message>
    <message>
        <source>Invalidity</source>
        <translation>Invalidité</translation>
    </message>
    <message>
        <source>Maternity</source>
        <translation>Maternité</translation>
    </message>
    <message>
        <source>Medical care</source>
        <translation>Soins médicaux</translation>
    </message>
    <message>
        <source>Old age</source>
        <translation>Vieillesse</translation>
    </message>
    <message>
        <source>Sickness</source>
        <translation>Maladie</translation>
    </message>
    <message>
        <source>Social assistance</source>
        <translation>Assistance sociale</translation>
    </message>
    <message>
        <source>Survivors</source>
        <translation>Survivants</translation>
    </message>
    <message>
        <source>Unemployment</source>
        <translation>Chômage</translation>
    </message>
</context>
<context>
    <name>Bulk</name>
    <message numerus="yes">
        <source>%n held back</source>
        <translation>
            <numerusform>%n en attente</numerusform>
            <numerusform>%n en attente</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n household(s) can be registered</source>
        <translation>
            <numerusform>%n ménage peut être enregistré</numerusform>
            <numerusform>%n ménages peuvent être enregistrés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n household(s) registered</source>
        <translation>
            <numerusform>%n ménage enregistré</numerusform>
            <numerusform>%n ménages enregistrés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in the register already</source>
        <translation>
            <numerusform>%n déjà au registre</numerusform>
            <numerusform>%n déjà au registre</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s) to compare</source>
        <translation>
            <numerusform>%n paire à comparer</numerusform>
            <numerusform>%n paires à comparer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) in them</source>
        <translation>
            <numerusform>%n personne en tout</numerusform>
            <numerusform>%n personnes en tout</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) refused</source>
        <translation>
            <numerusform>%n ligne refusée</numerusform>
            <numerusform>%n lignes refusées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n avertissement</numerusform>
            <numerusform>%n avertissements</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Check the list</source>
        <translation>&amp;Vérifier la liste</translation>
    </message>
    <message>
        <source>&amp;Drop…</source>
        <translation>&amp;Abandonner…</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Register %n household(s)</source>
        <translation>
            <numerusform>&amp;Enregistrer %n ménage</numerusform>
            <numerusform>&amp;Enregistrer %n ménages</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Register them, compare later</source>
        <translation>&amp;Enregistrer, comparer plus tard</translation>
    </message>
    <message>
        <source>&amp;Sheet of the workbook</source>
        <translation>&amp;Feuille du classeur</translation>
    </message>
    <message>
        <source>&amp;Where the list is from</source>
        <translation>&amp;Origine de la liste</translation>
    </message>
    <message>
        <source>An employer’s or a partner’s list, from a spreadsheet or a CSV file</source>
        <translation>Liste d’un employeur ou d’un partenaire&#xa0;: tableur ou fichier CSV</translation>
    </message>
    <message>
        <source>Blank forms</source>
        <translation>Formulaires vierges</translation>
    </message>
    <message>
        <source>C&amp;hoose a file…</source>
        <translation>&amp;Choisir un fichier…</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>Campagnes</translation>
    </message>
    <message>
        <source>Check a&amp;gain</source>
        <translation>Vérifier de &amp;nouveau</translation>
    </message>
    <message>
        <source>Choose a list</source>
        <translation>Choisir une liste</translation>
    </message>
    <message>
        <source>Compare nobody: faster, duplicates stay unnoticed</source>
        <translation>Ne comparer personne&#xa0;: plus rapide, les doublons passent inaperçus</translation>
    </message>
    <message>
        <source>Comparing people with the register…</source>
        <translation>Comparaison avec le registre…</translation>
    </message>
    <message>
        <source>Contributions</source>
        <translation>Cotisations</translation>
    </message>
    <message>
        <source>Correct them there and import that file under the same name of the source.</source>
        <translation>Corrigez-les dans ce fichier et importez-le avec la même origine.</translation>
    </message>
    <message>
        <source>Dates in {column}</source>
        <translation>Dates dans {column}</translation>
    </message>
    <message>
        <source>Day first: 25/04/1987</source>
        <translation>Jour d’abord&#xa0;: 25/04/1987</translation>
    </message>
    <message>
        <source>Day on which the ages were true</source>
        <translation>Jour auquel les âges étaient exacts</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Abandonner</translation>
    </message>
    <message numerus="yes">
        <source>Drop %n household(s)?</source>
        <translation>
            <numerusform>Abandonner %n ménage&#x202f;?</numerusform>
            <numerusform>Abandonner %n ménages&#x202f;?</numerusform>
        </translation>
    </message>
    <message>
        <source>Employers</source>
        <translation>Employeurs</translation>
    </message>
    <message>
        <source>Every row can be taken.</source>
        <translation>Toutes les lignes peuvent être reprises.</translation>
    </message>
    <message>
        <source>Export people or households</source>
        <translation>Exporter des personnes ou des ménages</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Champ</translation>
    </message>
    <message>
        <source>First rows of the list</source>
        <translation>Premières lignes de la liste</translation>
    </message>
    <message>
        <source>For days without power, each with its code printed on it</source>
        <translation>Pour les jours sans courant, chacun avec son code imprimé</translation>
    </message>
    <message>
        <source>For every row</source>
        <translation>Pour toutes les lignes</translation>
    </message>
    <message>
        <source>Four counts</source>
        <translation>Quatre comptes</translation>
    </message>
    <message>
        <source>Go &amp;on</source>
        <translation>&amp;Continuer</translation>
    </message>
    <message>
        <source>Held since</source>
        <translation>En attente depuis</translation>
    </message>
    <message>
        <source>Hold their household back</source>
        <translation>Mettre leur ménage en attente</translation>
    </message>
    <message>
        <source>Household of</source>
        <translation>Ménage de</translation>
    </message>
    <message>
        <source>Households held &amp;back</source>
        <translation>Ménages en &amp;attente</translation>
    </message>
    <message>
        <source>Kind of household</source>
        <translation>Type de ménage</translation>
    </message>
    <message>
        <source>Language of the citizens</source>
        <translation>Langue des citoyens</translation>
    </message>
    <message>
        <source>Legal basis</source>
        <translation>Base légale</translation>
    </message>
    <message>
        <source>People who look like somebody registered</source>
        <translation>Personnes qui ressemblent à quelqu’un d’enregistré</translation>
    </message>
    <message>
        <source>Place, where the row names none</source>
        <translation>Lieu, si la ligne n’en nomme pas</translation>
    </message>
    <message>
        <source>Privacy notice</source>
        <translation>Notice d’information</translation>
    </message>
    <message>
        <source>Registered, contributing, entitled and served, kept apart</source>
        <translation>Affiliés, cotisants, ayants droit et servis, sans les mêler</translation>
    </message>
    <message>
        <source>Save the re&amp;fused rows…</source>
        <translation>&amp;Sauvegarder les lignes refusées…</translation>
    </message>
    <message>
        <source>Take rows without birth date or age as of unknown birth</source>
        <translation>Accepter les lignes sans date de naissance ni âge&#xa0;: naissance inconnue</translation>
    </message>
    <message>
        <source>Households held back</source>
        <translation>Ménages en attente</translation>
    </message>
    <message>
        <source>Import a list</source>
        <translation>Importer une liste</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Listes</translation>
    </message>
    <message>
        <source>Look-alikes wait under “To decide”.</source>
        <translation>Les ressemblances attendent sous «&#xa0;À décider&#xa0;».</translation>
    </message>
    <message>
        <source>Looks like</source>
        <translation>Ressemble à</translation>
    </message>
    <message>
        <source>Month first: 04/25/1987</source>
        <translation>Mois d’abord&#xa0;: 04/25/1987</translation>
    </message>
    <message>
        <source>No row is refused: there is nothing to save.</source>
        <translation>Aucune ligne n’est refusée&#xa0;: il n’y a rien à sauvegarder.</translation>
    </message>
    <message>
        <source>Nobody is held back.</source>
        <translation>Personne n’est en attente.</translation>
    </message>
    <message>
        <source>Or drop it here: a workbook (XLSX) or a text file (CSV).</source>
        <translation>Ou déposez-le ici&#xa0;: un classeur (XLSX) ou un fichier texte (CSV).</translation>
    </message>
    <message>
        <source>Paper and the field</source>
        <translation>Papier et terrain</translation>
    </message>
    <message>
        <source>Paper backlog</source>
        <translation>Formulaires papier en retard</translation>
    </message>
    <message>
        <source>Register them; somebody compares them later</source>
        <translation>Les enregistrer&#x202f;; quelqu’un les compare plus tard</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Ligne</translation>
    </message>
    <message>
        <source>Row {row} · {speed} people a second</source>
        <translation>Ligne {row} · {speed} personnes par seconde</translation>
    </message>
    <message>
        <source>Rows that cannot be taken</source>
        <translation>Lignes refusées</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>A&amp;rrêter</translation>
    </message>
    <message>
        <source>Save the refused rows</source>
        <translation>Sauvegarder les lignes refusées</translation>
    </message>
    <message>
        <source>Say what they stand for, then check the list again.</source>
        <translation>Dites ce qu’ils signifient, puis vérifiez la liste de nouveau.</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>&amp;Tout sélectionner</translation>
    </message>
    <message>
        <source>Somebody in them looks like somebody registered</source>
        <translation>Quelqu’un y ressemble à une personne enregistrée</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Démarrage…</translation>
    </message>
    <message>
        <source>Stopped half-way. Start again: what is in is not registered twice.</source>
        <translation>Arrêté en cours de route. Reprenez&#xa0;: ce qui est fait ne sera pas enregistré deux fois.</translation>
    </message>
    <message>
        <source>The columns are remembered under this name.</source>
        <translation>Les colonnes sont mémorisées sous ce nom.</translation>
    </message>
    <message>
        <source>The first {shown} of {count}. The sheet of refused rows has all of them.</source>
        <translation>Les {shown} premières sur {count}. La feuille des lignes refusées les contient toutes.</translation>
    </message>
    <message>
        <source>The list</source>
        <translation>La liste</translation>
    </message>
    <message>
        <source>The list has headings and no rows.</source>
        <translation>La liste a des titres mais aucune ligne.</translation>
    </message>
    <message>
        <source>The refused rows are saved as {name}.</source>
        <translation>Les lignes refusées sont dans {name}.</translation>
    </message>
    <message>
        <source>They are not registered. The rows of the list can be imported again.</source>
        <translation>Ils ne sont pas enregistrés. Les lignes de la liste pourront être importées de nouveau.</translation>
    </message>
    <message>
        <source>To a spreadsheet, for a purpose that is written down</source>
        <translation>Vers un tableur, pour une finalité consignée</translation>
    </message>
    <message>
        <source>Type paper forms one after the other, with the keyboard alone</source>
        <translation>Saisir les formulaires l’un après l’autre, au clavier seul</translation>
    </message>
    <message>
        <source>Village, where the row names none</source>
        <translation>Village, si la ligne n’en nomme pas</translation>
    </message>
    <message>
        <source>Villages and teams, what is expected and what is done</source>
        <translation>Villages et équipes, ce qui est prévu et ce qui est fait</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Ce qui ne va pas</translation>
    </message>
    <message>
        <source>What the check found</source>
        <translation>Résultat de la vérification</translation>
    </message>
    <message>
        <source>What the columns hold</source>
        <translation>Ce que contiennent les colonnes</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Ce qui a été fait</translation>
    </message>
    <message>
        <source>Words to explain</source>
        <translation>Mots à expliquer</translation>
    </message>
    <message>
        <source>Workers, monthly statements and what was paid on them</source>
        <translation>Travailleurs, déclarations mensuelles et ce qui a été payé</translation>
    </message>
    <message>
        <source>Year first: 1987-04-25</source>
        <translation>Année d’abord&#xa0;: 1987-04-25</translation>
    </message>
    <message numerus="yes">
        <source>in %n row(s)</source>
        <translation>
            <numerusform>dans %n ligne</numerusform>
            <numerusform>dans %n lignes</numerusform>
        </translation>
    </message>
    <message>
        <source>in {time}</source>
        <translation>en {time}</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refus</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>tabulation</translation>
    </message>
    <message>
        <source>{name}: sheet {sheet}, {count} columns</source>
        <translation>{name}&#xa0;: feuille {sheet}, {count} colonnes</translation>
    </message>
    <message>
        <source>{name}: {encoding}, columns parted by {sign}, {count} columns</source>
        <translation>{name}&#xa0;: {encoding}, séparateur {sign}, {count} colonnes</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>encore {time}</translation>
    </message>
</context>
<context>
    <name>Camera</name>
    <message>
        <source>&amp;Camera</source>
        <translation>&amp;Caméra</translation>
    </message>
    <message>
        <source>&amp;Mirrored on screen</source>
        <translation>Comme dans un &amp;miroir</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Réessayer</translation>
    </message>
    <message>
        <source>Arrow keys move the frame, + and − change its size, R turns the picture.</source>
        <translation>Les flèches déplacent le cadre, + et − changent sa taille, R tourne l&apos;image.</translation>
    </message>
    <message>
        <source>Drag the frame, or: arrows move it, + and − change its size, R turns the picture. Enter keeps, Esc goes back.</source>
        <translation>Glissez le cadre, ou&#xa0;: les flèches le déplacent, + et − changent sa taille, R tourne l&apos;image. Entrée garde, Échap revient.</translation>
    </message>
    <message>
        <source>Hold the card or the receipt before the camera.</source>
        <translation>Tenez la carte ou le récépissé devant la caméra.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Garder</translation>
    </message>
    <message>
        <source>Scan a code</source>
        <translation>Lire un code</translation>
    </message>
    <message>
        <source>Space takes the picture, Esc goes back.</source>
        <translation>La barre d&apos;espace prend l&apos;image, Échap revient.</translation>
    </message>
    <message>
        <source>Take another</source>
        <translation>En prendre une autre</translation>
    </message>
    <message>
        <source>Take the picture</source>
        <translation>Prendre l&apos;image</translation>
    </message>
    <message>
        <source>The part of the picture that is kept</source>
        <translation>La partie de l&apos;image qui est gardée</translation>
    </message>
    <message>
        <source>This is a code, but not one of ours.</source>
        <translation>C&apos;est un code, mais pas l&apos;un des nôtres.</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>Tourner</translation>
    </message>
    <message>
        <source>Waiting for the camera…</source>
        <translation>En attente de la caméra…</translation>
    </message>
    <message>
        <source>What the camera sees</source>
        <translation>Ce que voit la caméra</translation>
    </message>
</context>
<context>
    <name>Campaign</name>
    <message>
        <source>&amp;Area</source>
        <translation>&amp;Lieu</translation>
    </message>
    <message>
        <source>&amp;Begin the campaign</source>
        <translation>&amp;Commencer la campagne</translation>
    </message>
    <message>
        <source>&amp;Close it</source>
        <translation>&amp;Clore</translation>
    </message>
    <message>
        <source>&amp;First day</source>
        <translation>&amp;Premier jour</translation>
    </message>
    <message>
        <source>&amp;Keep what was found</source>
        <translation>&amp;Noter le constat</translation>
    </message>
    <message>
        <source>&amp;Last day</source>
        <translation>&amp;Dernier jour</translation>
    </message>
    <message>
        <source>&amp;Name of the campaign</source>
        <translation>Nom de la ca&amp;mpagne</translation>
    </message>
    <message>
        <source>&amp;Register for no campaign</source>
        <translation>Enre&amp;gistrer pour aucune campagne</translation>
    </message>
    <message>
        <source>&amp;Set the target</source>
        <translation>&amp;Fixer l&apos;objectif</translation>
    </message>
    <message>
        <source>&amp;Team</source>
        <translation>É&amp;quipe</translation>
    </message>
    <message>
        <source>&amp;Team that is registered for on this laptop</source>
        <translation>É&amp;quipe pour laquelle cet ordinateur enregistre</translation>
    </message>
    <message>
        <source>&amp;Village</source>
        <translation>&amp;Village</translation>
    </message>
    <message>
        <source>By day: {days}</source>
        <translation>Par jour&#xa0;: {days}</translation>
    </message>
    <message>
        <source>C&amp;ode</source>
        <translation>C&amp;ode</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>Campagne</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>Campagnes</translation>
    </message>
    <message>
        <source>Choose a campaign, or begin one.</source>
        <translation>Choisissez une campagne, ou commencez-en une.</translation>
    </message>
    <message>
        <source>Close the &amp;campaign…</source>
        <translation>Clo&amp;re la campagne…</translation>
    </message>
    <message>
        <source>Close this campaign?</source>
        <translation>Clore cette campagne&#x202f;?</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Empty for the whole area.</source>
        <translation>Vide pour tout le lieu.</translation>
    </message>
    <message>
        <source>Empty: one is made that no other laptop makes.</source>
        <translation>Vide&#xa0;: il en est créé un qu&apos;aucun autre ordinateur ne crée.</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Constat</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Du</translation>
    </message>
    <message>
        <source>Head of household</source>
        <translation>Chef de ménage</translation>
    </message>
    <message>
        <source>Households &amp;expected</source>
        <translation>Ménages att&amp;endus</translation>
    </message>
    <message>
        <source>Households to visit again</source>
        <translation>Ménages à revoir</translation>
    </message>
    <message>
        <source>Kept: what is registered from now on carries it.</source>
        <translation>C&apos;est noté&#xa0;: ce qui est enregistré désormais le porte.</translation>
    </message>
    <message>
        <source>N&amp;ote</source>
        <translation>N&amp;ote</translation>
    </message>
    <message>
        <source>New campaign</source>
        <translation>Nouvelle campagne</translation>
    </message>
    <message>
        <source>New households and paper forms carry it until you change it.</source>
        <translation>Les nouveaux ménages et les fiches papier la portent jusqu&apos;à ce que vous la changiez.</translation>
    </message>
    <message>
        <source>No campaign yet. Begin one at the right.</source>
        <translation>Aucune campagne. Commencez-en une à droite.</translation>
    </message>
    <message>
        <source>Nothing is drawn before households are registered.</source>
        <translation>Rien n&apos;est tiré avant que des ménages soient enregistrés.</translation>
    </message>
    <message>
        <source>Nothing more is registered for it. Visits may still be noted.</source>
        <translation>Plus rien n&apos;est enregistré pour elle. Des visites peuvent encore être notées.</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Avancement</translation>
    </message>
    <message>
        <source>Register &amp;for this team</source>
        <translation>Enregistrer pour cette équ&amp;ipe</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Objectifs</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Équipe</translation>
    </message>
    <message>
        <source>The campaign has begun. Now say who is expected where.</source>
        <translation>La campagne a commencé. Dites maintenant qui est attendu où.</translation>
    </message>
    <message>
        <source>The target is set.</source>
        <translation>L&apos;objectif est fixé.</translation>
    </message>
    <message>
        <source>This laptop registers for {campaign}, team {team}.</source>
        <translation>Cet ordinateur enregistre pour {campaign}, équipe {team}.</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Au</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>Contre-visites</translation>
    </message>
    <message>
        <source>What to look at</source>
        <translation>Ce qui est montré</translation>
    </message>
    <message>
        <source>What was &amp;found</source>
        <translation>Cons&amp;tat</translation>
    </message>
    <message>
        <source>What was found is kept.</source>
        <translation>Le constat est noté.</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Lieu</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>close</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>en cours</translation>
    </message>
    <message>
        <source>{campaign}, team {team}</source>
        <translation>{campaign}, équipe {team}</translation>
    </message>
    <message>
        <source>{done} of {expected} ({percent} %)</source>
        <translation>{done} sur {expected} ({percent} %)</translation>
    </message>
    <message>
        <source>{done} of {expected} households</source>
        <translation>{done} ménages sur {expected}</translation>
    </message>
    <message>
        <source>{done} without a target</source>
        <translation>{done} sans objectif</translation>
    </message>
    <message>
        <source>{place}, team {team}</source>
        <translation>{place}, équipe {team}</translation>
    </message>
    <message>
        <source>{team}: {visited} of {drawn} visited, {agrees} agree, {differs} differ, {lost} not found</source>
        <translation>{team}&#xa0;: {visited} sur {drawn} revus, {agrees} concordent, {differs} diffèrent, {lost} introuvables</translation>
    </message>
    <message>
        <source>{title} · {campaign}, {team}</source>
        <translation>{title} · {campaign}, {team}</translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message>
        <source>Beneficiary card</source>
        <translation>Carte de bénéficiaire</translation>
    </message>
    <message>
        <source>Born</source>
        <comment>a person&apos;s birth</comment>
        <translation>Naissance</translation>
    </message>
    <message>
        <source>Card code</source>
        <translation>Code de la carte</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>Ménage</translation>
    </message>
    <message>
        <source>Issued on</source>
        <translation>Délivrée le</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Lieu</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sexe</translation>
    </message>
    <message>
        <source>This card is personal.</source>
        <translation>Cette carte est personnelle.</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Valable jusqu&apos;au</translation>
    </message>
</context>
<context>
    <name>ChangeKind</name>
    <message>
        <source>Another head</source>
        <translation>Changement de chef</translation>
    </message>
    <message>
        <source>Another recipient</source>
        <translation>Changement de récipiendaire</translation>
    </message>
    <message>
        <source>Birth</source>
        <translation>Naissance</translation>
    </message>
    <message>
        <source>Correction of details</source>
        <translation>Correction de renseignements</translation>
    </message>
    <message>
        <source>Correction of identity</source>
        <translation>Correction d&apos;identité</translation>
    </message>
    <message>
        <source>Death</source>
        <translation>Décès</translation>
    </message>
    <message>
        <source>Move to another place</source>
        <translation>Déménagement</translation>
    </message>
    <message>
        <source>New card</source>
        <translation>Nouvelle carte</translation>
    </message>
    <message>
        <source>Somebody joins</source>
        <translation>Arrivée d&apos;un membre</translation>
    </message>
    <message>
        <source>Somebody leaves</source>
        <translation>Départ d&apos;un membre</translation>
    </message>
    <message>
        <source>The household splits</source>
        <translation>Séparation du ménage</translation>
    </message>
    <message>
        <source>Two households become one</source>
        <translation>Fusion de deux ménages</translation>
    </message>
    <message>
        <source>Two records of one person</source>
        <translation>Fusion de deux fiches d&apos;une personne</translation>
    </message>
</context>
<context>
    <name>Changes</name>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%n membre</numerusform>
            <numerusform>%n membres</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Area, from the smallest place to the district</source>
        <translation>&amp;Localité, du plus petit lieu au district</translation>
    </message>
    <message>
        <source>&amp;Birth: what is known?</source>
        <translation>Naissance&#xa0;: que &amp;sait-on&#x202f;?</translation>
    </message>
    <message>
        <source>&amp;Date of death</source>
        <translation>&amp;Date du décès</translation>
    </message>
    <message>
        <source>&amp;Evidence</source>
        <translation>Pièce &amp;justificative</translation>
    </message>
    <message>
        <source>&amp;Family name</source>
        <translation>Nom de &amp;famille</translation>
    </message>
    <message>
        <source>&amp;Given name</source>
        <translation>Pré&amp;nom</translation>
    </message>
    <message>
        <source>&amp;Identity documents</source>
        <translation>P&amp;ièces d’identité</translation>
    </message>
    <message>
        <source>&amp;Mandate</source>
        <translation>&amp;Mandat</translation>
    </message>
    <message>
        <source>&amp;Mother, if she lives here</source>
        <translation>&amp;Mère, si elle vit ici</translation>
    </message>
    <message>
        <source>&amp;Mother’s name</source>
        <translation>Nom de la m&amp;ère</translation>
    </message>
    <message>
        <source>&amp;Name of this person</source>
        <translation>&amp;Nom de cette personne</translation>
    </message>
    <message>
        <source>&amp;Other names</source>
        <translation>&amp;Autres noms</translation>
    </message>
    <message>
        <source>&amp;Pregnancy</source>
        <translation>&amp;Grossesse</translation>
    </message>
    <message>
        <source>&amp;Save the change</source>
        <translation>&amp;Valider la modification</translation>
    </message>
    <message>
        <source>&amp;Telephones</source>
        <translation>&amp;Téléphones</translation>
    </message>
    <message>
        <source>&amp;Village or neighbourhood</source>
        <translation>Villa&amp;ge ou quartier</translation>
    </message>
    <message>
        <source>&amp;Who</source>
        <translation>&amp;Qui</translation>
    </message>
    <message>
        <source>&amp;Who died</source>
        <translation>&amp;Qui est décédé</translation>
    </message>
    <message>
        <source>&amp;Who left</source>
        <translation>&amp;Qui est parti</translation>
    </message>
    <message>
        <source>&amp;Who lives apart now</source>
        <translation>&amp;Qui vit désormais à part</translation>
    </message>
    <message>
        <source>&amp;Whose card</source>
        <translation>La carte de &amp;qui</translation>
    </message>
    <message>
        <source>A baby was born</source>
        <translation>Un enfant est né</translation>
    </message>
    <message>
        <source>A card was lost</source>
        <translation>Une carte est perdue</translation>
    </message>
    <message>
        <source>A name or date is wrong</source>
        <translation>Un nom ou une date est faux</translation>
    </message>
    <message>
        <source>A spouse, a relative, somebody registered elsewhere</source>
        <translation>Conjoint, parent, personne déjà enregistrée</translation>
    </message>
    <message>
        <source>A&amp;ddress</source>
        <translation>Adr&amp;esse</translation>
    </message>
    <message>
        <source>A&amp;sk for approval</source>
        <translation>Demander l’appro&amp;bation</translation>
    </message>
    <message>
        <source>Add a s&amp;can…</source>
        <translation>Joindre un s&amp;can…</translation>
    </message>
    <message>
        <source>Add a scan</source>
        <translation>Joindre un scan</translation>
    </message>
    <message>
        <source>Another head</source>
        <translation>Un autre chef</translation>
    </message>
    <message>
        <source>Asked for: {what}</source>
        <translation>Demandé&#xa0;: {what}</translation>
    </message>
    <message>
        <source>Birth</source>
        <translation>Naissance</translation>
    </message>
    <message>
        <source>Card of {name}</source>
        <translation>Carte de {name}</translation>
    </message>
    <message>
        <source>Change: {name}</source>
        <translation>Modification&#xa0;: {name}</translation>
    </message>
    <message>
        <source>Collects</source>
        <translation>Perçoit</translation>
    </message>
    <message>
        <source>Collects in their place</source>
        <translation>Perçoit à sa place</translation>
    </message>
    <message>
        <source>Comp&amp;ound</source>
        <translation>Concessi&amp;on</translation>
    </message>
    <message>
        <source>District that holds the record</source>
        <translation>District qui tient le dossier</translation>
    </message>
    <message>
        <source>From now on</source>
        <translation>Désormais</translation>
    </message>
    <message>
        <source>Household {code}</source>
        <translation>Ménage {code}</translation>
    </message>
    <message>
        <source>Is this person in the &amp;register?</source>
        <translation>Cette personne est-elle au &amp;registre&#x202f;?</translation>
    </message>
    <message>
        <source>It is correct, go on</source>
        <translation>C’est exact, continuer</translation>
    </message>
    <message>
        <source>It waits for approval by another person, under To decide (F6).</source>
        <translation>La demande attend l’accord d’une autre personne, sous «&#xa0;À décider&#xa0;» (F6).</translation>
    </message>
    <message>
        <source>Its head</source>
        <translation>Son chef</translation>
    </message>
    <message>
        <source>Its members come into the household of this page. Both codes stay valid.</source>
        <translation>Ses membres rejoignent le ménage de cette page. Les deux codes restent valables.</translation>
    </message>
    <message>
        <source>Join two households</source>
        <translation>Réunir deux ménages</translation>
    </message>
    <message>
        <source>Land&amp;mark</source>
        <translation>Re&amp;père</translation>
    </message>
    <message>
        <source>Lost, stolen, damaged, with a mistake on it …</source>
        <translation>Perdue, volée, abîmée, erronée…</translation>
    </message>
    <message>
        <source>Mandate</source>
        <translation>Mandat</translation>
    </message>
    <message>
        <source>Mother</source>
        <translation>Mère</translation>
    </message>
    <message>
        <source>Mother’s &amp;name</source>
        <translation>Nom de la &amp;mère</translation>
    </message>
    <message>
        <source>Mother’s name, if she &amp;does not</source>
        <translation>Nom de la mère, sin&amp;on</translation>
    </message>
    <message>
        <source>Name, sex and day of birth</source>
        <translation>Nom, sexe et date de naissance</translation>
    </message>
    <message>
        <source>Names, sex, birth, identity numbers</source>
        <translation>Noms, sexe, naissance, numéros d’identité</translation>
    </message>
    <message>
        <source>New code: {codes}.</source>
        <translation>Nouveau code&#xa0;: {codes}.</translation>
    </message>
    <message>
        <source>New member</source>
        <translation>Nouveau membre</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Non</translation>
    </message>
    <message>
        <source>Nobody any more</source>
        <translation>Plus personne</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Pas encore</translation>
    </message>
    <message>
        <source>Of &amp;whom</source>
        <translation>De &amp;qui</translation>
    </message>
    <message>
        <source>Only if several households share it: the same name for each.</source>
        <translation>Seulement si plusieurs ménages la partagent&#xa0;: le même nom pour chacun.</translation>
    </message>
    <message>
        <source>Only what you changed here today can be undone. Write a new change instead.</source>
        <translation>Seul ce que vous avez modifié ici aujourd’hui peut être annulé. Saisissez plutôt une nouvelle modification.</translation>
    </message>
    <message>
        <source>Other details</source>
        <translation>Autres précisions</translation>
    </message>
    <message>
        <source>Role in the &amp;household</source>
        <translation>Rôle dans le &amp;ménage</translation>
    </message>
    <message>
        <source>S&amp;ince when</source>
        <translation>&amp;Depuis quand</translation>
    </message>
    <message>
        <source>Scans and pictures</source>
        <translation>Scans et images</translation>
    </message>
    <message>
        <source>Se&amp;x</source>
        <translation>Se&amp;xe</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Depuis</translation>
    </message>
    <message>
        <source>Since &amp;when</source>
        <translation>&amp;Depuis quand</translation>
    </message>
    <message>
        <source>Since w&amp;hen</source>
        <translation>&amp;Depuis quand</translation>
    </message>
    <message>
        <source>Some of its members now live apart</source>
        <translation>Une partie des membres vit désormais à part</translation>
    </message>
    <message>
        <source>Somebody died</source>
        <translation>Quelqu’un est décédé</translation>
    </message>
    <message>
        <source>Somebody else who may approve has to agree before this is written. Until then it waits under To decide.</source>
        <translation>Une autre personne habilitée doit donner son accord avant que ce soit écrit. D’ici là, la demande attend sous «&#xa0;À décider&#xa0;».</translation>
    </message>
    <message>
        <source>Somebody joined</source>
        <translation>Quelqu’un est arrivé</translation>
    </message>
    <message>
        <source>Somebody left</source>
        <translation>Quelqu’un est parti</translation>
    </message>
    <message>
        <source>Somebody outside the household</source>
        <translation>Quelqu’un hors du ménage</translation>
    </message>
    <message>
        <source>Something else happened</source>
        <translation>C’est autre chose</translation>
    </message>
    <message>
        <source>Split the household</source>
        <translation>Séparer le ménage</translation>
    </message>
    <message>
        <source>State: {state}.</source>
        <translation>État&#xa0;: {state}.</translation>
    </message>
    <message>
        <source>Take the scan away</source>
        <translation>Retirer le scan</translation>
    </message>
    <message>
        <source>Telephones, address, mother’s name</source>
        <translation>Téléphones, adresse, nom de la mère</translation>
    </message>
    <message>
        <source>The &amp;new head</source>
        <translation>Le &amp;nouveau chef</translation>
    </message>
    <message>
        <source>The &amp;other household</source>
        <translation>L’&amp;autre ménage</translation>
    </message>
    <message>
        <source>The down arrow shows every place.</source>
        <translation>La flèche vers le bas montre tous les lieux.</translation>
    </message>
    <message>
        <source>The household as a whole</source>
        <translation>Le ménage entier</translation>
    </message>
    <message>
        <source>The household itself</source>
        <translation>Le ménage lui-même</translation>
    </message>
    <message>
        <source>The new household</source>
        <translation>Le nouveau ménage</translation>
    </message>
    <message>
        <source>The new place</source>
        <translation>Le nouveau lieu</translation>
    </message>
    <message>
        <source>The one who collects in their place</source>
        <translation>Celle ou celui qui perçoit à sa place</translation>
    </message>
    <message>
        <source>The one who usually collects</source>
        <translation>Celle ou celui qui perçoit d’habitude</translation>
    </message>
    <message>
        <source>The other household</source>
        <translation>L’autre ménage</translation>
    </message>
    <message>
        <source>The paper that lets this person collect: its number and date.</source>
        <translation>Le papier qui autorise cette personne&#xa0;: son numéro et sa date.</translation>
    </message>
    <message>
        <source>The person who receives for the household</source>
        <translation>La personne qui reçoit pour le ménage</translation>
    </message>
    <message>
        <source>The same person twice</source>
        <translation>La même personne deux fois</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>Il n’y a rien à annuler.</translation>
    </message>
    <message>
        <source>They moved</source>
        <translation>Ils ont déménagé</translation>
    </message>
    <message>
        <source>This household</source>
        <translation>Ce ménage</translation>
    </message>
    <message>
        <source>This is written at once. You can undo it today.</source>
        <translation>C’est écrit aussitôt. Vous pouvez l’annuler aujourd’hui.</translation>
    </message>
    <message>
        <source>This person was its head.</source>
        <translation>Cette personne en était le chef.</translation>
    </message>
    <message>
        <source>This place is in another district: {name}. Once a colleague has agreed, the next synchronisation hands the household over: its record, those who live in it and everything written of them go to the office there, and leave this file. Only the printed codes stay here, so that you can say where it went.</source>
        <translation>Ce lieu est dans un autre district&#xa0;: {name}. Dès qu’un collègue a donné son accord, la prochaine synchronisation remet le ménage&#xa0;: son dossier, ceux qui y vivent et tout ce qui est écrit d’eux passent au bureau de là-bas et quittent ce fichier. Seuls les codes imprimés restent ici, pour que vous puissiez dire où il est allé.</translation>
    </message>
    <message>
        <source>Throw this away</source>
        <translation>Jeter cette saisie</translation>
    </message>
    <message>
        <source>Two records are one household</source>
        <translation>Deux fiches sont un seul ménage</translation>
    </message>
    <message>
        <source>Two records of one person are joined</source>
        <translation>Deux fiches d’une personne sont réunies</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>Annuler (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Undone: everything is as it was before this change.</source>
        <translation>Annulé&#xa0;: tout est comme avant cette modification.</translation>
    </message>
    <message>
        <source>Until now</source>
        <translation>Jusqu’ici</translation>
    </message>
    <message>
        <source>Wh&amp;o</source>
        <translation>&amp;Qui</translation>
    </message>
    <message>
        <source>Wh&amp;y</source>
        <translation>P&amp;ourquoi</translation>
    </message>
    <message>
        <source>What &amp;happened to it</source>
        <translation>Ce qui lui est &amp;arrivé</translation>
    </message>
    <message>
        <source>What is written of them</source>
        <translation>Ce qui est écrit d’eux</translation>
    </message>
    <message>
        <source>What its &amp;head becomes here</source>
        <translation>Ce que devient son c&amp;hef</translation>
    </message>
    <message>
        <source>What was typed before is here again.</source>
        <translation>Ce qui avait été saisi est de nouveau là.</translation>
    </message>
    <message>
        <source>What will change</source>
        <translation>Ce qui va changer</translation>
    </message>
    <message>
        <source>What you answer is compared here with what the register has.</source>
        <translation>Vos réponses sont comparées ici avec le registre.</translation>
    </message>
    <message>
        <source>What {name} &amp;is from then on</source>
        <translation>Ce que {name} devient &amp;ensuite</translation>
    </message>
    <message>
        <source>Which &amp;recipient</source>
        <translation>Quel &amp;récipiendaire</translation>
    </message>
    <message>
        <source>Which paper was seen, its number and date, or who said it.</source>
        <translation>Quel papier a été vu, son numéro et sa date, ou qui l’a dit.</translation>
    </message>
    <message>
        <source>Who &amp;leads the new household</source>
        <translation>Qui di&amp;rige le nouveau ménage</translation>
    </message>
    <message>
        <source>Who collects</source>
        <translation>Qui perçoit</translation>
    </message>
    <message>
        <source>Who leads the &amp;household now</source>
        <translation>Qui dirige le &amp;ménage à présent</translation>
    </message>
    <message>
        <source>Who leads the household from now on</source>
        <translation>Qui dirige le ménage désormais</translation>
    </message>
    <message>
        <source>Who lives in the household</source>
        <translation>Qui vit dans le ménage</translation>
    </message>
    <message>
        <source>Who, since when, and why</source>
        <translation>Qui, depuis quand et pourquoi</translation>
    </message>
    <message>
        <source>Who, when, and the certificate</source>
        <translation>Qui, quand, et l’acte</translation>
    </message>
    <message>
        <source>Whose card, and what happened to it</source>
        <translation>La carte de qui, et ce qui lui est arrivé</translation>
    </message>
    <message>
        <source>Withdraw the request</source>
        <translation>Retirer la demande</translation>
    </message>
    <message>
        <source>Written: {what}</source>
        <translation>Écrit&#xa0;: {what}</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Oui</translation>
    </message>
    <message>
        <source>Yes, registered already</source>
        <translation>Oui, déjà enregistrée</translation>
    </message>
    <message>
        <source>is part of {code}</source>
        <translation>fait partie de {code}</translation>
    </message>
    <message>
        <source>no longer a member</source>
        <translation>n’est plus membre</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>personne</translation>
    </message>
    <message>
        <source>to be printed again</source>
        <translation>à réimprimer</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>valable</translation>
    </message>
    <message>
        <source>{name}: from {before} to {after}</source>
        <translation>{name}&#xa0;: de {before} à {after}</translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message numerus="yes">
        <source>%n already there</source>
        <translation>
            <numerusform>%n déjà présent</numerusform>
            <numerusform>%n déjà présents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) had been read before; nothing was done twice</source>
        <translation>
            <numerusform>%n réponse avait déjà été lue&#x202f;; rien n&apos;a été fait deux fois</numerusform>
            <numerusform>%n réponses avaient déjà été lues&#x202f;; rien n&apos;a été fait deux fois</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) are in it</source>
        <translation>
            <numerusform>%n modification s&apos;y trouve</numerusform>
            <numerusform>%n modifications s&apos;y trouvent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) arrived at the server</source>
        <translation>
            <numerusform>%n modification arrivée au serveur</numerusform>
            <numerusform>%n modifications arrivées au serveur</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) arrived with a copy of this file: no receipt here</source>
        <translation>
            <numerusform>%n changement est arrivé par une copie de ce fichier&#xa0;: sans accusé ici</numerusform>
            <numerusform>%n changements sont arrivés par une copie de ce fichier&#xa0;: sans accusé ici</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) in the journal</source>
        <translation>
            <numerusform>%n modification dans le journal</numerusform>
            <numerusform>%n modifications dans le journal</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) not sent yet</source>
        <translation>
            <numerusform>%n modification pas encore envoyée</numerusform>
            <numerusform>%n modifications pas encore envoyées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) refused by the server</source>
        <translation>
            <numerusform>%n modification refusée par le serveur</numerusform>
            <numerusform>%n modifications refusées par le serveur</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) set aside; the journal keeps what was typed</source>
        <translation>
            <numerusform>%n modification mise de côté&#x202f;; le journal garde ce qui a été saisi</numerusform>
            <numerusform>%n modifications mises de côté&#x202f;; le journal garde ce qui a été saisi</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s) open again</source>
        <translation>
            <numerusform>%n conflit rouvert</numerusform>
            <numerusform>%n conflits rouverts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s) settled</source>
        <translation>
            <numerusform>%n conflit réglé</numerusform>
            <numerusform>%n conflits réglés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s) to be settled: guichet conflicts list</source>
        <translation>
            <numerusform>%n conflit à trancher&#xa0;: guichet conflicts list</numerusform>
            <numerusform>%n conflits à trancher&#xa0;: guichet conflicts list</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s): two people wrote the same field</source>
        <translation>
            <numerusform>%n conflit&#xa0;: deux personnes ont écrit le même champ</numerusform>
            <numerusform>%n conflits&#xa0;: deux personnes ont écrit le même champ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n jour</numerusform>
            <numerusform>%n jours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n form(s) in {file}</source>
        <translation>
            <numerusform>%n fiche dans {file}</numerusform>
            <numerusform>%n fiches dans {file}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n held back</source>
        <translation>
            <numerusform>%n en attente</numerusform>
            <numerusform>%n en attente</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n household(s)</source>
        <translation>
            <numerusform>%n ménage</numerusform>
            <numerusform>%n ménages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n household(s) can be registered</source>
        <translation>
            <numerusform>%n ménage peut être enregistré</numerusform>
            <numerusform>%n ménages peuvent être enregistrés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n household(s) dropped</source>
        <translation>
            <numerusform>%n ménage abandonné</numerusform>
            <numerusform>%n ménages abandonnés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n household(s) registered</source>
        <translation>
            <numerusform>%n ménage enregistré</numerusform>
            <numerusform>%n ménages enregistrés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) refused</source>
        <translation>
            <numerusform>%n ligne refusée</numerusform>
            <numerusform>%n lignes refusées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open conflict(s)</source>
        <translation>
            <numerusform>%n conflit à trancher</numerusform>
            <numerusform>%n conflits à trancher</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s) to compare</source>
        <translation>
            <numerusform>%n paire à comparer</numerusform>
            <numerusform>%n paires à comparer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paper(s) in {file}</source>
        <translation>
            <numerusform>%n papier dans {file}</numerusform>
            <numerusform>%n papiers dans {file}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n personne</numerusform>
            <numerusform>%n personnes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) in them</source>
        <translation>
            <numerusform>%n personne en tout</numerusform>
            <numerusform>%n personnes en tout</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) left out: their files are confidential</source>
        <translation>
            <numerusform>%n personne omise&#xa0;: son dossier est confidentiel</numerusform>
            <numerusform>%n personnes omises&#xa0;: leurs dossiers sont confidentiels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) not compared yet</source>
        <translation>
            <numerusform>%n personne pas encore comparée</numerusform>
            <numerusform>%n personnes pas encore comparées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) and scan(s) left for another time</source>
        <translation>
            <numerusform>%n photo ou numérisation laissée pour une autre fois</numerusform>
            <numerusform>%n photos et numérisations laissées pour une autre fois</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) are in it</source>
        <translation>
            <numerusform>%n photo s&apos;y trouve</numerusform>
            <numerusform>%n photos s&apos;y trouvent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) exchanged</source>
        <translation>
            <numerusform>%n photo échangée</numerusform>
            <numerusform>%n photos échangées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n possible duplicate(s) to be decided: `duplicates` lists them</source>
        <translation>
            <numerusform>%n doublon possible à décider&#xa0;: `duplicates` le montre</numerusform>
            <numerusform>%n doublons possibles à décider&#xa0;: `duplicates` les montre</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n receipt(s) of the server, checked</source>
        <translation>
            <numerusform>%n accusé de réception du serveur, vérifié</numerusform>
            <numerusform>%n accusés de réception du serveur, vérifiés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n receipt(s) that do NOT hold</source>
        <translation>
            <numerusform>%n accusé de réception qui ne tient PAS</numerusform>
            <numerusform>%n accusés de réception qui ne tiennent PAS</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) received</source>
        <translation>
            <numerusform>%n fiche reçue</numerusform>
            <numerusform>%n fiches reçues</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n role(s) given back</source>
        <translation>
            <numerusform>%n rôle rendu</numerusform>
            <numerusform>%n rôles rendus</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) in {file}</source>
        <translation>
            <numerusform>%n ligne dans {file}</numerusform>
            <numerusform>%n lignes dans {file}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) refused</source>
        <translation>
            <numerusform>%n ligne refusée</numerusform>
            <numerusform>%n lignes refusées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unfinished registration(s) dropped.</source>
        <translation>
            <numerusform>%n enregistrement inachevé supprimé.</numerusform>
            <numerusform>%n enregistrements inachevés supprimés.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s) recorded, to be confirmed</source>
        <translation>
            <numerusform>%n avertissement noté, à confirmer</numerusform>
            <numerusform>%n avertissements notés, à confirmer</numerusform>
        </translation>
    </message>
    <message>
        <source>(arrived at the server on {moment})</source>
        <translation>(arrivé au serveur le {moment})</translation>
    </message>
    <message>
        <source>, {time} left</source>
        <translation>, encore {time}</translation>
    </message>
    <message>
        <source>--judge takes the number of a pair and one of: {choices}</source>
        <translation>--judge prend le numéro d&apos;une paire et l&apos;un de&#xa0;: {choices}</translation>
    </message>
    <message>
        <source>--layout {layout} is not for {paper}</source>
        <translation>--layout {layout} ne convient pas à {paper}</translation>
    </message>
    <message>
        <source>--set takes FIELD=VALUE</source>
        <translation>--set prend CHAMP=VALEUR</translation>
    </message>
    <message>
        <source>--take is a field and whose value: {fields}</source>
        <translation>--take est un champ et de qui vient sa valeur&#xa0;: {fields}</translation>
    </message>
    <message>
        <source>AGES</source>
        <translation>ÂGES</translation>
    </message>
    <message>
        <source>AMOUNT</source>
        <translation>MONTANT</translation>
    </message>
    <message>
        <source>AREA</source>
        <translation>LIEU</translation>
    </message>
    <message numerus="yes">
        <source>About {size}, %n second(s) on this line</source>
        <translation>
            <numerusform>Environ {size}, %n seconde sur cette connexion</numerusform>
            <numerusform>Environ {size}, %n secondes sur cette connexion</numerusform>
        </translation>
    </message>
    <message>
        <source>Add {option} to write over it.</source>
        <translation>Ajoutez {option} pour le remplacer.</translation>
    </message>
    <message>
        <source>Appointment {number} is kept</source>
        <translation>Le rendez-vous {number} est noté</translation>
    </message>
    <message>
        <source>Appointment {number} is off the agenda</source>
        <translation>Le rendez-vous {number} n’est plus à l’agenda</translation>
    </message>
    <message>
        <source>Arrived at the server on {moment}</source>
        <translation>Arrivé au serveur le {moment}</translation>
    </message>
    <message>
        <source>Ask for their merge with `merge`: a colleague agrees to it</source>
        <translation>Demandez leur fusion avec `merge`&#xa0;: un collègue donne son accord</translation>
    </message>
    <message>
        <source>Asked. A colleague has to agree: {option}</source>
        <translation>Demandé. Un collègue doit donner son accord&#xa0;: {option}</translation>
    </message>
    <message>
        <source>BOX</source>
        <translation>CADRE</translation>
    </message>
    <message>
        <source>Both sides name the same counts.</source>
        <translation>Les deux côtés comptent pareil.</translation>
    </message>
    <message>
        <source>CAMPAIGN</source>
        <translation>CAMPAGNE</translation>
    </message>
    <message>
        <source>CODE</source>
        <translation>CODE</translation>
    </message>
    <message>
        <source>COLUMN</source>
        <translation>COLONNE</translation>
    </message>
    <message>
        <source>COMMAND</source>
        <translation>COMMANDE</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Commandes</translation>
    </message>
    <message>
        <source>DATE</source>
        <translation>DATE</translation>
    </message>
    <message>
        <source>DAY</source>
        <translation>JOUR</translation>
    </message>
    <message>
        <source>DECISION</source>
        <translation>DÉCISION</translation>
    </message>
    <message>
        <source>DEGREES</source>
        <translation>DEGRÉS</translation>
    </message>
    <message>
        <source>Device {office}-{code} is now called “{name}”.</source>
        <translation>L’appareil {office}-{code} s’appelle désormais «&#xa0;{name}&#xa0;».</translation>
    </message>
    <message>
        <source>Device {office}-{code} is shut out.</source>
        <translation>L&apos;appareil {office}-{code} n&apos;a plus accès.</translation>
    </message>
    <message>
        <source>Did you mean “{word}”?</source>
        <translation>Vouliez-vous dire «&#xa0;{word}&#xa0;»&#x202f;?</translation>
    </message>
    <message>
        <source>EMPLOYER</source>
        <translation>EMPLOYEUR</translation>
    </message>
    <message>
        <source>Every form has come back</source>
        <translation>Toutes les fiches sont revenues</translation>
    </message>
    <message>
        <source>FIELD</source>
        <translation>CHAMP</translation>
    </message>
    <message>
        <source>FIELD:WORD=CODE</source>
        <translation>CHAMP:MOT=CODE</translation>
    </message>
    <message>
        <source>FIELD=VALUE</source>
        <translation>CHAMP=VALEUR</translation>
    </message>
    <message>
        <source>FILE</source>
        <translation>FICHIER</translation>
    </message>
    <message>
        <source>FOLDER</source>
        <translation>DOSSIER</translation>
    </message>
    <message>
        <source>HEADING=FIELD</source>
        <translation>TITRE=CHAMP</translation>
    </message>
    <message>
        <source>HEADING=ORDER</source>
        <translation>TITRE=ORDRE</translation>
    </message>
    <message>
        <source>IMAGE</source>
        <translation>IMAGE</translation>
    </message>
    <message>
        <source>ITEM</source>
        <translation>ÉTAPE</translation>
    </message>
    <message>
        <source>Identity number: {number}</source>
        <translation>Numéro d&apos;identité&#xa0;: {number}</translation>
    </message>
    <message>
        <source>Indexing: {done} of {total} persons</source>
        <translation>Indexation&#xa0;: {done} personnes sur {total}</translation>
    </message>
    <message>
        <source>It serves once, until {date}.</source>
        <translation>Il sert une fois, jusqu&apos;au {date}.</translation>
    </message>
    <message>
        <source>Its recovery key: {key}</source>
        <translation>Sa clé de récupération&#xa0;: {key}</translation>
    </message>
    <message>
        <source>Joined {server}: {districts}</source>
        <translation>Rattaché à {server}&#xa0;: {districts}</translation>
    </message>
    <message>
        <source>Joining code: {code}</source>
        <translation>Code de rattachement&#xa0;: {code}</translation>
    </message>
    <message>
        <source>Journey</source>
        <translation>Parcours</translation>
    </message>
    <message>
        <source>KIND</source>
        <translation>GENRE</translation>
    </message>
    <message>
        <source>LIST</source>
        <translation>LISTE</translation>
    </message>
    <message>
        <source>Left as it is, since it was changed meanwhile: {fields}</source>
        <translation>Laissé tel quel, car modifié entre-temps&#xa0;: {fields}</translation>
    </message>
    <message>
        <source>MONTH</source>
        <translation>MOIS</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Membres</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>NOM</translation>
    </message>
    <message>
        <source>NUMBER</source>
        <translation>NUMÉRO</translation>
    </message>
    <message>
        <source>New code: {code}</source>
        <translation>Nouveau code&#xa0;: {code}</translation>
    </message>
    <message>
        <source>New password: </source>
        <translation>Nouveau mot de passe&#xa0;: </translation>
    </message>
    <message>
        <source>No appointments.</source>
        <translation>Aucun rendez-vous.</translation>
    </message>
    <message>
        <source>No complaints.</source>
        <translation>Aucune réclamation.</translation>
    </message>
    <message>
        <source>No conflict waits to be settled</source>
        <translation>Aucun conflit n&apos;attend d&apos;être réglé</translation>
    </message>
    <message>
        <source>No device has handed anything over.</source>
        <translation>Aucun appareil n’a rien remis.</translation>
    </message>
    <message>
        <source>No device has joined yet.</source>
        <translation>Aucun appareil n’est encore rattaché.</translation>
    </message>
    <message>
        <source>No documents.</source>
        <translation>Aucun document.</translation>
    </message>
    <message>
        <source>No enrolments.</source>
        <translation>Aucune inscription.</translation>
    </message>
    <message>
        <source>No exits are proposed.</source>
        <translation>Aucune sortie n’est proposée.</translation>
    </message>
    <message>
        <source>No household found</source>
        <translation>Aucun ménage trouvé</translation>
    </message>
    <message>
        <source>No household has moved to another district.</source>
        <translation>Aucun ménage n&apos;est parti pour un autre district.</translation>
    </message>
    <message>
        <source>No notes.</source>
        <translation>Aucune note.</translation>
    </message>
    <message>
        <source>No possible duplicate waits to be decided</source>
        <translation>Aucun doublon possible n&apos;attend de décision</translation>
    </message>
    <message>
        <source>No request</source>
        <translation>Aucune demande</translation>
    </message>
    <message>
        <source>Nobody found</source>
        <translation>Personne n&apos;a été trouvé</translation>
    </message>
    <message>
        <source>Nobody holds another role today</source>
        <translation>Personne n&apos;exerce d&apos;intérim aujourd&apos;hui</translation>
    </message>
    <message>
        <source>Nobody in the register looks like this person</source>
        <translation>Personne dans le registre ne ressemble à cette personne</translation>
    </message>
    <message>
        <source>Nobody is held back</source>
        <translation>Personne n’est en attente</translation>
    </message>
    <message>
        <source>Nobody is named to collect.</source>
        <translation>Personne n’est désigné pour encaisser.</translation>
    </message>
    <message>
        <source>Nobody to hold against a rule.</source>
        <translation>Personne à comparer à une règle.</translation>
    </message>
    <message>
        <source>Nobody was merged in the last 90 days</source>
        <translation>Aucune fusion ces 90 derniers jours</translation>
    </message>
    <message>
        <source>Nothing has been kept longer than its time.</source>
        <translation>Rien n’a été gardé au-delà de sa durée.</translation>
    </message>
    <message>
        <source>Nothing is due.</source>
        <translation>Rien n’est à faire aujourd’hui.</translation>
    </message>
    <message>
        <source>Nothing the server refused waits for anybody</source>
        <translation>Rien de ce que le serveur a refusé n&apos;attend quelqu&apos;un</translation>
    </message>
    <message>
        <source>Nothing waits to be sent</source>
        <translation>Rien n’attend d’être envoyé</translation>
    </message>
    <message>
        <source>Nothing waits to be sent: it asks only for what others have written.</source>
        <translation>Rien n’attend d’être envoyé&#xa0;: il demande seulement ce que d’autres ont écrit.</translation>
    </message>
    <message>
        <source>Number {number} holds {changes} changes and {photos} pictures.</source>
        <translation>Le numéro {number} contient {changes} modifications et {photos} images.</translation>
    </message>
    <message>
        <source>OTHER</source>
        <translation>AUTRE</translation>
    </message>
    <message>
        <source>OUTPUT</source>
        <translation>SORTIE</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Options</translation>
    </message>
    <message>
        <source>PLACE</source>
        <translation>LIEU</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>Papiers</translation>
    </message>
    <message>
        <source>Passphrase of the copy: </source>
        <translation>Phrase de passe de la copie&#xa0;: </translation>
    </message>
    <message>
        <source>Password: </source>
        <translation>Mot de passe&#xa0;: </translation>
    </message>
    <message>
        <source>Programme {programme}, version {version}, with the offices {offices}.</source>
        <translation>Programme {programme}, version {version}, avec les bureaux {offices}.</translation>
    </message>
    <message>
        <source>ROLE</source>
        <translation>ROLE</translation>
    </message>
    <message>
        <source>Reached: {items}</source>
        <translation>Atteint&#xa0;: {items}</translation>
    </message>
    <message>
        <source>Recovery code: </source>
        <translation>Code de secours&#xa0;: </translation>
    </message>
    <message>
        <source>Recovery code: {code}</source>
        <translation>Code de secours&#xa0;: {code}</translation>
    </message>
    <message>
        <source>Refused rows are in {file}</source>
        <translation>Les lignes refusées sont dans {file}</translation>
    </message>
    <message>
        <source>Registered on {date}</source>
        <translation>Enregistré le {date}</translation>
    </message>
    <message>
        <source>Request {number} waits for a colleague to agree</source>
        <translation>La demande {number} attend l&apos;accord d&apos;un collègue</translation>
    </message>
    <message>
        <source>SCAN</source>
        <translation>NUMÉRISATION</translation>
    </message>
    <message>
        <source>STATEMENT</source>
        <translation>DÉCLARATION</translation>
    </message>
    <message>
        <source>Settled: {how}</source>
        <translation>Réglé&#xa0;: {how}</translation>
    </message>
    <message>
        <source>Should it be wrong, add another update with {option}</source>
        <translation>En cas d&apos;erreur, ajoutez une autre mise à jour avec {option}</translation>
    </message>
    <message>
        <source>Start the server: devices send again what came after the copy was taken.</source>
        <translation>Démarrez le serveur&#xa0;: les appareils renvoient ce qui est venu après la copie.</translation>
    </message>
    <message>
        <source>Stopped. What was done until then is kept.</source>
        <translation>Arrêté. Ce qui était fait jusque-là est gardé.</translation>
    </message>
    <message>
        <source>TEXT</source>
        <translation>TEXTE</translation>
    </message>
    <message>
        <source>Taken over: {taken}, of them refused: {refused}.</source>
        <translation>Repris&#xa0;: {taken}, dont refusées&#xa0;: {refused}.</translation>
    </message>
    <message>
        <source>Telephone: {numbers}</source>
        <translation>Téléphone&#xa0;: {numbers}</translation>
    </message>
    <message>
        <source>The acknowledgement is written to {file}</source>
        <translation>L’accusé de réception est écrit dans {file}</translation>
    </message>
    <message>
        <source>The backup is made: {file}</source>
        <translation>La sauvegarde est faite&#xa0;: {file}</translation>
    </message>
    <message>
        <source>The bundle is written: {file}</source>
        <translation>Le paquet est écrit&#xa0;: {file}</translation>
    </message>
    <message>
        <source>The command was not understood: {reason}</source>
        <translation>La commande n&apos;a pas été comprise&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>The copy is in {file} ({size} bytes).</source>
        <translation>La copie est dans {file} ({size} octets).</translation>
    </message>
    <message>
        <source>The copy of {date} is in the database, with {count} changes.</source>
        <translation>La copie du {date} est dans la base, avec {count} modifications.</translation>
    </message>
    <message>
        <source>The counts differ: {kinds}. The next round starts from the beginning.</source>
        <translation>Les comptes diffèrent&#xa0;: {kinds}. La prochaine synchronisation reprend du début.</translation>
    </message>
    <message>
        <source>The document is written to {file}</source>
        <translation>Le document est écrit dans {file}</translation>
    </message>
    <message>
        <source>The file can be read by the whole office.</source>
        <translation>Tout le service peut lire ce dossier.</translation>
    </message>
    <message>
        <source>The file is NOT sound: {pages} damaged page(s), {changes} altered change(s).</source>
        <translation>Le fichier n&apos;est PAS sain. Pages abîmées&#xa0;: {pages}&#x202f;; modifications altérées&#xa0;: {changes}.</translation>
    </message>
    <message>
        <source>The file is confidential: opening it asks for a reason.</source>
        <translation>Le dossier est confidentiel&#xa0;: l’ouvrir demande un motif.</translation>
    </message>
    <message>
        <source>The file is restored: {file}. Its new device code is {code}.</source>
        <translation>Le fichier est restauré&#xa0;: {file}. Son nouveau code d&apos;appareil est {code}.</translation>
    </message>
    <message>
        <source>The file is sound: every page and every change is as it was written.</source>
        <translation>Le fichier est sain&#xa0;: chaque page et chaque modification est comme elle a été écrite.</translation>
    </message>
    <message>
        <source>The merge is taken back: both records stand again</source>
        <translation>La fusion est annulée&#xa0;: les deux fiches existent de nouveau</translation>
    </message>
    <message>
        <source>The note is kept.</source>
        <translation>La note est enregistrée.</translation>
    </message>
    <message>
        <source>The office file is made: {file}</source>
        <translation>Le fichier du bureau est créé&#xa0;: {file}</translation>
    </message>
    <message>
        <source>The old recovery code is spent. The new one: {code}</source>
        <translation>L&apos;ancien code de secours ne sert plus. Le nouveau&#xa0;: {code}</translation>
    </message>
    <message>
        <source>The paper is handed over.</source>
        <translation>Le papier est remis.</translation>
    </message>
    <message>
        <source>The paper is written to {file}</source>
        <translation>Le document est écrit dans {file}</translation>
    </message>
    <message>
        <source>The portrait is kept.</source>
        <translation>Le portrait est gardé.</translation>
    </message>
    <message>
        <source>The register of a counter, from a terminal.</source>
        <translation>Le registre d&apos;un guichet, depuis un terminal.</translation>
    </message>
    <message>
        <source>The same once more: </source>
        <translation>Le même encore une fois&#xa0;: </translation>
    </message>
    <message>
        <source>The server answers at {url}. Its fingerprint is {fingerprint}.</source>
        <translation>Le serveur répond à {url}. Son empreinte est {fingerprint}.</translation>
    </message>
    <message>
        <source>The server is of an older version. Tell the regional office to update it.</source>
        <translation>Le serveur est d&apos;une version plus ancienne. Dites au bureau régional de le mettre à jour.</translation>
    </message>
    <message>
        <source>The sheet is written to {file}</source>
        <translation>La fiche est écrite dans {file}</translation>
    </message>
    <message>
        <source>The slip is written to {file}</source>
        <translation>Le bordereau est écrit dans {file}</translation>
    </message>
    <message>
        <source>There is more: write and carry another bundle to have the rest.</source>
        <translation>Il y en a d&apos;autres&#xa0;: écrivez et faites porter un nouveau paquet pour avoir la suite.</translation>
    </message>
    <message>
        <source>There is no bundle here: their names end in .guichet-out.</source>
        <translation>Il n&apos;y a pas de paquet ici&#xa0;: leurs noms finissent par .guichet-out.</translation>
    </message>
    <message>
        <source>They count as arrived when the answer has come back and was read here.</source>
        <translation>Elles comptent comme arrivées quand la réponse est revenue et a été lue ici.</translation>
    </message>
    <message>
        <source>They wait under To decide, and in: guichet conflicts, guichet refused</source>
        <translation>Ils attendent sous À décider, et avec&#xa0;: guichet conflicts, guichet refused</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Usage: </source>
        <translation>Usage&#xa0;: </translation>
    </message>
    <message>
        <source>VALUE</source>
        <translation>VALEUR</translation>
    </message>
    <message>
        <source>WHO=AMOUNT</source>
        <translation>QUI=MONTANT</translation>
    </message>
    <message>
        <source>WORDS</source>
        <translation>TEXTE</translation>
    </message>
    <message>
        <source>Waiting: {waiting}. On their way: {sent}. Arrived: {arrived}. Refused: {refused}.</source>
        <translation>En attente&#xa0;: {waiting}. En chemin&#xa0;: {sent}. Arrivés&#xa0;: {arrived}. Refusés&#xa0;: {refused}.</translation>
    </message>
    <message>
        <source>What it takes</source>
        <translation>Ce qu&apos;elle prend</translation>
    </message>
    <message>
        <source>Where it happened is noted, without anybody&apos;s data, in {file}</source>
        <translation>L&apos;endroit est noté, sans les données de personne, dans {file}</translation>
    </message>
    <message>
        <source>Write it down now and lock it away: it is shown this once. Without it and without a password, what was never sent is lost.</source>
        <translation>Notez-le maintenant et mettez-le sous clé&#xa0;: il n&apos;est montré que cette fois. Sans lui et sans mot de passe, ce qui n&apos;a jamais été envoyé est perdu.</translation>
    </message>
    <message>
        <source>Written anew; it goes with the next synchronisation</source>
        <translation>Écrit à nouveau&#x202f;; cela part à la prochaine synchronisation</translation>
    </message>
    <message>
        <source>Written. Should it be wrong, take it back today with {option}</source>
        <translation>Écrit. En cas d&apos;erreur, annulez aujourd&apos;hui avec {option}</translation>
    </message>
    <message>
        <source>a merge and its undoing need --reason</source>
        <translation>une fusion et son annulation demandent --reason</translation>
    </message>
    <message>
        <source>corrected by {number}</source>
        <translation>corrigé par {number}</translation>
    </message>
    <message>
        <source>due on {date}</source>
        <translation>échéance le {date}</translation>
    </message>
    <message>
        <source>goes with number {number}: correct that first</source>
        <translation>accompagne le numéro {number}&#xa0;: corrigez d&apos;abord celui-là</translation>
    </message>
    <message>
        <source>here</source>
        <translation>ici</translation>
    </message>
    <message>
        <source>its clock is {time} ahead</source>
        <translation>son horloge avance de {time}</translation>
    </message>
    <message>
        <source>its clock is {time} behind</source>
        <translation>son horloge retarde de {time}</translation>
    </message>
    <message>
        <source>laptop {device}</source>
        <translation>ordinateur {device}</translation>
    </message>
    <message>
        <source>moved by another office</source>
        <translation>déplacé par un autre bureau</translation>
    </message>
    <message>
        <source>never heard</source>
        <translation>jamais entendu</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>photos and scans: {done} of {all}</source>
        <translation>photos et numérisations&#xa0;: {done} sur {all}</translation>
    </message>
    <message>
        <source>portraits</source>
        <translation>portraits</translation>
    </message>
    <message>
        <source>records</source>
        <translation>fiches</translation>
    </message>
    <message>
        <source>row {row}, {share} %, {speed} people a second</source>
        <translation>ligne {row}, {share} %, {speed} personnes par seconde</translation>
    </message>
    <message>
        <source>row {row}: {problem}</source>
        <translation>ligne {row}&#xa0;: {problem}</translation>
    </message>
    <message>
        <source>scans</source>
        <translation>numérisations</translation>
    </message>
    <message>
        <source>set aside: {reason}</source>
        <translation>mis de côté&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>shut out</source>
        <translation>exclu</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>quelqu&apos;un</translation>
    </message>
    <message>
        <source>somebody at laptop {device}</source>
        <translation>quelqu&apos;un au poste {device}</translation>
    </message>
    <message>
        <source>stands</source>
        <translation>en place</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>annulée</translation>
    </message>
    <message>
        <source>taken over</source>
        <translation>repris</translation>
    </message>
    <message>
        <source>the other</source>
        <translation>l&apos;autre</translation>
    </message>
    <message>
        <source>time not known</source>
        <translation>moment inconnu</translation>
    </message>
    <message>
        <source>to bring: {papers}</source>
        <translation>à apporter&#xa0;: {papers}</translation>
    </message>
    <message>
        <source>to {district} on {date}</source>
        <translation>vers {district}, le {date}</translation>
    </message>
    <message>
        <source>waiting on it: {count}</source>
        <translation>en attente&#xa0;: {count}</translation>
    </message>
    <message>
        <source>{bundle}: taken; its answer is {answer}</source>
        <translation>{bundle}&#xa0;: pris&#x202f;; sa réponse est {answer}</translation>
    </message>
    <message>
        <source>{district} holds {digest}: two files that hold the same say the same</source>
        <translation>{district} contient {digest}&#xa0;: deux fichiers de même contenu disent la même chose</translation>
    </message>
    <message>
        <source>{done} of {all}</source>
        <translation>{done} sur {all}</translation>
    </message>
    <message>
        <source>{field}: {old} → {new}</source>
        <translation>{field}&#xa0;: {old} → {new}</translation>
    </message>
    <message>
        <source>{lane}: {count}, {size}</source>
        <translation>{lane}&#xa0;: {count}, {size}</translation>
    </message>
    <message>
        <source>{lane}: {count}, {size}, left for another time</source>
        <translation>{lane}&#xa0;: {count}, {size}, pour une autre fois</translation>
    </message>
    <message>
        <source>{name} holds the role “{role}” until {date}: {reason}</source>
        <translation>{name} exerce par intérim le rôle «&#xa0;{role}&#xa0;» jusqu&apos;au {date}&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>{number} of {of}: {office}</source>
        <translation>{number} sur {of}&#xa0;: {office}</translation>
    </message>
    <message>
        <source>{size} kB</source>
        <translation>{size} ko</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… et %n autre</numerusform>
            <numerusform>… et %n autres</numerusform>
        </translation>
    </message>
    <message>
        <source>age uncertain</source>
        <translation>âge incertain</translation>
    </message>
    <message>
        <source>  changed meanwhile: {value}</source>
        <translation>  modifié entre-temps&#xa0;: {value}</translation>
    </message>
    <message>
        <source>About {size}; how fast this line is was not measured yet</source>
        <translation>Environ {size}&#x202f;; la vitesse de cette connexion n’a pas encore été mesurée</translation>
    </message>
    <message>
        <source>Moving to {district} on {date}; its file goes with the next round</source>
        <translation>Part pour {district} le {date}&#xa0;; son dossier suit à la prochaine synchronisation</translation>
    </message>
    <message>
        <source>Write it down, away from the server: it is shown once, and nothing else opens the copy.</source>
        <translation>Notez-la et gardez-la loin du serveur&#xa0;: elle n’est montrée qu’une fois, et rien d’autre n’ouvre la copie.</translation>
    </message>
    <message>
        <source>but: {reasons}</source>
        <translation>mais&#xa0;: {reasons}</translation>
    </message>
    <message>
        <source>can be taken back until {date}</source>
        <translation>annulable jusqu&apos;au {date}</translation>
    </message>
    <message>
        <source>give two codes, or --list, or --undo with a number</source>
        <translation>donnez deux codes, ou --list, ou --undo avec un numéro</translation>
    </message>
    <message>
        <source>handed over</source>
        <translation>remis</translation>
    </message>
    <message>
        <source>line {line}</source>
        <translation>ligne {line}</translation>
    </message>
    <message>
        <source>not here yet</source>
        <translation>pas encore ici</translation>
    </message>
    <message>
        <source>one of these is missing: {names}</source>
        <translation>il manque l&apos;un de ceux-ci&#xa0;: {names}</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>en retard</translation>
    </message>
    <message>
        <source>{arrived} of {waiting} arrived, {received} received</source>
        <translation>{arrived} sur {waiting} arrivées, {received} reçues</translation>
    </message>
    <message>
        <source>{count} rows, {share} %</source>
        <translation>{count} lignes, {share} %</translation>
    </message>
    <message>
        <source>{field}: {problem}</source>
        <translation>{field}&#xa0;: {problem}</translation>
    </message>
    <message>
        <source>{heading}:</source>
        <translation>{heading}&#xa0;:</translation>
    </message>
    <message>
        <source>{item}: {status}</source>
        <translation>{item}&#xa0;: {status}</translation>
    </message>
    <message>
        <source>{line}: {problem}</source>
        <translation>{line}&#xa0;: {problem}</translation>
    </message>
    <message>
        <source>{names} does not go together with {other}</source>
        <translation>{names} ne va pas avec {other}</translation>
    </message>
    <message>
        <source>{names} is missing</source>
        <translation>il manque {names}</translation>
    </message>
    <message>
        <source>{names} is not known here</source>
        <translation>{names} n&apos;est pas connu ici</translation>
    </message>
    <message>
        <source>{names} takes no value</source>
        <translation>{names} ne prend pas de valeur</translation>
    </message>
    <message>
        <source>{names} wants a value after it</source>
        <translation>{names} demande une valeur à sa suite</translation>
    </message>
    <message>
        <source>{name} cannot be “{given}”.</source>
        <translation>{name} ne peut pas être «&#xa0;{given}&#xa0;».</translation>
    </message>
    <message>
        <source>{name} cannot be “{given}”. Expected: {expected}.</source>
        <translation>{name} ne peut pas être «&#xa0;{given}&#xa0;». Attendu&#xa0;: {expected}.</translation>
    </message>
    <message>
        <source>{name} cannot be “{given}”. Possible: {choices}.</source>
        <translation>{name} ne peut pas être «&#xa0;{given}&#xa0;». Possible&#xa0;: {choices}.</translation>
    </message>
    <message>
        <source>{name} has a new password.</source>
        <translation>{name} a un nouveau mot de passe.</translation>
    </message>
    <message>
        <source>{name} may not open the file any more.</source>
        <translation>{name} ne peut plus ouvrir le fichier.</translation>
    </message>
    <message>
        <source>{name} may open the file.</source>
        <translation>{name} peut ouvrir le fichier.</translation>
    </message>
    <message>
        <source>{person} and {other}: {decision}</source>
        <translation>{person} et {other}&#xa0;: {decision}</translation>
    </message>
    <message>
        <source>{scan} is kept as document {number}</source>
        <translation>{scan} est gardé&#xa0;: document {number}</translation>
    </message>
    <message>
        <source>“&lt;” hides a count under {least}, or one that would give it away.</source>
        <translation>«&#xa0;&lt;&#xa0;» cache un nombre inférieur à {least}, ou un nombre qui le trahirait.</translation>
    </message>
</context>
<context>
    <name>CommandHelp</name>
    <message>
        <source>a certificate (PEM) to trust besides the server&apos;s own</source>
        <translation>un certificat (PEM) à croire en plus de celui du serveur</translation>
    </message>
    <message>
        <source>a certificate of your own (PEM)</source>
        <translation>un certificat à vous (PEM)</translation>
    </message>
    <message>
        <source>a code of your own (else one is made)</source>
        <translation>un code à vous (sinon il en est créé un)</translation>
    </message>
    <message>
        <source>a day as 2026-11-23, or today (else all that was ever written)</source>
        <translation>un jour comme 2026-11-23, ou today (sinon tout ce qui a été écrit)</translation>
    </message>
    <message>
        <source>a few words about it</source>
        <translation>quelques mots à ce sujet</translation>
    </message>
    <message>
        <source>a field and its right value, as often as needed; none sends it again as it is</source>
        <translation>un champ et sa bonne valeur, autant de fois que nécessaire&#x202f;; sans aucun, renvoie tel quel</translation>
    </message>
    <message>
        <source>a folder, as a stick&apos;s, or the bundle&apos;s own name (else here)</source>
        <translation>un dossier, comme celui d&apos;une clé, ou le nom du paquet (sinon ici)</translation>
    </message>
    <message>
        <source>a list of wages, CSV or XLSX</source>
        <translation>une liste de salaires, CSV ou XLSX</translation>
    </message>
    <message>
        <source>a member by printed code, or a name from outside</source>
        <translation>un membre par son code imprimé, ou le nom d’une personne extérieure</translation>
    </message>
    <message>
        <source>a name or address under which devices reach the server; may be repeated</source>
        <translation>un nom ou une adresse où les appareils trouvent le serveur&#x202f;; peut être répété</translation>
    </message>
    <message>
        <source>a number, a code or a word of it</source>
        <translation>un numéro, un code ou un mot du texte</translation>
    </message>
    <message>
        <source>a number; the same one makes the same households (else {seed})</source>
        <translation>un nombre&#x202f;; le même donne les mêmes ménages (sinon {seed})</translation>
    </message>
    <message>
        <source>a part of the name</source>
        <translation>une partie du nom</translation>
    </message>
    <message>
        <source>a picture file</source>
        <translation>un fichier d&apos;image</translation>
    </message>
    <message>
        <source>a picture of a card, a receipt or an identity document</source>
        <translation>une image d&apos;une carte, d&apos;un récépissé ou d&apos;une pièce d&apos;identité</translation>
    </message>
    <message>
        <source>a printed code, of a household or of a person</source>
        <translation>un code imprimé, d&apos;un ménage ou d&apos;une personne</translation>
    </message>
    <message>
        <source>a printed code, of a household or of a person (else everybody)</source>
        <translation>un code imprimé, d’un ménage ou d’une personne (sinon tout le monde)</translation>
    </message>
    <message>
        <source>a printed code, of the household or of a member</source>
        <translation>un code imprimé, du ménage ou d&apos;un membre</translation>
    </message>
    <message>
        <source>a telephone or a place where they can be told</source>
        <translation>un téléphone ou un lieu où l’on peut la prévenir</translation>
    </message>
    <message>
        <source>a worker&apos;s month: NAME=AMOUNT, or the code or number of insurance in the name&apos;s place</source>
        <translation>le mois d&apos;un travailleur&#xa0;: NOM=MONTANT, ou le code ou le numéro d&apos;assuré à la place du nom</translation>
    </message>
    <message>
        <source>add a period of insurance, here or in another country</source>
        <translation>ajouter une période d&apos;assurance, ici ou dans un autre pays</translation>
    </message>
    <message>
        <source>add an update to a household&apos;s journey</source>
        <translation>ajouter une mise à jour au parcours d&apos;un ménage</translation>
    </message>
    <message>
        <source>agree to a request, by its number, and write it</source>
        <translation>accepter une demande, par son numéro, et l&apos;écrire</translation>
    </message>
    <message>
        <source>all answers as one JSON object; - for standard input</source>
        <translation>toutes les réponses en un objet JSON&#x202f;; - pour l&apos;entrée standard</translation>
    </message>
    <message>
        <source>always list names that are spelled differently (else where few are not)</source>
        <translation>toujours lister aussi les noms écrits autrement (sinon seulement s&apos;il y a peu de noms écrits ainsi)</translation>
    </message>
    <message>
        <source>an answer of its form, as often as needed: --set on=2026-11-02</source>
        <translation>une réponse du formulaire, autant que nécessaire&#xa0;: --set on=2026-11-02</translation>
    </message>
    <message>
        <source>an office with a whole district in it, of so many people</source>
        <translation>un bureau avec tout un district, de ce nombre de personnes</translation>
    </message>
    <message>
        <source>an unfinished registration, by its number</source>
        <translation>un enregistrement inachevé, par son numéro</translation>
    </message>
    <message>
        <source>answer with one JSON document</source>
        <translation>répondre par un seul document JSON</translation>
    </message>
    <message>
        <source>ask for a change of a household, and decide on what was asked for</source>
        <translation>demander un changement d&apos;un ménage, et décider des demandes</translation>
    </message>
    <message>
        <source>at most so many lines</source>
        <translation>au plus tant de lignes</translation>
    </message>
    <message>
        <source>at most so many megabytes, both ways; records go in any case</source>
        <translation>au plus tant de mégaoctets, dans les deux sens&#x202f;; les fiches partent toujours</translation>
    </message>
    <message>
        <source>at most so many of them (else {count})</source>
        <translation>au plus ce nombre (sinon {count})</translation>
    </message>
    <message>
        <source>back an office file up</source>
        <translation>sauvegarder un fichier de bureau</translation>
    </message>
    <message>
        <source>begin a campaign</source>
        <translation>commencer une campagne</translation>
    </message>
    <message>
        <source>beginnings of names, a code, a phone or an identifier; &apos;&apos; for all</source>
        <translation>débuts de noms, code, téléphone ou identifiant&#x202f;; &apos;&apos; pour tout le monde</translation>
    </message>
    <message>
        <source>bring a copy back, into an empty database</source>
        <translation>remettre une copie dans une base vide</translation>
    </message>
    <message>
        <source>bring an office file back</source>
        <translation>restaurer un fichier de bureau</translation>
    </message>
    <message>
        <source>by bands of age, or by place</source>
        <translation>par tranches d’âge, ou par lieu</translation>
    </message>
    <message>
        <source>carry the bundles of other offices to the server over this file&apos;s line</source>
        <translation>porter les paquets d&apos;autres bureaux au serveur par la ligne de ce fichier</translation>
    </message>
    <message>
        <source>check everything and write nothing</source>
        <translation>tout vérifier et ne rien enregistrer</translation>
    </message>
    <message>
        <source>check that an office file is sound</source>
        <translation>vérifier qu&apos;un fichier de bureau est sain</translation>
    </message>
    <message>
        <source>close a campaign</source>
        <translation>clore une campagne</translation>
    </message>
    <message>
        <source>codes of households or people</source>
        <translation>codes de ménages ou de personnes</translation>
    </message>
    <message>
        <source>codes of the documents seen, with commas; the others are missing</source>
        <translation>codes des documents vus, séparés par des virgules&#x202f;; les autres manquent</translation>
    </message>
    <message>
        <source>columns, in order (else those of the last export)</source>
        <translation>colonnes, dans l’ordre (sinon celles du dernier export)</translation>
    </message>
    <message>
        <source>compare nobody with the register: faster, and duplicates stay unnoticed</source>
        <translation>ne comparer personne avec le registre&#xa0;: plus rapide, les doublons passent inaperçus</translation>
    </message>
    <message>
        <source>compare what was written here with what the server holds</source>
        <translation>comparer ce qui a été écrit ici et ce que le serveur détient</translation>
    </message>
    <message>
        <source>copy the database into one sealed file, while the server works</source>
        <translation>copier la base dans un fichier scellé, pendant que le serveur travaille</translation>
    </message>
    <message>
        <source>correct what is known of an employer</source>
        <translation>corriger ce que l&apos;on sait d&apos;un employeur</translation>
    </message>
    <message>
        <source>correct what the server refused, or set it aside</source>
        <translation>corriger ce que le serveur a refusé, ou le mettre de côté</translation>
    </message>
    <message>
        <source>count people by age or place, small counts hidden</source>
        <translation>compter les personnes par âge ou par lieu, petits nombres cachés</translation>
    </message>
    <message>
        <source>count who is registered, contributing, entitled and served, kept apart</source>
        <translation>compter séparément les affiliés, les cotisants, les ayants droit et les personnes servies</translation>
    </message>
    <message>
        <source>do not look for people who may be registered already</source>
        <translation>ne pas chercher les personnes peut-être déjà enregistrées</translation>
    </message>
    <message>
        <source>drop the unfinished registrations whose time is over</source>
        <translation>supprimer les enregistrements inachevés dont la durée est passée</translation>
    </message>
    <message>
        <source>encrypt the line even on this machine</source>
        <translation>chiffrer la ligne même sur cette machine</translation>
    </message>
    <message>
        <source>file an employer&apos;s monthly statement, take money on it, print it</source>
        <translation>déposer la déclaration mensuelle d&apos;un employeur, encaisser, imprimer</translation>
    </message>
    <message>
        <source>file an employer&apos;s statement of a month</source>
        <translation>déposer la déclaration d&apos;un employeur pour un mois</translation>
    </message>
    <message>
        <source>find people or households</source>
        <translation>chercher des personnes ou des ménages</translation>
    </message>
    <message>
        <source>for how many days, today included</source>
        <translation>pour combien de jours, aujourd&apos;hui compris</translation>
    </message>
    <message>
        <source>for those alone who may read what is sealed</source>
        <translation>pour les seules personnes qui peuvent lire ce qui est scellé</translation>
    </message>
    <message>
        <source>forget these of them, by number, or all</source>
        <translation>abandonner ceux-ci, par numéro, ou all pour tous</translation>
    </message>
    <message>
        <source>give a device the name people call it by</source>
        <translation>donner à un appareil le nom qu’on lui connaît</translation>
    </message>
    <message>
        <source>give a person a portrait</source>
        <translation>donner un portrait à une personne</translation>
    </message>
    <message>
        <source>give somebody a new password</source>
        <translation>donner à quelqu&apos;un un nouveau mot de passe</translation>
    </message>
    <message>
        <source>give yourself a new password with the recovery code</source>
        <translation>se donner un nouveau mot de passe avec le code de récupération</translation>
    </message>
    <message>
        <source>hear complaints, acknowledge and answer them</source>
        <translation>recevoir les réclamations, en accuser réception, y répondre</translation>
    </message>
    <message>
        <source>hold a role for some days, or let a colleague hold it</source>
        <translation>exercer un rôle quelques jours, ou le confier à un collègue</translation>
    </message>
    <message>
        <source>hold another role for a time, where nobody else is there</source>
        <translation>exercer un autre rôle par intérim, quand personne d&apos;autre n&apos;est là</translation>
    </message>
    <message>
        <source>hold back households with somebody who looks like somebody registered</source>
        <translation>mettre en attente les ménages où quelqu’un ressemble à une personne enregistrée</translation>
    </message>
    <message>
        <source>hold it no longer</source>
        <translation>ne plus l&apos;exercer</translation>
    </message>
    <message>
        <source>households instead of people</source>
        <translation>des ménages au lieu de personnes</translation>
    </message>
    <message>
        <source>households, one JSON object a line; - for standard input</source>
        <translation>des ménages, un objet JSON par ligne&#x202f;; - pour l&apos;entrée standard</translation>
    </message>
    <message>
        <source>how it stands from now on</source>
        <translation>sa situation à partir de maintenant</translation>
    </message>
    <message>
        <source>how many households (else {count})</source>
        <translation>combien de ménages (sinon {count})</translation>
    </message>
    <message>
        <source>how many households are expected</source>
        <translation>combien de ménages sont attendus</translation>
    </message>
    <message>
        <source>how many months they pay for at a time</source>
        <translation>combien de mois la personne paie à la fois</translation>
    </message>
    <message>
        <source>how many people work there</source>
        <translation>combien de personnes y travaillent</translation>
    </message>
    <message>
        <source>how the complaint came</source>
        <translation>comment la réclamation est arrivée</translation>
    </message>
    <message>
        <source>how the dates of a column are written: dmy, mdy or ymd (repeat)</source>
        <translation>comment les dates d’une colonne sont écrites&#xa0;: dmy, mdy ou ymd (répétable)</translation>
    </message>
    <message>
        <source>how the privacy notice was given to them</source>
        <translation>comment la notice d’information leur a été donnée</translation>
    </message>
    <message>
        <source>identity numbers whole instead of their last three signs</source>
        <translation>numéros d’identité entiers au lieu de leurs trois derniers signes</translation>
    </message>
    <message>
        <source>in the place of the one filed for this month</source>
        <translation>à la place de celle déposée pour ce mois</translation>
    </message>
    <message>
        <source>install a programme pack from a folder</source>
        <translation>installer un paquet de programme depuis un dossier</translation>
    </message>
    <message>
        <source>its number in the list</source>
        <translation>son numéro dans la liste</translation>
    </message>
    <message>
        <source>join a server with a one-time code</source>
        <translation>se rattacher à un serveur avec un code à usage unique</translation>
    </message>
    <message>
        <source>keep a household&apos;s file confidential</source>
        <translation>garder confidentiel le dossier d’un ménage</translation>
    </message>
    <message>
        <source>keep employers, who works for them, and visits</source>
        <translation>tenir les employeurs, leurs travailleurs et les visites</translation>
    </message>
    <message>
        <source>keep it as a draft, not handed in yet</source>
        <translation>la garder en brouillon, pas encore déposée</translation>
    </message>
    <message>
        <source>keep it from ordinary lists (misconduct and violence always are)</source>
        <translation>la tenir hors des listes ordinaires (toujours le cas des fautes et des violences)</translation>
    </message>
    <message>
        <source>keep pictures or PDFs with a household or a person</source>
        <translation>garder des images ou des PDF avec un ménage ou une personne</translation>
    </message>
    <message>
        <source>keep scans with a household, list them, take one out</source>
        <translation>garder des documents numérisés avec un ménage, les lister, en sortir un</translation>
    </message>
    <message>
        <source>let it be: what stood before stands again</source>
        <translation>laisser&#xa0;: ce qui valait avant vaut de nouveau</translation>
    </message>
    <message>
        <source>let somebody open it no more; what they did stays</source>
        <translation>ne plus permettre à quelqu&apos;un de l&apos;ouvrir&#x202f;; ce qu&apos;il a fait reste</translation>
    </message>
    <message>
        <source>let somebody open the file</source>
        <translation>permettre à quelqu&apos;un d&apos;ouvrir le fichier</translation>
    </message>
    <message>
        <source>list a person&apos;s periods of insurance with their totals</source>
        <translation>lister les périodes d&apos;assurance d&apos;une personne et leurs totaux</translation>
    </message>
    <message>
        <source>list an employer&apos;s statements</source>
        <translation>lister les déclarations d&apos;un employeur</translation>
    </message>
    <message>
        <source>list complaints, what is due first at the top</source>
        <translation>lister les réclamations, les plus pressantes en tête</translation>
    </message>
    <message>
        <source>list employers, all or by name, code or number</source>
        <translation>lister les employeurs, tous ou par nom, code ou numéro</translation>
    </message>
    <message>
        <source>list enrolments: of a household, of a scheme, waiting, to decide</source>
        <translation>lister les inscriptions&#xa0;: d’un ménage, d’un régime, en attente, à décider</translation>
    </message>
    <message>
        <source>list people of the register who may be the same person as somebody</source>
        <translation>lister les personnes du registre qui sont peut-être la même personne que quelqu’un</translation>
    </message>
    <message>
        <source>list people who may be registered twice, and decide</source>
        <translation>lister les personnes peut-être enregistrées deux fois, et décider</translation>
    </message>
    <message>
        <source>list the appointments until a day</source>
        <translation>lister les rendez-vous jusqu’à un jour</translation>
    </message>
    <message>
        <source>list the campaigns</source>
        <translation>lister les campagnes</translation>
    </message>
    <message>
        <source>list the conflicts nobody has settled</source>
        <translation>lister les conflits que personne n&apos;a réglés</translation>
    </message>
    <message>
        <source>list the devices that have joined</source>
        <translation>lister les appareils rattachés</translation>
    </message>
    <message>
        <source>list the documents of a household or a person</source>
        <translation>lister les documents d&apos;un ménage ou d&apos;une personne</translation>
    </message>
    <message>
        <source>list the enrolments that should end, and why</source>
        <translation>lister les inscriptions qui devraient prendre fin, et pourquoi</translation>
    </message>
    <message>
        <source>list the forms that have not come back</source>
        <translation>lister les fiches qui ne sont pas revenues</translation>
    </message>
    <message>
        <source>list the households held back</source>
        <translation>lister les ménages en attente</translation>
    </message>
    <message>
        <source>list the households that moved to another district</source>
        <translation>lister les ménages partis pour un autre district</translation>
    </message>
    <message>
        <source>list the households to visit again, one in twenty</source>
        <translation>lister les ménages à revoir, un sur vingt</translation>
    </message>
    <message>
        <source>list the merges of the last 90 days</source>
        <translation>lister les fusions des 90 derniers jours</translation>
    </message>
    <message>
        <source>list the notes of a household</source>
        <translation>lister les notes d’un ménage</translation>
    </message>
    <message>
        <source>list the pairs that wait (the default)</source>
        <translation>lister les paires en attente (par défaut)</translation>
    </message>
    <message>
        <source>list the requests that wait, or all those of a household</source>
        <translation>lister les demandes en attente, ou toutes celles d&apos;un ménage</translation>
    </message>
    <message>
        <source>list those that were settled instead</source>
        <translation>lister plutôt ceux qui ont été réglés</translation>
    </message>
    <message>
        <source>list what became of the others instead</source>
        <translation>lister plutôt ce que sont devenus les autres</translation>
    </message>
    <message>
        <source>list what has been kept longer than its time</source>
        <translation>lister ce qui a été gardé au-delà de sa durée</translation>
    </message>
    <message>
        <source>list what is due at this desk; make appointments</source>
        <translation>lister ce qui est à faire à ce guichet&#x202f;; prendre des rendez-vous</translation>
    </message>
    <message>
        <source>list what is due today or was before</source>
        <translation>lister ce qui est à faire aujourd’hui ou l’était avant</translation>
    </message>
    <message>
        <source>list what the server refused and nobody has dealt with</source>
        <translation>lister ce que le serveur a refusé et que personne n&apos;a traité</translation>
    </message>
    <message>
        <source>list who holds which role today</source>
        <translation>lister qui exerce quel rôle aujourd&apos;hui</translation>
    </message>
    <message>
        <source>list who may open the file</source>
        <translation>lister qui peut ouvrir le fichier</translation>
    </message>
    <message>
        <source>list, open or apply what devices handed over when they were shut out</source>
        <translation>lister, ouvrir ou reprendre ce que des appareils ont remis quand ils ont été exclus</translation>
    </message>
    <message>
        <source>look after the server: devices, offices, copies, programmes</source>
        <translation>s’occuper du serveur&#xa0;: appareils, bureaux, copies, programmes</translation>
    </message>
    <message>
        <source>make a new office file, and show its recovery code once</source>
        <translation>créer un fichier de bureau et montrer une seule fois son code de récupération</translation>
    </message>
    <message>
        <source>make a one-time code with which a device joins</source>
        <translation>créer un code à usage unique pour rattacher un appareil</translation>
    </message>
    <message>
        <source>make an appointment, with a household or for oneself</source>
        <translation>prendre un rendez-vous, avec un ménage ou pour soi</translation>
    </message>
    <message>
        <source>make an office file</source>
        <translation>créer un fichier de bureau</translation>
    </message>
    <message>
        <source>make one record of two of the same person, or take it back</source>
        <translation>faire une seule fiche de deux de la même personne, ou l&apos;annuler</translation>
    </message>
    <message>
        <source>make receipts or cards as a PDF</source>
        <translation>faire des récépissés ou des cartes en PDF</translation>
    </message>
    <message>
        <source>make registration forms, blank with their codes or filled in</source>
        <translation>faire des fiches d&apos;enregistrement, vierges avec leurs codes ou remplies</translation>
    </message>
    <message>
        <source>make up households to try things with</source>
        <translation>inventer des ménages pour essayer</translation>
    </message>
    <message>
        <source>mean it, warnings read</source>
        <translation>confirmer, avertissements lus</translation>
    </message>
    <message>
        <source>name who collects for a household, and who does in their place</source>
        <translation>désigner qui encaisse pour un ménage, et qui le remplace</translation>
    </message>
    <message>
        <source>no longer confidential</source>
        <translation>n’est plus confidentiel</translation>
    </message>
    <message>
        <source>nobody is named</source>
        <translation>personne n’est nommé</translation>
    </message>
    <message>
        <source>note a visit to an employer and what it found</source>
        <translation>noter une visite chez un employeur et ce qu&apos;elle a constaté</translation>
    </message>
    <message>
        <source>note contributions somebody paid for themselves or for others</source>
        <translation>noter des cotisations payées pour soi ou pour autrui</translation>
    </message>
    <message>
        <source>note money received on a statement</source>
        <translation>noter l&apos;argent reçu pour une déclaration</translation>
    </message>
    <message>
        <source>note papers brought later, a sponsor, a priority</source>
        <translation>noter des papiers apportés plus tard, un garant, une priorité</translation>
    </message>
    <message>
        <source>note something about a household</source>
        <translation>noter quelque chose sur un ménage</translation>
    </message>
    <message>
        <source>note something about a household or a person</source>
        <translation>noter quelque chose sur un ménage ou une personne</translation>
    </message>
    <message>
        <source>note that a paper was handed over</source>
        <translation>noter qu&apos;un papier a été remis</translation>
    </message>
    <message>
        <source>note what a visit found</source>
        <translation>noter ce qu&apos;une visite a constaté</translation>
    </message>
    <message>
        <source>of this person alone, not of the household</source>
        <translation>de cette personne seule, pas du ménage</translation>
    </message>
    <message>
        <source>on which legal basis they are registered</source>
        <translation>sur quelle base légale elles sont enregistrées</translation>
    </message>
    <message>
        <source>once more the forms of a stack that have not come back, by one of its codes</source>
        <translation>encore une fois les fiches d&apos;une pile qui ne sont pas revenues, par l&apos;un de ses codes</translation>
    </message>
    <message>
        <source>one field only, for example village or person.given_name</source>
        <translation>un seul champ, par exemple village ou person.given_name</translation>
    </message>
    <message>
        <source>one role (else all of them)</source>
        <translation>un rôle (sinon tous)</translation>
    </message>
    <message>
        <source>only names spelled as typed</source>
        <translation>seulement les noms écrits comme tapés</translation>
    </message>
    <message>
        <source>only say what it would cost; no line is needed</source>
        <translation>dire seulement ce que cela coûterait&#x202f;; sans connexion</translation>
    </message>
    <message>
        <source>only say what would be settled</source>
        <translation>dire seulement ce qui serait réglé</translation>
    </message>
    <message>
        <source>only this place and those in it, its name or its code</source>
        <translation>seulement ce lieu et ceux qu’il contient, nom ou code</translation>
    </message>
    <message>
        <source>only this place and what is in it, by its code</source>
        <translation>seulement ce lieu et ce qu’il contient, par son code</translation>
    </message>
    <message>
        <source>only this village</source>
        <translation>seulement ce village</translation>
    </message>
    <message>
        <source>only what is of this kind</source>
        <translation>seulement ce qui est de ce genre</translation>
    </message>
    <message>
        <source>only who this text finds, as in a search</source>
        <translation>seulement qui ce texte trouve, comme dans une recherche</translation>
    </message>
    <message>
        <source>open the window</source>
        <translation>ouvrir la fenêtre</translation>
    </message>
    <message>
        <source>pictures or PDFs</source>
        <translation>images ou PDF</translation>
    </message>
    <message>
        <source>place on a waiting list: 1 comes first</source>
        <translation>rang sur une liste d’attente&#xa0;: 1 passe en premier</translation>
    </message>
    <message>
        <source>print all that is held of a household, for its people</source>
        <translation>imprimer tout ce qui est gardé d’un ménage, pour ses membres</translation>
    </message>
    <message>
        <source>print the JSON Schema of an import</source>
        <translation>afficher le schéma JSON d&apos;un import</translation>
    </message>
    <message>
        <source>print the acknowledgement of a complaint</source>
        <translation>imprimer l’accusé de réception d’une réclamation</translation>
    </message>
    <message>
        <source>print the decision letter, the enrolment receipt or the exit letter</source>
        <translation>imprimer la lettre de décision, le récépissé d’inscription ou la lettre de sortie</translation>
    </message>
    <message>
        <source>print the version and stop</source>
        <translation>afficher la version et s&apos;arrêter</translation>
    </message>
    <message>
        <source>put a person down as working for an employer, or for themselves</source>
        <translation>noter qu&apos;une personne travaille pour un employeur, ou à son compte</translation>
    </message>
    <message>
        <source>read a code from a picture and say whose it is</source>
        <translation>lire un code sur une image et dire de qui il est</translation>
    </message>
    <message>
        <source>read the answers that came back for this file</source>
        <translation>lire les réponses revenues pour ce fichier</translation>
    </message>
    <message>
        <source>receipt: of a household; card: of a person</source>
        <translation>receipt&#xa0;: récépissé d&apos;un ménage&#x202f;; card&#xa0;: carte d&apos;une personne</translation>
    </message>
    <message>
        <source>receipts: a5, a4 (two a page), roll80; cards: single, sheet (ten a page)</source>
        <translation>récépissés&#xa0;: a5, a4 (deux par page), roll80&#x202f;; cartes&#xa0;: single, sheet (dix par page)</translation>
    </message>
    <message>
        <source>records alone: photos and scans wait for a better line</source>
        <translation>les fiches seules&#xa0;: photos et numérisations attendent une meilleure connexion</translation>
    </message>
    <message>
        <source>refuse a household when somebody in it may be registered already</source>
        <translation>refuser un ménage dont un membre est peut-être déjà enregistré</translation>
    </message>
    <message>
        <source>refuse a request, with --reason</source>
        <translation>rejeter une demande, avec --reason</translation>
    </message>
    <message>
        <source>register an employer</source>
        <translation>affilier un employeur</translation>
    </message>
    <message>
        <source>register for a campaign&apos;s team from now on</source>
        <translation>enregistrer désormais pour une équipe d&apos;une campagne</translation>
    </message>
    <message>
        <source>register households from a file</source>
        <translation>enregistrer des ménages depuis un fichier</translation>
    </message>
    <message>
        <source>register people from a list, CSV or XLSX</source>
        <translation>enregistrer des personnes d’une liste, CSV ou XLSX</translation>
    </message>
    <message>
        <source>register these of them, by number, or all</source>
        <translation>enregistrer ceux-ci, par numéro, ou all pour tous</translation>
    </message>
    <message>
        <source>registered on this day or before, YYYY-MM-DD</source>
        <translation>enregistrés ce jour ou avant, AAAA-MM-JJ</translation>
    </message>
    <message>
        <source>registered on this day or later, YYYY-MM-DD</source>
        <translation>enregistrés ce jour ou après, AAAA-MM-JJ</translation>
    </message>
    <message>
        <source>run a registration campaign: targets, progress, second visits</source>
        <translation>mener une campagne d&apos;enregistrement&#xa0;: objectifs, avancement, contre-visites</translation>
    </message>
    <message>
        <source>run the central server</source>
        <translation>faire tourner le serveur central</translation>
    </message>
    <message>
        <source>say at a glance who of a household is entitled</source>
        <translation>dire d&apos;un coup d&apos;œil qui, dans un ménage, a droit</translation>
    </message>
    <message>
        <source>say how many households a team is expected to register in a village</source>
        <translation>dire combien de ménages une équipe doit enregistrer dans un village</translation>
    </message>
    <message>
        <source>say it again with other values; a record is made anew with all that leans on it</source>
        <translation>le redire avec d&apos;autres valeurs&#x202f;; une fiche est refaite avec tout ce qui en dépend</translation>
    </message>
    <message>
        <source>say of pair # that it is the same person, different, or unsure</source>
        <translation>dire de la paire #&#xa0;: same (la même), different (autre) ou unsure (pas sûr)</translation>
    </message>
    <message>
        <source>say that an appointment falls away</source>
        <translation>dire qu’un rendez-vous est annulé</translation>
    </message>
    <message>
        <source>say that an appointment was kept</source>
        <translation>dire qu’un rendez-vous a eu lieu</translation>
    </message>
    <message>
        <source>say the last day somebody worked</source>
        <translation>dire le dernier jour de travail de quelqu&apos;un</translation>
    </message>
    <message>
        <source>say what is due on a monthly base for some months</source>
        <translation>dire ce qui est dû sur une base mensuelle pour quelques mois</translation>
    </message>
    <message>
        <source>say which schemes people are eligible for, and why</source>
        <translation>dire à quels régimes des personnes sont éligibles, et pourquoi</translation>
    </message>
    <message>
        <source>say which value stands, field by field or for all</source>
        <translation>dire quelle valeur vaut, champ par champ ou pour tous</translation>
    </message>
    <message>
        <source>say who is insured and entitled, keep periods, count four ways</source>
        <translation>dire qui est assuré et a droit, tenir les périodes, compter de quatre façons</translation>
    </message>
    <message>
        <source>say who may open an office file</source>
        <translation>dire qui peut ouvrir un fichier de bureau</translation>
    </message>
    <message>
        <source>seal it with a new recovery key, which is shown once</source>
        <translation>la sceller avec une nouvelle clé de récupération, montrée une seule fois</translation>
    </message>
    <message>
        <source>served since this day, YYYY-MM-DD (else since the first of the month)</source>
        <translation>servis depuis ce jour, AAAA-MM-JJ (sinon depuis le premier du mois)</translation>
    </message>
    <message>
        <source>settle those that differ in the writing alone; what stands is kept</source>
        <translation>régler ceux qui ne diffèrent que par l&apos;écriture&#x202f;; la valeur en place est gardée</translation>
    </message>
    <message>
        <source>settle what two people wrote without knowing of each other</source>
        <translation>régler ce que deux personnes ont écrit sans le savoir</translation>
    </message>
    <message>
        <source>show a complaint with its steps</source>
        <translation>montrer une réclamation et ses étapes</translation>
    </message>
    <message>
        <source>show a statement line by line</source>
        <translation>montrer une déclaration ligne par ligne</translation>
    </message>
    <message>
        <source>show an employer with its workers, statements and visits</source>
        <translation>montrer un employeur, ses travailleurs, déclarations et visites</translation>
    </message>
    <message>
        <source>show an enrolment with its steps and decisions</source>
        <translation>montrer une inscription avec ses étapes et ses décisions</translation>
    </message>
    <message>
        <source>show both sides of one, who wrote them, and the evidence</source>
        <translation>montrer les deux côtés d&apos;un conflit, qui les a écrits, et les pièces</translation>
    </message>
    <message>
        <source>show every change, with --json</source>
        <translation>montrer chaque modification, avec --json</translation>
    </message>
    <message>
        <source>show everything on invented households</source>
        <translation>tout montrer sur des ménages inventés</translation>
    </message>
    <message>
        <source>show this help and stop</source>
        <translation>afficher cette aide et s&apos;arrêter</translation>
    </message>
    <message>
        <source>show what is expected and done, by village and by day</source>
        <translation>montrer ce qui est attendu et fait, par village et par jour</translation>
    </message>
    <message>
        <source>show when each office was last heard, and what waits there</source>
        <translation>montrer quand chaque bureau s’est manifesté, et ce qui y attend</translation>
    </message>
    <message>
        <source>so many blank forms, each with a code that nobody else is given</source>
        <translation>autant de fiches vierges, chacune avec un code que personne d&apos;autre ne reçoit</translation>
    </message>
    <message>
        <source>suspend or close an employer, or make it active again</source>
        <translation>suspendre ou fermer un employeur, ou le réactiver</translation>
    </message>
    <message>
        <source>synchronise by stick, or carry the sticks of others</source>
        <translation>synchroniser par clé USB, ou porter les clés des autres</translation>
    </message>
    <message>
        <source>synchronise with the server</source>
        <translation>synchroniser avec le serveur</translation>
    </message>
    <message>
        <source>take a complaint one step on</source>
        <translation>faire avancer une réclamation d’une étape</translation>
    </message>
    <message>
        <source>take a period entered in error out of every sum</source>
        <translation>retirer de tous les totaux une période saisie par erreur</translation>
    </message>
    <message>
        <source>take a value from the other record: {fields}</source>
        <translation>prendre une valeur de l&apos;autre fiche&#xa0;: {fields}</translation>
    </message>
    <message>
        <source>take an application down; its number is the answer</source>
        <translation>prendre une demande&#x202f;; la réponse est son numéro</translation>
    </message>
    <message>
        <source>take an enrolment one step on</source>
        <translation>faire avancer une inscription d’une étape</translation>
    </message>
    <message>
        <source>take applications, decide, enrol, name who collects, print letters</source>
        <translation>prendre des demandes, décider, inscrire, désigner qui encaisse, imprimer les lettres</translation>
    </message>
    <message>
        <source>take back what a request has written, on the same day</source>
        <translation>annuler ce qu&apos;une demande a écrit, le même jour</translation>
    </message>
    <message>
        <source>take it over, as if it had arrived in time</source>
        <translation>le reprendre, comme s’il était arrivé à temps</translation>
    </message>
    <message>
        <source>take merge # of that list back</source>
        <translation>annuler la fusion # de cette liste</translation>
    </message>
    <message>
        <source>take one&apos;s own request back before it is decided</source>
        <translation>retirer sa propre demande avant la décision</translation>
    </message>
    <message>
        <source>take rows without a birth date or an age as of unknown birth</source>
        <translation>accepter les lignes sans date de naissance ni âge, naissance inconnue</translation>
    </message>
    <message>
        <source>take settlements back</source>
        <translation>revenir sur des règlements</translation>
    </message>
    <message>
        <source>take the bundles of a stick, and write the answers beside them</source>
        <translation>prendre les paquets d&apos;une clé, et écrire les réponses à côté</translation>
    </message>
    <message>
        <source>tell every value a household ever had, who set it and why</source>
        <translation>dire chaque valeur qu&apos;un ménage a eue, par qui et pourquoi</translation>
    </message>
    <message>
        <source>the PDF to write</source>
        <translation>le PDF à écrire</translation>
    </message>
    <message>
        <source>the PostgreSQL database to use</source>
        <translation>la base PostgreSQL à employer</translation>
    </message>
    <message>
        <source>the address to listen on (else this machine alone)</source>
        <translation>l&apos;adresse à écouter (sinon cette machine seulement)</translation>
    </message>
    <message>
        <source>the amount received, in the currency&apos;s main unit</source>
        <translation>le montant reçu, en unité principale de la monnaie</translation>
    </message>
    <message>
        <source>the appointment&apos;s number, as `agenda appointments` names it</source>
        <translation>le numéro du rendez-vous, tel que `agenda appointments` l’indique</translation>
    </message>
    <message>
        <source>the archive to write</source>
        <translation>l&apos;archive à écrire</translation>
    </message>
    <message>
        <source>the area&apos;s code</source>
        <translation>le code du lieu</translation>
    </message>
    <message>
        <source>the area&apos;s code (else the office&apos;s district)</source>
        <translation>le code du lieu (sinon le district du bureau)</translation>
    </message>
    <message>
        <source>the backup&apos;s archive</source>
        <translation>l&apos;archive de la sauvegarde</translation>
    </message>
    <message>
        <source>the branch of insurance</source>
        <translation>la branche d&apos;assurance</translation>
    </message>
    <message>
        <source>the campaign&apos;s code</source>
        <translation>le code de la campagne</translation>
    </message>
    <message>
        <source>the campaign&apos;s name</source>
        <translation>le nom de la campagne</translation>
    </message>
    <message>
        <source>the certificate&apos;s key (PEM)</source>
        <translation>la clé du certificat (PEM)</translation>
    </message>
    <message>
        <source>the citizens&apos; language</source>
        <translation>la langue des citoyens</translation>
    </message>
    <message>
        <source>the code of the person whose record stands</source>
        <translation>le code de la personne dont la fiche reste</translation>
    </message>
    <message>
        <source>the code of the same person&apos;s other record; it stays valid</source>
        <translation>le code de l&apos;autre fiche de la même personne&#x202f;; il reste valable</translation>
    </message>
    <message>
        <source>the colleague who shall hold it (else yourself)</source>
        <translation>le collègue qui l&apos;exerce (sinon vous-même)</translation>
    </message>
    <message>
        <source>the complaint’s number, G-…</source>
        <translation>le numéro de la réclamation, G-…</translation>
    </message>
    <message>
        <source>the country, two letters</source>
        <translation>le pays, deux lettres</translation>
    </message>
    <message>
        <source>the day it happened, YYYY-MM-DD</source>
        <translation>le jour des faits, AAAA-MM-JJ</translation>
    </message>
    <message>
        <source>the day it happened, YYYY-MM-DD (else today)</source>
        <translation>le jour où cela s&apos;est passé, AAAA-MM-JJ (sinon aujourd&apos;hui)</translation>
    </message>
    <message>
        <source>the day it was paid, YYYY-MM-DD (else today)</source>
        <translation>le jour du paiement, AAAA-MM-JJ (sinon aujourd&apos;hui)</translation>
    </message>
    <message>
        <source>the day it was told, YYYY-MM-DD (else today)</source>
        <translation>le jour où elle a été reçue, AAAA-MM-JJ (sinon aujourd’hui)</translation>
    </message>
    <message>
        <source>the day of registration (else today)</source>
        <translation>le jour de l&apos;affiliation (sinon aujourd&apos;hui)</translation>
    </message>
    <message>
        <source>the day on which the ages of the list were true, YYYY-MM-DD</source>
        <translation>le jour auquel les âges de la liste étaient exacts, AAAA-MM-JJ</translation>
    </message>
    <message>
        <source>the day the paper was made, YYYY-MM-DD (else today)</source>
        <translation>le jour où le papier a été fait, AAAA-MM-JJ (sinon aujourd&apos;hui)</translation>
    </message>
    <message>
        <source>the day to visit again, YYYY-MM-DD</source>
        <translation>le jour de la prochaine visite, AAAA-MM-JJ</translation>
    </message>
    <message>
        <source>the day whose ages count, YYYY-MM-DD (else today)</source>
        <translation>le jour dont les âges comptent, AAAA-MM-JJ (sinon aujourd’hui)</translation>
    </message>
    <message>
        <source>the day, YYYY-MM-DD</source>
        <translation>le jour, AAAA-MM-JJ</translation>
    </message>
    <message>
        <source>the day, YYYY-MM-DD (else today)</source>
        <translation>le jour, AAAA-MM-JJ (sinon aujourd&apos;hui)</translation>
    </message>
    <message>
        <source>the employer&apos;s code (else they work for themselves)</source>
        <translation>le code de l&apos;employeur (sinon la personne travaille à son compte)</translation>
    </message>
    <message>
        <source>the employer&apos;s code, EMP-…</source>
        <translation>le code de l&apos;employeur, EMP-…</translation>
    </message>
    <message>
        <source>the employer&apos;s name</source>
        <translation>le nom de l&apos;employeur</translation>
    </message>
    <message>
        <source>the enrolment’s number, E-…</source>
        <translation>le numéro de l’inscription, E-…</translation>
    </message>
    <message>
        <source>the first day, YYYY-MM-DD (else today)</source>
        <translation>le premier jour, AAAA-MM-JJ (sinon aujourd&apos;hui)</translation>
    </message>
    <message>
        <source>the first month, YYYY-MM</source>
        <translation>le premier mois, AAAA-MM</translation>
    </message>
    <message>
        <source>the folder with the bundles; the answers are written beside them</source>
        <translation>le dossier des paquets&#x202f;; les réponses sont écrites à côté</translation>
    </message>
    <message>
        <source>the last day, YYYY-MM-DD (else today)</source>
        <translation>le dernier jour, AAAA-MM-JJ (sinon aujourd&apos;hui)</translation>
    </message>
    <message>
        <source>the last month, YYYY-MM (else the first)</source>
        <translation>le dernier mois, AAAA-MM (sinon le premier)</translation>
    </message>
    <message>
        <source>the member who applies, by printed code</source>
        <translation>le membre qui demande, par son code imprimé</translation>
    </message>
    <message>
        <source>the month, YYYY-MM</source>
        <translation>le mois, AAAA-MM</translation>
    </message>
    <message>
        <source>the monthly base, in the currency&apos;s main unit</source>
        <translation>la base mensuelle, en unité principale de la monnaie</translation>
    </message>
    <message>
        <source>the monthly base; the amount has to be what is due on it</source>
        <translation>la base mensuelle&#x202f;; le montant doit être ce qui est dû sur elle</translation>
    </message>
    <message>
        <source>the number of a complaint whose answer is contested</source>
        <translation>le numéro d’une réclamation dont la réponse est contestée</translation>
    </message>
    <message>
        <source>the number of insurance</source>
        <translation>le numéro d&apos;assuré</translation>
    </message>
    <message>
        <source>the number of the payment this one corrects</source>
        <translation>le numéro du paiement que celui-ci corrige</translation>
    </message>
    <message>
        <source>the officer it is about, by the name they sign in with</source>
        <translation>l’agent visé, par son nom d’utilisateur</translation>
    </message>
    <message>
        <source>the paper that lets a person from outside collect</source>
        <translation>le papier qui autorise une personne extérieure à encaisser</translation>
    </message>
    <message>
        <source>the paper&apos;s language</source>
        <translation>la langue du document</translation>
    </message>
    <message>
        <source>the paper&apos;s language (else the citizen&apos;s)</source>
        <translation>la langue du papier (sinon celle du citoyen)</translation>
    </message>
    <message>
        <source>the payer&apos;s name</source>
        <translation>le nom du payeur</translation>
    </message>
    <message>
        <source>the period&apos;s number, as `insured periods` names it</source>
        <translation>le numéro de la période, tel que `insured periods` le donne</translation>
    </message>
    <message>
        <source>the reason; with resolve, the answer they will be told</source>
        <translation>le motif&#x202f;; avec resolve, la réponse qui sera communiquée</translation>
    </message>
    <message>
        <source>the receipt&apos;s or transfer&apos;s number</source>
        <translation>le numéro du reçu ou du virement</translation>
    </message>
    <message>
        <source>the registration number</source>
        <translation>le numéro d&apos;affiliation</translation>
    </message>
    <message>
        <source>the scheme&apos;s code</source>
        <translation>le code du régime</translation>
    </message>
    <message>
        <source>the scheme’s code</source>
        <translation>le code du régime</translation>
    </message>
    <message>
        <source>the sector</source>
        <translation>le secteur</translation>
    </message>
    <message>
        <source>the statement&apos;s code, ST-…</source>
        <translation>le code de la déclaration, ST-…</translation>
    </message>
    <message>
        <source>the stick&apos;s folder, or one answer</source>
        <translation>le dossier de la clé, ou une réponse</translation>
    </message>
    <message>
        <source>the stick&apos;s folder, or one bundle</source>
        <translation>le dossier de la clé, ou un paquet</translation>
    </message>
    <message>
        <source>the tax number</source>
        <translation>le numéro fiscal</translation>
    </message>
    <message>
        <source>the telephone number</source>
        <translation>le numéro de téléphone</translation>
    </message>
    <message>
        <source>the time of day, as 09:30</source>
        <translation>l’heure, par exemple 09:30</translation>
    </message>
    <message>
        <source>this scheme alone; may be given several times</source>
        <translation>ce régime seul&#x202f;; peut être donné plusieurs fois</translation>
    </message>
    <message>
        <source>those of one household, or of one person</source>
        <translation>celles d’un ménage, ou d’une personne</translation>
    </message>
    <message>
        <source>those of one household; sealed ones are never among them</source>
        <translation>celles d’un ménage&#x202f;; les scellées n’y figurent jamais</translation>
    </message>
    <message>
        <source>what is noted</source>
        <translation>ce qui est noté</translation>
    </message>
    <message>
        <source>what is said, in their own words</source>
        <translation>ce qui est dit, dans les mots de la personne</translation>
    </message>
    <message>
        <source>what is to be done, in a few words</source>
        <translation>ce qui est à faire, en quelques mots</translation>
    </message>
    <message>
        <source>what the complaint is about</source>
        <translation>l’objet de la réclamation</translation>
    </message>
    <message>
        <source>what the note is of</source>
        <translation>de quoi est la note</translation>
    </message>
    <message>
        <source>what to do</source>
        <translation>que faire</translation>
    </message>
    <message>
        <source>what was found, in a few words</source>
        <translation>ce qui a été constaté, en quelques mots</translation>
    </message>
    <message>
        <source>which complaints</source>
        <translation>quelles réclamations</translation>
    </message>
    <message>
        <source>which enrolments</source>
        <translation>quelles inscriptions</translation>
    </message>
    <message>
        <source>which paper</source>
        <translation>quel document</translation>
    </message>
    <message>
        <source>which paper proves it</source>
        <translation>quelle pièce le prouve</translation>
    </message>
    <message>
        <source>which step</source>
        <translation>quelle étape</translation>
    </message>
    <message>
        <source>who applies in their place</source>
        <translation>qui demande à leur place</translation>
    </message>
    <message>
        <source>who complains, where there is no code</source>
        <translation>qui réclame, faute de code</translation>
    </message>
    <message>
        <source>who insured them</source>
        <translation>qui assurait la personne</translation>
    </message>
    <message>
        <source>who is to do it (else whoever is at the desk)</source>
        <translation>qui doit le faire (sinon la personne au guichet)</translation>
    </message>
    <message>
        <source>who pays (else the worker)</source>
        <translation>qui paie (sinon le travailleur)</translation>
    </message>
    <message>
        <source>who pays the contributions in their place</source>
        <translation>qui paie les cotisations à leur place</translation>
    </message>
    <message>
        <source>whom to ask for</source>
        <translation>la personne à demander</translation>
    </message>
    <message>
        <source>why it is printed again</source>
        <translation>pourquoi il est imprimé de nouveau</translation>
    </message>
    <message>
        <source>why, in a sentence that is kept</source>
        <translation>pourquoi, en une phrase qui est conservée</translation>
    </message>
    <message>
        <source>with assign: who shall answer (else yourself)</source>
        <translation>avec assign&#xa0;: qui doit répondre (sinon vous-même)</translation>
    </message>
    <message>
        <source>with close: whether they are content</source>
        <translation>avec close&#xa0;: si la personne est satisfaite</translation>
    </message>
    <message>
        <source>with decide: the committee that decided</source>
        <translation>avec decide&#xa0;: le comité qui a décidé</translation>
    </message>
    <message>
        <source>with decide: whether they are eligible</source>
        <translation>avec decide&#xa0;: si la personne est éligible</translation>
    </message>
    <message>
        <source>with exit: why it ends</source>
        <translation>avec exit&#xa0;: pourquoi elle prend fin</translation>
    </message>
    <message>
        <source>with resume: whether what was held back is paid</source>
        <translation>avec resume&#xa0;: si ce qui a été retenu est payé</translation>
    </message>
    <message>
        <source>with suspend: why benefits are held back</source>
        <translation>avec suspend&#xa0;: pourquoi les prestations sont retenues</translation>
    </message>
    <message>
        <source>work a month&apos;s contributions out and write nothing</source>
        <translation>calculer les cotisations d&apos;un mois sans rien écrire</translation>
    </message>
    <message>
        <source>write a complaint down; its number is the answer</source>
        <translation>noter une réclamation&#x202f;; son numéro est la réponse</translation>
    </message>
    <message>
        <source>write a person&apos;s statement of insurance periods to a PDF</source>
        <translation>écrire le relevé des périodes d&apos;assurance d&apos;une personne en PDF</translation>
    </message>
    <message>
        <source>write a statement to a PDF</source>
        <translation>écrire une déclaration en PDF</translation>
    </message>
    <message>
        <source>write the log as one JSON object a line</source>
        <translation>écrire le journal en un objet JSON par ligne</translation>
    </message>
    <message>
        <source>write what has not arrived into a bundle, for somebody to carry</source>
        <translation>écrire ce qui n&apos;est pas arrivé dans un paquet, que quelqu&apos;un portera</translation>
    </message>
    <message>
        <source>the document&apos;s number, as `document list` names it</source>
        <translation>le numéro du document, comme `document list` le donne</translation>
    </message>
    <message>
        <source>Exit 0: everything arrived. 1: the line or the server failed. 3: something still waits. 4: something was refused and needs somebody. 5: the counts differ.</source>
        <translation>Code 0&#xa0;: tout est arrivé. 1&#xa0;: la connexion ou le serveur a fait défaut. 3&#xa0;: quelque chose attend encore. 4&#xa0;: un refus attend quelqu’un. 5&#xa0;: les comptes diffèrent.</translation>
    </message>
    <message>
        <source>the file of the copy; its passphrase is asked for, or read from GUICHET_BACKUP_PASSPHRASE</source>
        <translation>le fichier de la copie&#x202f;; sa phrase de passe est demandée, ou lue dans GUICHET_BACKUP_PASSPHRASE</translation>
    </message>
    <message>
        <source>the file to write</source>
        <translation>le fichier à écrire</translation>
    </message>
    <message>
        <source>the file to write, .xlsx or .csv</source>
        <translation>le fichier à écrire, .xlsx ou .csv</translation>
    </message>
    <message>
        <source>the first day, YYYY-MM-DD</source>
        <translation>le premier jour, AAAA-MM-JJ</translation>
    </message>
    <message>
        <source>the folder of the pack</source>
        <translation>le dossier du paquet</translation>
    </message>
    <message>
        <source>the folder of the server&apos;s own database, for a trial</source>
        <translation>le dossier de la base propre au serveur, pour un essai</translation>
    </message>
    <message>
        <source>the joining code</source>
        <translation>le code de rattachement</translation>
    </message>
    <message>
        <source>the language of the answer (else GUICHET_LANG, else the system&apos;s)</source>
        <translation>la langue de la réponse (sinon GUICHET_LANG, sinon celle du système)</translation>
    </message>
    <message>
        <source>the last day, YYYY-MM-DD</source>
        <translation>le dernier jour, AAAA-MM-JJ</translation>
    </message>
    <message>
        <source>the list, CSV or XLSX</source>
        <translation>la liste, CSV ou XLSX</translation>
    </message>
    <message>
        <source>the number of a scan that proves it</source>
        <translation>le numéro d&apos;une copie numérisée qui le prouve</translation>
    </message>
    <message>
        <source>the number of the change</source>
        <translation>le numéro de la modification</translation>
    </message>
    <message>
        <source>the number of the conflict</source>
        <translation>le numéro du conflit</translation>
    </message>
    <message>
        <source>the paper&apos;s language (else the office&apos;s)</source>
        <translation>la langue du papier (sinon celle du bureau)</translation>
    </message>
    <message>
        <source>the part to keep, LEFT,TOP,RIGHT,BOTTOM in per cent of the turned picture</source>
        <translation>la partie à garder, GAUCHE,HAUT,DROITE,BAS en pour cent de l&apos;image tournée</translation>
    </message>
    <message>
        <source>the place of rows that name none, its name or its code</source>
        <translation>le lieu des lignes qui n’en nomment pas, nom ou code</translation>
    </message>
    <message>
        <source>the reference of the agreement, needed for more than 50 people</source>
        <translation>la référence du protocole, nécessaire au-delà de 50 personnes</translation>
    </message>
    <message>
        <source>the role</source>
        <translation>le rôle</translation>
    </message>
    <message>
        <source>the scripted tour, even where there is a screen</source>
        <translation>la visite automatique, même s&apos;il y a un écran</translation>
    </message>
    <message>
        <source>the sheet of a workbook (else the first)</source>
        <translation>la feuille d’un classeur (sinon la première)</translation>
    </message>
    <message>
        <source>the slip to write, a PDF</source>
        <translation>le bordereau à écrire, un PDF</translation>
    </message>
    <message>
        <source>the team&apos;s name</source>
        <translation>le nom de l&apos;équipe</translation>
    </message>
    <message>
        <source>the village (else the whole area)</source>
        <translation>le village (sinon tout le lieu)</translation>
    </message>
    <message>
        <source>the village of rows that name none</source>
        <translation>le village des lignes qui n’en nomment pas</translation>
    </message>
    <message>
        <source>the whole mapping as JSON, as --dry-run --json shows it</source>
        <translation>toute la correspondance en JSON, comme la montre --dry-run --json</translation>
    </message>
    <message>
        <source>turn it clockwise: 90, 180 or 270 degrees</source>
        <translation>la tourner dans le sens des aiguilles&#xa0;: 90, 180 ou 270 degrés</translation>
    </message>
    <message>
        <source>two sheets of paper for large households</source>
        <translation>deux feuilles pour les grands ménages</translation>
    </message>
    <message>
        <source>what a column holds; empty after = for a column that is not read (repeat)</source>
        <translation>ce que contient une colonne&#x202f;; rien après = pour une colonne non lue (répétable)</translation>
    </message>
    <message>
        <source>what a word stands for, for example sex:Hb=male (repeat)</source>
        <translation>ce que signifie un mot, par exemple sex:Hb=male (répétable)</translation>
    </message>
    <message>
        <source>what happened: {kinds}</source>
        <translation>ce qui s&apos;est passé&#xa0;: {kinds}</translation>
    </message>
    <message>
        <source>what kind of household they are</source>
        <translation>de quel type de ménage il s’agit</translation>
    </message>
    <message>
        <source>what people call it, for example “counter 2”; empty for nothing</source>
        <translation>comment on l’appelle, par exemple «&#xa0;comptoir 2&#xa0;»&#x202f;; vide pour rien</translation>
    </message>
    <message>
        <source>what the data are for</source>
        <translation>à quoi servent les données</translation>
    </message>
    <message>
        <source>what the document is</source>
        <translation>ce qu&apos;est le document</translation>
    </message>
    <message>
        <source>what was found</source>
        <translation>ce qui a été constaté</translation>
    </message>
    <message>
        <source>where the list is from; its columns are remembered under this name</source>
        <translation>l’origine de la liste&#x202f;; ses colonnes sont mémorisées sous ce nom</translation>
    </message>
    <message>
        <source>where to look for the text (else everywhere)</source>
        <translation>où chercher le texte (sinon partout)</translation>
    </message>
    <message>
        <source>who is of this sex</source>
        <translation>les personnes de ce sexe</translation>
    </message>
    <message>
        <source>who lives in this area or below it, by its P-code</source>
        <translation>les habitants de ce lieu et de ce qu&apos;il contient, par son P-code</translation>
    </message>
    <message>
        <source>who receives them</source>
        <translation>qui les reçoit</translation>
    </message>
    <message>
        <source>who stands so, or whose household does</source>
        <translation>les personnes dans cette situation, ou dont le ménage l&apos;est</translation>
    </message>
    <message>
        <source>whose age is, or may be, in this range: 18-59, 60-, -17</source>
        <translation>les personnes dont l&apos;âge est, ou peut être, dans cet intervalle&#xa0;: 18-59, 60-, -17</translation>
    </message>
    <message>
        <source>why a confidential file is opened; it is written down</source>
        <translation>pourquoi un dossier confidentiel est ouvert&#x202f;; c’est noté</translation>
    </message>
    <message>
        <source>why another copy is needed</source>
        <translation>pourquoi il faut un autre exemplaire</translation>
    </message>
    <message>
        <source>why it is decided so</source>
        <translation>pourquoi cette décision</translation>
    </message>
    <message>
        <source>why it is set aside</source>
        <translation>pourquoi elle est mise de côté</translation>
    </message>
    <message>
        <source>why it is settled so</source>
        <translation>pourquoi c&apos;est réglé ainsi</translation>
    </message>
    <message>
        <source>why nobody else can do it</source>
        <translation>pourquoi personne d&apos;autre ne peut le faire</translation>
    </message>
    <message>
        <source>why: two persons agree to a merge, and the second reads this</source>
        <translation>pourquoi&#xa0;: deux personnes s&apos;accordent sur une fusion, la seconde lit ceci</translation>
    </message>
    <message>
        <source>why; it is written down with your name</source>
        <translation>pourquoi&#x202f;; c’est noté avec votre nom</translation>
    </message>
    <message>
        <source>write a document to a file</source>
        <translation>écrire un document dans un fichier</translation>
    </message>
    <message>
        <source>write over a file of that name</source>
        <translation>remplacer un fichier de ce nom</translation>
    </message>
    <message>
        <source>write people or households to a CSV or XLSX file</source>
        <translation>écrire des personnes ou des ménages dans un fichier CSV ou XLSX</translation>
    </message>
    <message>
        <source>write refused rows here, with what is wrong (.xlsx or .csv)</source>
        <translation>écrire ici les lignes refusées avec leurs motifs (.xlsx ou .csv)</translation>
    </message>
    <message>
        <source>the office file</source>
        <translation>le fichier du bureau</translation>
    </message>
    <message>
        <source>Where no district is given, another office moved the household: ask there, or the regional office.</source>
        <translation>Là où aucun district n&apos;est indiqué, un autre bureau a déplacé le ménage&#xa0;: demander là-bas, ou au bureau régional.</translation>
    </message>
    <message>
        <source>mine, theirs, standing or other, for all or as FIELD=mine; or FIELD=VALUE where both are wrong</source>
        <translation>mine (la nôtre), theirs (la leur), standing (en place) ou other (l&apos;autre), pour tous ou CHAMP=mine&#x202f;; ou CHAMP=VALEUR si les deux sont fausses</translation>
    </message>
    <message>
        <source>show a household, by its code or a person&apos;s</source>
        <translation>montrer un ménage, par son code ou celui d&apos;une personne</translation>
    </message>
    <message>
        <source>shut a device out</source>
        <translation>exclure un appareil</translation>
    </message>
    <message>
        <source>the device: its id, or OFFICE-CODE</source>
        <translation>l’appareil&#xa0;: son identifiant, ou BUREAU-CODE</translation>
    </message>
    <message>
        <source>the folder for what is made (else a temporary one, or our own)</source>
        <translation>le dossier pour ce qui est fait (sinon un dossier temporaire, ou le nôtre)</translation>
    </message>
    <message>
        <source>the household the person lives in (else the one of the record that stands)</source>
        <translation>le ménage où vit la personne (sinon celui de la fiche qui reste)</translation>
    </message>
    <message>
        <source>the number of an earlier update that this one corrects, as `show` names it</source>
        <translation>le numéro d&apos;une mise à jour antérieure que celle-ci corrige, tel que `show` l&apos;indique</translation>
    </message>
    <message>
        <source>the office where they live (else all offices in turn)</source>
        <translation>le bureau dont ils dépendent (sinon tous les bureaux à tour de rôle)</translation>
    </message>
    <message>
        <source>the office whose device may join</source>
        <translation>le bureau dont un appareil peut se rattacher</translation>
    </message>
    <message>
        <source>the office&apos;s code in the programme</source>
        <translation>le code du bureau dans le programme</translation>
    </message>
    <message>
        <source>the paper that proves it</source>
        <translation>le papier qui le prouve</translation>
    </message>
    <message>
        <source>the paper&apos;s language (else each citizen&apos;s own)</source>
        <translation>la langue du papier (sinon celle de chaque citoyen)</translation>
    </message>
    <message>
        <source>the port to listen on; 0 for a free one</source>
        <translation>le port à écouter&#x202f;; 0 pour un port libre</translation>
    </message>
    <message>
        <source>the programme: the code of a shipped pack, or a pack&apos;s folder</source>
        <translation>le programme&#xa0;: le code d&apos;un paquet fourni, ou le dossier d&apos;un paquet</translation>
    </message>
    <message>
        <source>the server&apos;s address, from https:// to the last character</source>
        <translation>l&apos;adresse du serveur, de https:// au dernier caractère</translation>
    </message>
    <message>
        <source>the step&apos;s code, as `show` names it</source>
        <translation>le code de l&apos;étape, tel que `show` le nomme</translation>
    </message>
    <message>
        <source>the user concerned</source>
        <translation>l&apos;utilisateur concerné</translation>
    </message>
    <message>
        <source>the user&apos;s full name</source>
        <translation>le nom complet de l&apos;utilisateur</translation>
    </message>
    <message>
        <source>what one line of households.jsonl holds</source>
        <translation>ce que contient une ligne de households.jsonl</translation>
    </message>
    <message>
        <source>what the user may do</source>
        <translation>ce que l&apos;utilisateur peut faire</translation>
    </message>
    <message>
        <source>where the step stands</source>
        <translation>où en est l&apos;étape</translation>
    </message>
    <message>
        <source>who works (else GUICHET_USER, else the only user); the password is asked for, or read from GUICHET_PASSWORD</source>
        <translation>qui travaille (sinon GUICHET_USER, sinon le seul utilisateur)&#x202f;; le mot de passe est demandé, ou lu dans GUICHET_PASSWORD</translation>
    </message>
</context>
<context>
    <name>Compare</name>
    <message numerus="yes">
        <source>%n likely</source>
        <translation>
            <numerusform>%n probable</numerusform>
            <numerusform>%n probables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) look like this one</source>
        <translation>
            <numerusform>%n personne ressemble à celle-ci</numerusform>
            <numerusform>%n personnes ressemblent à celle-ci</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n possible</source>
        <translation>
            <numerusform>%n possible</numerusform>
            <numerusform>%n possibles</numerusform>
        </translation>
    </message>
    <message>
        <source>; </source>
        <comment>between two reasons</comment>
        <translation>&#x202f;; </translation>
    </message>
    <message>
        <source>A confidential file: ask somebody who may open it.</source>
        <translation>Dossier confidentiel&#xa0;: demandez à une personne qui peut l&apos;ouvrir.</translation>
    </message>
    <message>
        <source>A number may exist in another district; check when you next synchronise.</source>
        <translation>Un numéro existe peut-être dans un autre district&#x202f;; vérifiez à la prochaine synchronisation.</translation>
    </message>
    <message>
        <source>A number typed here belongs to somebody registered already.</source>
        <translation>Un numéro saisi ici est celui d&apos;une personne déjà enregistrée.</translation>
    </message>
    <message>
        <source>Back to the &amp;questions</source>
        <translation>Revenir aux q&amp;uestions</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Naissance</translation>
    </message>
    <message>
        <source>Compare… ({key})</source>
        <translation>Comparer… ({key})</translation>
    </message>
    <message>
        <source>Family name</source>
        <translation>Nom de famille</translation>
    </message>
    <message>
        <source>Given name</source>
        <translation>Prénom</translation>
    </message>
    <message>
        <source>Head of household</source>
        <translation>Chef de ménage</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>Ménage</translation>
    </message>
    <message>
        <source>Identity documents</source>
        <translation>Documents d&apos;identité</translation>
    </message>
    <message>
        <source>In the register</source>
        <translation>Dans le registre</translation>
    </message>
    <message>
        <source>It is the same &amp;person</source>
        <translation>C&apos;est la même &amp;personne</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Membres</translation>
    </message>
    <message>
        <source>Mother’s name</source>
        <translation>Nom de la mère</translation>
    </message>
    <message>
        <source>No photo</source>
        <translation>Pas de photo</translation>
    </message>
    <message>
        <source>Not s&amp;ure</source>
        <translation>Pas &amp;sûr</translation>
    </message>
    <message>
        <source>Not sure: it will wait under To decide</source>
        <translation>Pas sûr&#xa0;: cela attendra sous «&#xa0;À décider&#xa0;»</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>Autres noms</translation>
    </message>
    <message>
        <source>People who look like this one</source>
        <translation>Personnes qui ressemblent à celle-ci</translation>
    </message>
    <message>
        <source>Photo of {name}</source>
        <translation>Photo de {name}</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Lieu</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>Enregistré le</translation>
    </message>
    <message>
        <source>Registered already?</source>
        <translation>Déjà enregistré&#x202f;?</translation>
    </message>
    <message>
        <source>Role in the household</source>
        <translation>Rôle dans le ménage</translation>
    </message>
    <message>
        <source>S&amp;omebody else</source>
        <translation>&amp;Quelqu&apos;un d&apos;autre</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sexe</translation>
    </message>
    <message>
        <source>State of the household</source>
        <translation>État du ménage</translation>
    </message>
    <message>
        <source>Telephones</source>
        <translation>Téléphones</translation>
    </message>
    <message>
        <source>Typed at registration:</source>
        <translation>Saisi à l&apos;enregistrement&#xa0;:</translation>
    </message>
    <message>
        <source>Typed now</source>
        <translation>Saisi maintenant</translation>
    </message>
    <message>
        <source>Vital status</source>
        <translation>Statut vital</translation>
    </message>
    <message>
        <source>Why: {reasons}</source>
        <translation>Pourquoi&#xa0;: {reasons}</translation>
    </message>
    <message>
        <source>a similar name</source>
        <translation>un nom semblable</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>diffère</translation>
    </message>
    <message>
        <source>likely</source>
        <translation>probable</translation>
    </message>
    <message>
        <source>on one side only</source>
        <translation>d&apos;un seul côté</translation>
    </message>
    <message>
        <source>possible</source>
        <translation>possible</translation>
    </message>
    <message>
        <source>same</source>
        <translation>identique</translation>
    </message>
    <message>
        <source>{field}: {left} and {right}, {agreement}</source>
        <translation>{field}&#xa0;: {left} et {right}, {agreement}</translation>
    </message>
    <message>
        <source>{number}. {strength}</source>
        <translation>{number}. {strength}</translation>
    </message>
</context>
<context>
    <name>Complaints</name>
    <message>
        <source>&amp;Answer they will be told</source>
        <translation>&amp;Réponse à communiquer</translation>
    </message>
    <message>
        <source>&amp;Back to the list</source>
        <translation>Re&amp;tour à la liste</translation>
    </message>
    <message>
        <source>&amp;Day it happened, if any</source>
        <translation>&amp;Jour des faits, s’il y a lieu</translation>
    </message>
    <message>
        <source>&amp;Day, if not today</source>
        <translation>&amp;Jour, si ce n’est pas aujourd’hui</translation>
    </message>
    <message>
        <source>&amp;How it came</source>
        <translation>&amp;Comment elle est arrivée</translation>
    </message>
    <message>
        <source>&amp;List</source>
        <translation>&amp;Liste</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Motif</translation>
    </message>
    <message>
        <source>&amp;Remark</source>
        <translation>&amp;Remarque</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>C&amp;hercher</translation>
    </message>
    <message>
        <source>&amp;What they say</source>
        <translation>Ce que dit la &amp;personne</translation>
    </message>
    <message>
        <source>A name or a code; empty when they are not registered.</source>
        <translation>Un nom ou un code&#x202f;; vide si la personne n’est pas enregistrée.</translation>
    </message>
    <message>
        <source>A&amp;nonymous: nobody is named</source>
        <translation>A&amp;nonyme&#xa0;: personne n’est nommé</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Objet</translation>
    </message>
    <message>
        <source>Ac&amp;knowledgement</source>
        <translation>Accusé de réceptio&amp;n</translation>
    </message>
    <message>
        <source>Admit it</source>
        <translation>La déclarer recevable</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Toutes</translation>
    </message>
    <message numerus="yes">
        <source>An answer is due within %n day(s).</source>
        <translation>
            <numerusform>Une réponse est due dans un délai de %n jour.</numerusform>
            <numerusform>Une réponse est due dans un délai de %n jours.</numerusform>
        </translation>
    </message>
    <message>
        <source>Answered, not told yet</source>
        <translation>Réponse à communiquer</translation>
    </message>
    <message>
        <source>Are they &amp;content with the answer?</source>
        <translation>La personne est-elle &amp;satisfaite de la réponse&#x202f;?</translation>
    </message>
    <message>
        <source>Choose a complaint, or hear a new one.</source>
        <translation>Choisissez une réclamation, ou notez-en une nouvelle.</translation>
    </message>
    <message>
        <source>Close it: the answer was told</source>
        <translation>La clore&#xa0;: la réponse est communiquée</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>Réclamation</translation>
    </message>
    <message>
        <source>Complaints</source>
        <translation>Réclamations</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Échéance</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Give it to an officer</source>
        <translation>La confier à un agent</translation>
    </message>
    <message>
        <source>H&amp;ousehold</source>
        <translation>Ména&amp;ge</translation>
    </message>
    <message>
        <source>It is sealed: only those who may see it find it again.</source>
        <translation>Elle est scellée&#xa0;: seules les personnes habilitées la retrouvent.</translation>
    </message>
    <message>
        <source>Keep this s&amp;tep</source>
        <translation>&amp;Enregistrer cette étape</translation>
    </message>
    <message>
        <source>Kept as {code}. Give its number out.</source>
        <translation>Notée sous {code}. Donnez son numéro.</translation>
    </message>
    <message>
        <source>Mine to answer</source>
        <translation>À moi de répondre</translation>
    </message>
    <message>
        <source>Misconduct and violence always are.</source>
        <translation>Toujours, pour les fautes et les violences.</translation>
    </message>
    <message>
        <source>Na&amp;me, when not registered</source>
        <translation>No&amp;m, si non enregistrée</translation>
    </message>
    <message>
        <source>New complaint</source>
        <translation>Nouvelle réclamation</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Non</translation>
    </message>
    <message>
        <source>No complaint on this list.</source>
        <translation>Aucune réclamation dans cette liste.</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Personne</translation>
    </message>
    <message>
        <source>Not admit it, and say why</source>
        <translation>La déclarer irrecevable, et dire pourquoi</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Numéro</translation>
    </message>
    <message>
        <source>Number, code or word</source>
        <translation>Numéro, code ou mot</translation>
    </message>
    <message>
        <source>O&amp;fficer it is about, if any</source>
        <translation>Agent &amp;visé, s’il y a lieu</translation>
    </message>
    <message>
        <source>Officer &amp;who answers</source>
        <translation>Agent &amp;qui répond</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvertes</translation>
    </message>
    <message>
        <source>Open the h&amp;ousehold</source>
        <translation>Ouvrir le ména&amp;ge</translation>
    </message>
    <message>
        <source>Pass it upwards</source>
        <translation>La transmettre à l’échelon supérieur</translation>
    </message>
    <message>
        <source>Passed upwards</source>
        <translation>Transmises plus haut</translation>
    </message>
    <message>
        <source>Past their date</source>
        <translation>En retard</translation>
    </message>
    <message>
        <source>S&amp;ealed: not on ordinary lists</source>
        <translation>Sc&amp;ellée&#xa0;: hors des listes ordinaires</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Take it back from above</source>
        <translation>La reprendre de l’échelon supérieur</translation>
    </message>
    <message>
        <source>Telephone or place to &amp;tell them</source>
        <translation>&amp;Téléphone ou lieu où prévenir</translation>
    </message>
    <message>
        <source>The kind says by when an answer is due.</source>
        <translation>L’objet dit pour quand une réponse est due.</translation>
    </message>
    <message>
        <source>The step is kept.</source>
        <translation>L’étape est enregistrée.</translation>
    </message>
    <message>
        <source>They do not agree: appeal</source>
        <translation>La personne n’est pas d’accord&#xa0;: recours</translation>
    </message>
    <message>
        <source>They withdraw it</source>
        <translation>La personne la retire</translation>
    </message>
    <message>
        <source>What &amp;happens next</source>
        <translation>&amp;Suite à donner</translation>
    </message>
    <message>
        <source>What it is &amp;about</source>
        <translation>&amp;Objet</translation>
    </message>
    <message>
        <source>What to look at</source>
        <translation>Que regarder</translation>
    </message>
    <message>
        <source>Write it down and print its num&amp;ber</source>
        <translation>Noter et imprimer le n&amp;uméro</translation>
    </message>
    <message>
        <source>Write the answer</source>
        <translation>Écrire la réponse</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Oui</translation>
    </message>
    <message>
        <source>about {name}</source>
        <translation>vise {name}</translation>
    </message>
    <message>
        <source>due on {date}</source>
        <translation>échéance le {date}</translation>
    </message>
    <message>
        <source>sealed</source>
        <translation>scellée</translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>sans nom</translation>
    </message>
    <message>
        <source>{name} answers</source>
        <translation>{name} répond</translation>
    </message>
</context>
<context>
    <name>Conditions</name>
    <message>
        <source>Age</source>
        <translation>Âge</translation>
    </message>
    <message>
        <source>An assessment of the household</source>
        <translation>Une évaluation du ménage</translation>
    </message>
    <message>
        <source>Certificate of disability</source>
        <translation>Certificat de handicap</translation>
    </message>
    <message>
        <source>Certificate of pregnancy</source>
        <translation>Certificat de grossesse</translation>
    </message>
    <message>
        <source>Children under {age} in the household</source>
        <translation>Enfants de moins de {age} ans dans le ménage</translation>
    </message>
    <message>
        <source>Civil status</source>
        <translation>État civil</translation>
    </message>
    <message>
        <source>Date of birth, or a paper that shows it</source>
        <translation>Date de naissance, ou un papier qui la montre</translation>
    </message>
    <message>
        <source>Date of the birth</source>
        <translation>Date de l’accouchement</translation>
    </message>
    <message>
        <source>Declaration of the emergency</source>
        <translation>Déclaration de l’urgence</translation>
    </message>
    <message>
        <source>Declared emergency</source>
        <translation>Urgence déclarée</translation>
    </message>
    <message>
        <source>Enrolled in: {scheme}</source>
        <translation>Inscrit à&#xa0;: {scheme}</translation>
    </message>
    <message>
        <source>Enrolment in the other scheme</source>
        <translation>Inscription à l’autre régime</translation>
    </message>
    <message>
        <source>Group in the social register</source>
        <translation>Groupe dans le registre social</translation>
    </message>
    <message>
        <source>Identity paper</source>
        <translation>Pièce d’identité</translation>
    </message>
    <message>
        <source>Member working abroad</source>
        <translation>Membre qui travaille à l’étranger</translation>
    </message>
    <message>
        <source>Months of contributions</source>
        <translation>Mois de cotisation</translation>
    </message>
    <message>
        <source>Nationality</source>
        <translation>Nationalité</translation>
    </message>
    <message>
        <source>Older people in the household</source>
        <translation>Personnes âgées dans le ménage</translation>
    </message>
    <message>
        <source>Paper that shows the civil status</source>
        <translation>Papier qui montre l’état civil</translation>
    </message>
    <message>
        <source>Paper that shows the nationality</source>
        <translation>Papier qui montre la nationalité</translation>
    </message>
    <message>
        <source>Paper that shows the right to reside</source>
        <translation>Papier qui montre le droit de séjour</translation>
    </message>
    <message>
        <source>Paper that shows the work</source>
        <translation>Papier qui montre le travail</translation>
    </message>
    <message>
        <source>Place in the household</source>
        <translation>Place dans le ménage</translation>
    </message>
    <message>
        <source>Place of residence</source>
        <translation>Lieu de résidence</translation>
    </message>
    <message>
        <source>Pregnancy</source>
        <translation>Grossesse</translation>
    </message>
    <message>
        <source>Proof of life</source>
        <translation>Preuve de vie</translation>
    </message>
    <message>
        <source>Record of contributions</source>
        <translation>Relevé de cotisations</translation>
    </message>
    <message>
        <source>Registered employer</source>
        <translation>Employeur enregistré</translation>
    </message>
    <message>
        <source>Residence status</source>
        <translation>Statut de résidence</translation>
    </message>
    <message>
        <source>Result of the assessment</source>
        <translation>Résultat de l’évaluation</translation>
    </message>
    <message>
        <source>Result of the survey</source>
        <translation>Résultat de l’enquête</translation>
    </message>
    <message>
        <source>Sector of work</source>
        <translation>Secteur de travail</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sexe</translation>
    </message>
    <message>
        <source>Size of the employer</source>
        <translation>Taille de l’employeur</translation>
    </message>
    <message>
        <source>Size of the household</source>
        <translation>Taille du ménage</translation>
    </message>
    <message>
        <source>Status at work</source>
        <translation>Statut dans le travail</translation>
    </message>
    <message>
        <source>The survey of the household</source>
        <translation>L’enquête sur le ménage</translation>
    </message>
    <message>
        <source>Time since the birth</source>
        <translation>Temps depuis l’accouchement</translation>
    </message>
    <message>
        <source>Who lives in the household</source>
        <translation>Qui vit dans le ménage</translation>
    </message>
    <message>
        <source>Woman as head of household</source>
        <translation>Femme à la tête du ménage</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Travail</translation>
    </message>
    <message>
        <source>{condition}: met</source>
        <translation>{condition}&#xa0;: rempli</translation>
    </message>
    <message>
        <source>{condition}: not met</source>
        <translation>{condition}&#xa0;: non rempli</translation>
    </message>
    <message>
        <source>{condition}: still to be shown</source>
        <translation>{condition}&#xa0;: reste à montrer</translation>
    </message>
</context>
<context>
    <name>ConflictCause</name>
    <message>
        <source>Ended here, changed there</source>
        <translation>Terminé ici, modifié là</translation>
    </message>
    <message>
        <source>Merged into each other</source>
        <translation>Fusionnés l&apos;un dans l&apos;autre</translation>
    </message>
    <message>
        <source>This status cannot follow</source>
        <translation>Ce statut ne peut pas suivre</translation>
    </message>
    <message>
        <source>Two values</source>
        <translation>Deux valeurs</translation>
    </message>
</context>
<context>
    <name>Conflicts</name>
    <message numerus="yes">
        <source>%n alike but for the &amp;writing …</source>
        <translation>
            <numerusform>%n identique à l&apos;&amp;écriture près…</numerusform>
            <numerusform>%n identiques à l&apos;&amp;écriture près…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n settled. It goes to the others with the next synchronisation.</source>
        <translation>
            <numerusform>%n réglé. Les autres le recevront à la prochaine synchronisation.</numerusform>
            <numerusform>%n réglés. Les autres les recevront à la prochaine synchronisation.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Look at it</source>
        <translation>&amp;Regarder</translation>
    </message>
    <message>
        <source>&amp;Settle all of these</source>
        <translation>&amp;Régler tout cela</translation>
    </message>
    <message>
        <source>&amp;Settle it so</source>
        <translation>&amp;Régler ainsi</translation>
    </message>
    <message>
        <source>&amp;Why (a few words)</source>
        <translation>&amp;Pourquoi (quelques mots)</translation>
    </message>
    <message>
        <source>A status was given that cannot follow the one that stands; it was not applied.</source>
        <translation>Un statut a été donné qui ne peut pas suivre celui en place&#x202f;; il n&apos;a pas été appliqué.</translation>
    </message>
    <message>
        <source>Alike but for the writing: what stands is kept</source>
        <translation>Identiques à l&apos;écriture près&#xa0;: la valeur en place est gardée</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Par</translation>
    </message>
    <message>
        <source>Changed meanwhile: {field} to “{value}”. That change stands as well.</source>
        <translation>Modifié entre-temps&#xa0;: {field}, en «&#xa0;{value}&#xa0;». Cette modification vaut aussi.</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Pièces à l&apos;appui</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Champ</translation>
    </message>
    <message>
        <source>For “{value}”: {why}</source>
        <translation>Pour «&#xa0;{value}&#xa0;»&#xa0;: {why}</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Comment</translation>
    </message>
    <message>
        <source>It is about who somebody is, about an end, or about a status.</source>
        <translation>Il s&apos;agit de l&apos;identité de quelqu&apos;un, d&apos;une fin ou d&apos;un statut.</translation>
    </message>
    <message>
        <source>Le&amp;ft for all</source>
        <translation>&amp;Gauche partout</translation>
    </message>
    <message>
        <source>Nothing waits to be settled.</source>
        <translation>Rien n&apos;attend d&apos;être réglé.</translation>
    </message>
    <message>
        <source>Nothing was settled yet.</source>
        <translation>Rien n&apos;a encore été réglé.</translation>
    </message>
    <message>
        <source>Of whom</source>
        <translation>De qui</translation>
    </message>
    <message>
        <source>One person ended this record while another was still changing it. Does the end stand?</source>
        <translation>Quelqu&apos;un a mis fin à cette fiche pendant qu&apos;un autre la modifiait encore. La fin vaut-elle&#x202f;?</translation>
    </message>
    <message>
        <source>Open a&amp;gain</source>
        <translation>R&amp;ouvrir</translation>
    </message>
    <message>
        <source>Open again: what stood before stands.</source>
        <translation>Rouvert&#xa0;: ce qui valait avant vaut de nouveau.</translation>
    </message>
    <message>
        <source>Open the house&amp;hold</source>
        <translation>Ouvrir le &amp;ménage</translation>
    </message>
    <message>
        <source>Ri&amp;ght for all</source>
        <translation>&amp;Droite partout</translation>
    </message>
    <message>
        <source>Right is, for {field}</source>
        <translation>Ce qui est juste, pour {field}</translation>
    </message>
    <message>
        <source>Settled lately</source>
        <translation>Réglés récemment</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Depuis</translation>
    </message>
    <message>
        <source>Somebody who may approve has to settle this one.</source>
        <translation>Celui-ci doit être réglé par quelqu&apos;un qui peut approuver.</translation>
    </message>
    <message>
        <source>Stands for now</source>
        <translation>Vaut pour le moment</translation>
    </message>
    <message>
        <source>Stood then; by now it is: {value}</source>
        <translation>Valait alors&#x202f;; à présent&#xa0;: {value}</translation>
    </message>
    <message>
        <source>The right value</source>
        <translation>La bonne valeur</translation>
    </message>
    <message>
        <source>Two laptops merged records into each other. One stands everywhere: is it the right one?</source>
        <translation>Deux ordinateurs ont fusionné des fiches l&apos;une dans l&apos;autre. L&apos;une vaut partout&#xa0;: est-ce la bonne&#x202f;?</translation>
    </message>
    <message>
        <source>Two people wrote the same field without knowing of each other. Which is right?</source>
        <translation>Deux personnes ont rempli le même champ sans le savoir. Quelle valeur est juste&#x202f;?</translation>
    </message>
    <message>
        <source>Two values for one field</source>
        <translation>Deux valeurs pour un champ</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Ce qui s&apos;est passé</translation>
    </message>
    <message>
        <source>at laptop {device}</source>
        <translation>sur l&apos;ordinateur {device}</translation>
    </message>
    <message>
        <source>at this laptop</source>
        <translation>sur cet ordinateur</translation>
    </message>
    <message>
        <source>mine</source>
        <translation>la nôtre</translation>
    </message>
    <message>
        <source>neither: I type it</source>
        <translation>aucune&#xa0;: je la saisis</translation>
    </message>
    <message>
        <source>somebody whose name is not known here</source>
        <translation>quelqu&apos;un dont le nom n&apos;est pas connu ici</translation>
    </message>
    <message>
        <source>the left one</source>
        <translation>celle de gauche</translation>
    </message>
    <message>
        <source>the right one</source>
        <translation>celle de droite</translation>
    </message>
    <message>
        <source>theirs</source>
        <translation>la leur</translation>
    </message>
    <message>
        <source>{who}, {field}: “{stays}” stays, “{goes}” goes</source>
        <translation>{who}, {field}&#xa0;: «&#xa0;{stays}&#xa0;» reste, «&#xa0;{goes}&#xa0;» part</translation>
    </message>
</context>
<context>
    <name>Coverage</name>
    <message>
        <source>&amp;Count</source>
        <translation>&amp;Compter</translation>
    </message>
    <message>
        <source>&amp;On</source>
        <translation>&amp;Le</translation>
    </message>
    <message>
        <source>&amp;Served since</source>
        <translation>&amp;Servis depuis</translation>
    </message>
    <message>
        <source>Each person counts once in a count. The counts are never added, to each other or over time. Contributing: a month paid for since {month}.</source>
        <translation>Chaque personne compte une fois dans un compte. Les comptes ne s&apos;additionnent jamais, ni entre eux ni dans le temps. Cotisants&#xa0;: un mois payé depuis le {month}.</translation>
    </message>
    <message>
        <source>Four counts</source>
        <translation>Quatre comptes</translation>
    </message>
    <message>
        <source>Nobody is registered in any scheme on this day.</source>
        <translation>Personne n&apos;est affilié à un régime ce jour-là.</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>Régime</translation>
    </message>
    <message>
        <source>households</source>
        <translation>ménages</translation>
    </message>
    <message>
        <source>persons</source>
        <translation>personnes</translation>
    </message>
</context>
<context>
    <name>CoverageKind</name>
    <message>
        <source>Contributing</source>
        <translation>Cotisants</translation>
    </message>
    <message>
        <source>Entitled</source>
        <translation>Couverts</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>Enregistrés</translation>
    </message>
    <message>
        <source>Served</source>
        <translation>Servis</translation>
    </message>
</context>
<context>
    <name>CycleEvent</name>
    <message>
        <source>Approved</source>
        <translation>Approuvé</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Annulé</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Clos</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Créé</translation>
    </message>
    <message>
        <source>Opened again</source>
        <translation>Rouvert</translation>
    </message>
    <message>
        <source>Payment begun</source>
        <translation>Paiement commencé</translation>
    </message>
    <message>
        <source>Reconciled</source>
        <translation>Rapproché</translation>
    </message>
</context>
<context>
    <name>CycleStatus</name>
    <message>
        <source>Approved</source>
        <translation>Approuvé</translation>
    </message>
    <message>
        <source>Being paid</source>
        <translation>En paiement</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Annulé</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Clos</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Brouillon</translation>
    </message>
    <message>
        <source>Reconciled</source>
        <translation>Rapproché</translation>
    </message>
</context>
<context>
    <name>Dates</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n jour</numerusform>
            <numerusform>%n jours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n heure</numerusform>
            <numerusform>%n heures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n seconde</numerusform>
            <numerusform>%n secondes</numerusform>
        </translation>
    </message>
    <message>
        <source>1</source>
        <comment>the first day of a month</comment>
        <translation>1er</translation>
    </message>
    <message>
        <source>April</source>
        <translation>avril</translation>
    </message>
    <message>
        <source>August</source>
        <translation>août</translation>
    </message>
    <message>
        <source>December</source>
        <translation>décembre</translation>
    </message>
    <message>
        <source>February</source>
        <translation>février</translation>
    </message>
    <message>
        <source>Friday</source>
        <translation>vendredi</translation>
    </message>
    <message>
        <source>January</source>
        <translation>janvier</translation>
    </message>
    <message>
        <source>July</source>
        <translation>juillet</translation>
    </message>
    <message>
        <source>June</source>
        <translation>juin</translation>
    </message>
    <message>
        <source>March</source>
        <translation>mars</translation>
    </message>
    <message>
        <source>May</source>
        <translation>mai</translation>
    </message>
    <message>
        <source>Monday</source>
        <translation>lundi</translation>
    </message>
    <message>
        <source>November</source>
        <translation>novembre</translation>
    </message>
    <message>
        <source>October</source>
        <translation>octobre</translation>
    </message>
    <message>
        <source>Saturday</source>
        <translation>samedi</translation>
    </message>
    <message>
        <source>September</source>
        <translation>septembre</translation>
    </message>
    <message>
        <source>Sunday</source>
        <translation>dimanche</translation>
    </message>
    <message>
        <source>Thursday</source>
        <translation>jeudi</translation>
    </message>
    <message>
        <source>Tuesday</source>
        <translation>mardi</translation>
    </message>
    <message>
        <source>Wednesday</source>
        <translation>mercredi</translation>
    </message>
    <message>
        <source>a moment</source>
        <translation>un instant</translation>
    </message>
    <message>
        <source>about {year} (estimated)</source>
        <translation>vers {year} (estimé)</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>à l&apos;instant</translation>
    </message>
    <message>
        <source>unknown</source>
        <comment>a date of birth</comment>
        <translation>inconnue</translation>
    </message>
    <message>
        <source>{date} at {time}</source>
        <translation>{date} à {time}</translation>
    </message>
    <message>
        <source>{day} {month} {year}</source>
        <translation>{day} {month} {year}</translation>
    </message>
    <message>
        <source>{duration} ago</source>
        <translation>il y a {duration}</translation>
    </message>
    <message>
        <source>{hour}:{minutes}</source>
        <translation>{hour}&#xa0;h&#xa0;{minutes}</translation>
    </message>
    <message>
        <source>{month} {year}</source>
        <translation>{month} {year}</translation>
    </message>
    <message>
        <source>{weekday} {date}</source>
        <translation>{weekday} {date}</translation>
    </message>
</context>
<context>
    <name>Decide</name>
    <message>
        <source>Approved, and written in the register.</source>
        <translation>Approuvé et écrit au registre.</translation>
    </message>
    <message>
        <source>Evidence: {words}</source>
        <translation>Justificatif&#xa0;: {words}</translation>
    </message>
    <message>
        <source>Nobody decides on what they asked for themselves.</source>
        <translation>Personne ne décide de sa propre demande.</translation>
    </message>
    <message>
        <source>&amp;Approve</source>
        <translation>&amp;Approuver</translation>
    </message>
    <message>
        <source>&amp;Open the household</source>
        <translation>&amp;Ouvrir le ménage</translation>
    </message>
    <message>
        <source>&amp;Reject</source>
        <translation>&amp;Rejeter</translation>
    </message>
    <message>
        <source>&amp;Withdraw my request</source>
        <translation>Retirer ma &amp;demande</translation>
    </message>
    <message>
        <source>59 minutes ago</source>
        <translation>il y a 59 minutes</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Approuver</translation>
    </message>
    <message>
        <source>As nobody else can, you may hold such a role for a time.</source>
        <translation>Comme personne d’autre ne le peut, vous pouvez exercer ce rôle par intérim.</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>Demandé par</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>Ménage</translation>
    </message>
    <message>
        <source>Nothing waits to be decided.</source>
        <translation>Rien n’attend de décision.</translation>
    </message>
    <message>
        <source>Reason of the decision</source>
        <translation>Motif de la décision</translation>
    </message>
    <message>
        <source>Refused ({count})</source>
        <translation>Refusés ({count})</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Rejeter</translation>
    </message>
    <message>
        <source>Rejected. Whoever asked will see the reason.</source>
        <translation>Rejeté. La personne qui a demandé verra le motif.</translation>
    </message>
    <message>
        <source>Requests ({count})</source>
        <translation>Demandes ({count})</translation>
    </message>
    <message>
        <source>Requests that wait</source>
        <translation>Demandes en attente</translation>
    </message>
    <message>
        <source>Show the scan</source>
        <translation>Voir le scan</translation>
    </message>
    <message>
        <source>The scan</source>
        <translation>Le scan</translation>
    </message>
    <message>
        <source>To reject, a reason is needed. To approve, it may stay empty.</source>
        <translation>Pour rejeter, il faut un motif. Pour approuver, il peut rester vide.</translation>
    </message>
    <message>
        <source>Two versions ({count})</source>
        <translation>Deux versions ({count})</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Ce qui s’est passé</translation>
    </message>
    <message>
        <source>What is to be decided</source>
        <translation>Ce qui est à décider</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>Who may decide here: {names}.</source>
        <translation>Qui peut décider ici&#xa0;: {names}.</translation>
    </message>
    <message>
        <source>Who may decide: {roles}. Nobody else of this file holds one of these roles.</source>
        <translation>Qui peut décider&#xa0;: {roles}. Personne d’autre dans ce fichier n’a l’un de ces rôles.</translation>
    </message>
    <message>
        <source>Withdraw my request</source>
        <translation>Retirer ma demande</translation>
    </message>
    <message>
        <source>You decide in an acting role: this is recorded</source>
        <translation>Vous décidez par intérim&#xa0;: c’est consigné</translation>
    </message>
    <message>
        <source>{code} · You asked for it on {moment}.</source>
        <translation>{code} · Vous l’avez demandé le {moment}.</translation>
    </message>
    <message>
        <source>{code} · {name} asked for it on {moment}.</source>
        <translation>{code} · {name} l’a demandé le {moment}.</translation>
    </message>
    <message>
        <source>Your request is withdrawn.</source>
        <translation>Votre demande est retirée.</translation>
    </message>
    <message>
        <source>Possible duplicates ({count})</source>
        <translation>Doublons possibles ({count})</translation>
    </message>
    <message>
        <source>Your role does not let you decide.</source>
        <translation>Votre rôle ne vous permet pas de décider.</translation>
    </message>
    <message>
        <source>none was named</source>
        <translation>aucun n’est indiqué</translation>
    </message>
    <message>
        <source>you</source>
        <translation>vous</translation>
    </message>
</context>
<context>
    <name>DecidedBy</name>
    <message>
        <source>By a committee</source>
        <translation>Par un comité</translation>
    </message>
    <message>
        <source>By an officer</source>
        <translation>Par un agent</translation>
    </message>
    <message>
        <source>By the rule</source>
        <translation>Selon la règle</translation>
    </message>
</context>
<context>
    <name>Demo</name>
    <message>
        <source>All counts agree.</source>
        <translation>Tous les comptes concordent.</translation>
    </message>
    <message>
        <source>Building an office with {count} people; Ctrl+C stops it.</source>
        <translation>Création d&apos;un bureau de {count} personnes&#xa0;; Ctrl+C l&apos;arrête.</translation>
    </message>
    <message>
        <source>Changes at the server, as in the journals of the three laptops</source>
        <translation>Modifications au serveur, comme dans les journaux des trois ordinateurs</translation>
    </message>
    <message>
        <source>Changes that still wait</source>
        <translation>Modifications encore en attente</translation>
    </message>
    <message>
        <source>Checking every page and comparing the counts</source>
        <translation>Vérification de chaque page et comparaison des comptes</translation>
    </message>
    <message>
        <source>Drawing the window in three languages</source>
        <translation>Dessin de la fenêtre en trois langues</translation>
    </message>
    <message>
        <source>Everything is in {folder}</source>
        <translation>Tout est dans {folder}</translation>
    </message>
    <message>
        <source>Households in the files of both offices, as in the list</source>
        <translation>Ménages dans les fichiers des deux bureaux, comme dans la liste</translation>
    </message>
    <message>
        <source>Households on the second laptop of Nowshera, as on the first</source>
        <translation>Ménages sur le second ordinateur de Nowshera, comme sur le premier</translation>
    </message>
    <message>
        <source>Making the demonstration office; this takes half a minute, once.</source>
        <translation>Création du bureau de démonstration&#x202f;; cela prend une demi-minute, une seule fois.</translation>
    </message>
    <message>
        <source>Office files that are sound, every page and every change</source>
        <translation>Fichiers de bureau sains, chaque page et chaque modification</translation>
    </message>
    <message>
        <source>Open it with: {command}</source>
        <translation>Pour l&apos;ouvrir&#xa0;: {command}</translation>
    </message>
    <message>
        <source>People on the second laptop of Nowshera, as on the first</source>
        <translation>Personnes sur le second ordinateur de Nowshera, comme sur le premier</translation>
    </message>
    <message>
        <source>Pictures of the window in three languages</source>
        <translation>Images de la fenêtre en trois langues</translation>
    </message>
    <message>
        <source>Portraits on the second laptop, as on the first</source>
        <translation>Portraits sur le second ordinateur, comme sur le premier</translation>
    </message>
    <message>
        <source>Receipts printed, one a household</source>
        <translation>Récépissés imprimés, un par ménage</translation>
    </message>
    <message>
        <source>Rounds after which both sides named the same counts</source>
        <translation>Synchronisations après lesquelles les deux côtés comptaient pareil</translation>
    </message>
    <message>
        <source>Some counts do NOT agree.</source>
        <translation>Des comptes ne concordent PAS.</translation>
    </message>
    <message>
        <source>Starting a central server with a database of its own</source>
        <translation>Démarrage d&apos;un serveur central avec sa propre base</translation>
    </message>
    <message>
        <source>Stopped: nothing of it was kept.</source>
        <translation>Arrêté&#xa0;: rien n&apos;en a été gardé.</translation>
    </message>
    <message>
        <source>The demonstration office is in {file}</source>
        <translation>Le bureau de démonstration est dans {file}</translation>
    </message>
    <message>
        <source>Updates of the second laptop that reached the first</source>
        <translation>Mises à jour du second ordinateur arrivées au premier</translation>
    </message>
    <message>
        <source>User: {user}  Password: {password}</source>
        <translation>Utilisateur&#xa0;: {user}  Mot de passe&#xa0;: {password}</translation>
    </message>
    <message>
        <source>{percent} done, {pace} people a second, {time} left</source>
        <translation>{percent} fait, {pace} personnes par seconde, encore {time}</translation>
    </message>
    <message>
        <source>✓ {what}: {found}</source>
        <translation>✓ {what}&#xa0;: {found}</translation>
    </message>
    <message>
        <source>✗ {what}: {found} instead of {expected}</source>
        <translation>✗ {what}&#xa0;: {found} au lieu de {expected}</translation>
    </message>
    <message>
        <source>first payment</source>
        <translation>premier versement</translation>
    </message>
    <message>
        <source>{count} of {all} households</source>
        <translation>{count} ménages sur {all}</translation>
    </message>
    <message>
        <source>{laptop}: {sent} changes sent, {received} records received</source>
        <translation>{laptop}&#xa0;: {sent} modifications envoyées, {received} fiches reçues</translation>
    </message>
    <message>
        <source>{office}: handing papers over, following journeys</source>
        <translation>{office}&#xa0;: remise des papiers, suivi des parcours</translation>
    </message>
    <message>
        <source>{office}: printing receipts and cards</source>
        <translation>{office}&#xa0;: impression des récépissés et des cartes</translation>
    </message>
    <message>
        <source>{office}: registering {count} households</source>
        <translation>{office}&#xa0;: enregistrement de {count} ménages</translation>
    </message>
</context>
<context>
    <name>DocumentKind</name>
    <message>
        <source>Certificate</source>
        <translation>Certificat</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Pièce justificative</translation>
    </message>
    <message>
        <source>Identity document</source>
        <translation>Pièce d&apos;identité</translation>
    </message>
    <message>
        <source>Other document</source>
        <translation>Autre document</translation>
    </message>
    <message>
        <source>Paper form</source>
        <translation>Formulaire papier</translation>
    </message>
    <message>
        <source>Signed consent</source>
        <translation>Consentement signé</translation>
    </message>
</context>
<context>
    <name>Documents</name>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Enregistrer sous…</translation>
    </message>
    <message>
        <source>A few words to find it again</source>
        <translation>Quelques mots pour le retrouver</translation>
    </message>
    <message>
        <source>A picture or a PDF; it can be dropped here too.</source>
        <translation>Une image ou un PDF&#x202f;; on peut aussi le déposer ici.</translation>
    </message>
    <message>
        <source>Choose a scan</source>
        <translation>Choisir un document numérisé</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Documents</translation>
    </message>
    <message>
        <source>Keep this document</source>
        <translation>Garder ce document</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Plus grand</translation>
    </message>
    <message>
        <source>No document yet. A picture or a PDF can be dropped here.</source>
        <translation>Aucun document pour le moment. On peut déposer ici une image ou un PDF.</translation>
    </message>
    <message>
        <source>Pictures and PDF</source>
        <translation>Images et PDF</translation>
    </message>
    <message>
        <source>Save the document</source>
        <translation>Enregistrer le document sous</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Plus petit</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Choisir un fichier…</translation>
    </message>
    <message>
        <source>Add a document</source>
        <translation>Ajouter un document</translation>
    </message>
    <message>
        <source>Kind of document</source>
        <translation>Nature du document</translation>
    </message>
    <message>
        <source>Made on</source>
        <translation>Fait le</translation>
    </message>
    <message>
        <source>Of whom</source>
        <translation>De qui</translation>
    </message>
    <message>
        <source>Take a picture…</source>
        <translation>Prendre une image…</translation>
    </message>
    <message>
        <source>The document</source>
        <translation>Le document</translation>
    </message>
    <message>
        <source>The document is kept.</source>
        <translation>Le document est gardé.</translation>
    </message>
    <message>
        <source>The part to keep</source>
        <translation>La partie à garder</translation>
    </message>
    <message>
        <source>The picture taken</source>
        <translation>L&apos;image prise</translation>
    </message>
    <message>
        <source>The whole household</source>
        <translation>Tout le ménage</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titre</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Voir</translation>
    </message>
    <message>
        <source>Whole</source>
        <translation>En entier</translation>
    </message>
    <message>
        <source>not here yet: it comes with a synchronisation</source>
        <translation>pas encore ici&#xa0;: il vient avec une synchronisation</translation>
    </message>
    <message>
        <source>{name}: {size} kB</source>
        <translation>{name}&#xa0;: {size} ko</translation>
    </message>
</context>
<context>
    <name>DuplicateDecision</name>
    <message>
        <source>Not sure</source>
        <translation>Pas sûr</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>Quelqu&apos;un d&apos;autre</translation>
    </message>
    <message>
        <source>The same person</source>
        <translation>La même personne</translation>
    </message>
    <message>
        <source>To be compared</source>
        <translation>À comparer</translation>
    </message>
</context>
<context>
    <name>Duplicates</name>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%n membre</numerusform>
            <numerusform>%n membres</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Take the merge back</source>
        <translation>&amp;Annuler la fusion</translation>
    </message>
    <message>
        <source>&amp;Why it is taken back</source>
        <translation>Pour&amp;quoi l&apos;annuler</translation>
    </message>
    <message>
        <source>&amp;Why they are the same person</source>
        <translation>Pour&amp;quoi c&apos;est la même personne</translation>
    </message>
    <message>
        <source>A&amp;sk for the merge</source>
        <translation>&amp;Demander la fusion</translation>
    </message>
    <message>
        <source>Back to the &amp;list</source>
        <translation>Revenir à la &amp;liste</translation>
    </message>
    <message>
        <source>Both printed codes stay valid and nothing is lost: it can be taken back for 90 days.</source>
        <translation>Les deux codes imprimés restent valables et rien n&apos;est perdu&#xa0;: on peut l&apos;annuler pendant 90 jours.</translation>
    </message>
    <message>
        <source>Co&amp;mpare</source>
        <translation>&amp;Comparer</translation>
    </message>
    <message>
        <source>Goes into it</source>
        <translation>Y est versée</translation>
    </message>
    <message>
        <source>How sure</source>
        <translation>Certitude</translation>
    </message>
    <message>
        <source>Left as it is, since somebody changed it meanwhile: {fields}</source>
        <translation>Laissé tel quel, car modifié entre-temps&#xa0;: {fields}</translation>
    </message>
    <message>
        <source>Lives in household</source>
        <translation>Vit dans le ménage</translation>
    </message>
    <message>
        <source>Merged in the last 90 days</source>
        <translation>Fusions des 90 derniers jours</translation>
    </message>
    <message>
        <source>Nobody waits to be compared.</source>
        <translation>Personne n&apos;attend d&apos;être comparé.</translation>
    </message>
    <message>
        <source>Nobody was merged in the last 90 days.</source>
        <translation>Aucune fusion ces 90 derniers jours.</translation>
    </message>
    <message>
        <source>One person, one record</source>
        <translation>Une personne, une seule fiche</translation>
    </message>
    <message>
        <source>One record</source>
        <translation>Une fiche</translation>
    </message>
    <message>
        <source>People who may be registered twice</source>
        <translation>Personnes peut-être enregistrées deux fois</translation>
    </message>
    <message>
        <source>Record that stands</source>
        <translation>Fiche qui reste</translation>
    </message>
    <message>
        <source>Recorded: not sure. The pair stays in the list.</source>
        <translation>Noté&#xa0;: pas sûr. La paire reste dans la liste.</translation>
    </message>
    <message>
        <source>Recorded: they are two people.</source>
        <translation>Noté&#xa0;: ce sont deux personnes.</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Depuis</translation>
    </message>
    <message>
        <source>So far</source>
        <translation>Jusqu&apos;ici</translation>
    </message>
    <message>
        <source>The colleague who agrees to the merge reads it.</source>
        <translation>Le collègue qui donne son accord à la fusion le lira.</translation>
    </message>
    <message>
        <source>The merge is asked for: a colleague agrees to it under Requests.</source>
        <translation>La fusion est demandée&#xa0;: un collègue donne son accord sous «&#xa0;Demandes&#xa0;».</translation>
    </message>
    <message>
        <source>The merge is taken back: both records stand again.</source>
        <translation>La fusion est annulée&#xa0;: les deux fiches existent de nouveau.</translation>
    </message>
    <message>
        <source>The other record</source>
        <translation>L&apos;autre fiche</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Annulable jusqu&apos;au</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Pourquoi</translation>
    </message>
    <message>
        <source>Why they are the same person has not been said.</source>
        <translation>Il n&apos;est pas dit pourquoi c&apos;est la même personne.</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>annulée</translation>
    </message>
</context>
<context>
    <name>EmployerStatus</name>
    <message>
        <source>Active</source>
        <translation>Actif</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Fermé</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Suspendu</translation>
    </message>
</context>
<context>
    <name>Employers</name>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n ligne</numerusform>
            <numerusform>%n lignes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) of the list could not be read</source>
        <translation>
            <numerusform>%n ligne de la liste n&apos;a pas pu être lue</numerusform>
            <numerusform>%n lignes de la liste n&apos;ont pas pu être lues</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n worker(s) registered</source>
        <translation>
            <numerusform>%n travailleur au registre</numerusform>
            <numerusform>%n travailleurs au registre</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Amount received</source>
        <translation>Mon&amp;tant reçu</translation>
    </message>
    <message>
        <source>&amp;Area</source>
        <translation>&amp;Lieu</translation>
    </message>
    <message>
        <source>&amp;Back to the list</source>
        <translation>&amp;Retour à la liste</translation>
    </message>
    <message>
        <source>&amp;Begin anew</source>
        <translation>Recommen&amp;cer</translation>
    </message>
    <message>
        <source>&amp;Close it</source>
        <translation>&amp;Fermer</translation>
    </message>
    <message>
        <source>&amp;Contact</source>
        <translation>&amp;Contact</translation>
    </message>
    <message>
        <source>&amp;File the statement</source>
        <translation>&amp;Déposer la déclaration</translation>
    </message>
    <message>
        <source>&amp;Four counts</source>
        <translation>&amp;Quatre comptes</translation>
    </message>
    <message>
        <source>&amp;Keep as working there</source>
        <translation>&amp;Garder comme travailleur</translation>
    </message>
    <message>
        <source>&amp;Keep the corrections</source>
        <translation>&amp;Garder les corrections</translation>
    </message>
    <message>
        <source>&amp;Keep the payment</source>
        <translation>&amp;Garder le paiement</translation>
    </message>
    <message>
        <source>&amp;Keep the visit</source>
        <translation>&amp;Garder la visite</translation>
    </message>
    <message>
        <source>&amp;Month</source>
        <translation>M&amp;ois</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nom</translation>
    </message>
    <message>
        <source>&amp;Registration number</source>
        <translation>Numéro d&apos;&amp;affiliation</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>&amp;Rechercher</translation>
    </message>
    <message>
        <source>(confidential)</source>
        <translation>(confidentiel)</translation>
    </message>
    <message>
        <source>2018-01</source>
        <translation>2018-01</translation>
    </message>
    <message>
        <source>A new employer gets its code when it is kept.</source>
        <translation>Un nouvel employeur reçoit son code quand on le garde.</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>À revoir</translation>
    </message>
    <message>
        <source>As it stands on the card or the receipt.</source>
        <translation>Tel qu&apos;il figure sur la carte ou le récépissé.</translation>
    </message>
    <message>
        <source>C&amp;lose this employer…</source>
        <translation>&amp;Fermer cet employeur…</translation>
    </message>
    <message>
        <source>Close this employer?</source>
        <translation>Fermer cet employeur&#x202f;?</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Code of the perso&amp;n</source>
        <translation>Code de la perso&amp;nne</translation>
    </message>
    <message>
        <source>Code or number</source>
        <translation>Code ou numéro</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Jour</translation>
    </message>
    <message>
        <source>Employer</source>
        <translation>Employeur</translation>
    </message>
    <message>
        <source>Employers</source>
        <translation>Employeurs</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Constat</translation>
    </message>
    <message>
        <source>Line {number}: {problem}</source>
        <translation>Ligne {number}&#xa0;: {problem}</translation>
    </message>
    <message>
        <source>Lists (*.csv *.xlsx *.txt)</source>
        <translation>Listes (*.csv *.xlsx *.txt)</translation>
    </message>
    <message>
        <source>Make acti&amp;ve again</source>
        <translation>Réacti&amp;ver</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Mois</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Name, code or number</source>
        <translation>Nom, code ou numéro</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nouveau</translation>
    </message>
    <message>
        <source>No employer yet. Register one at the right.</source>
        <translation>Pas encore d&apos;employeur. Affiliez-en un à droite.</translation>
    </message>
    <message>
        <source>No statement yet. File one under “Month”.</source>
        <translation>Pas encore de déclaration. Déposez-en une sous «&#xa0;Mois&#xa0;».</translation>
    </message>
    <message>
        <source>No visit yet.</source>
        <translation>Pas encore de visite.</translation>
    </message>
    <message>
        <source>Nobody is down as working there yet.</source>
        <translation>Personne n&apos;est encore noté comme y travaillant.</translation>
    </message>
    <message>
        <source>Nothing more can be filed for it until it is made active again.</source>
        <translation>Plus rien ne peut être déposé pour lui avant qu&apos;il soit réactivé.</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Numéro</translation>
    </message>
    <message>
        <source>Number of &amp;insurance</source>
        <translation>Numéro d&apos;ass&amp;uré</translation>
    </message>
    <message>
        <source>Number of &amp;workers</source>
        <translation>Nombre de &amp;travailleurs</translation>
    </message>
    <message>
        <source>Paid in full.</source>
        <translation>Tout est payé.</translation>
    </message>
    <message>
        <source>Rate of this month: {rate}</source>
        <translation>Taux de ce mois&#xa0;: {rate}</translation>
    </message>
    <message>
        <source>Re&amp;ference</source>
        <translation>Ré&amp;férence</translation>
    </message>
    <message>
        <source>Read a &amp;list…</source>
        <translation>&amp;Lire une liste…</translation>
    </message>
    <message>
        <source>Read a list of wages</source>
        <translation>Lire une liste de salaires</translation>
    </message>
    <message>
        <source>Received &amp;on</source>
        <translation>Reçu &amp;le</translation>
    </message>
    <message>
        <source>Register the e&amp;mployer</source>
        <translation>Affilier l&apos;e&amp;mployeur</translation>
    </message>
    <message>
        <source>Registered &amp;on</source>
        <translation>Affilié l&amp;e</translation>
    </message>
    <message>
        <source>S&amp;ector</source>
        <translation>&amp;Secteur</translation>
    </message>
    <message>
        <source>Sc&amp;heme</source>
        <translation>Régi&amp;me</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>Régime</translation>
    </message>
    <message>
        <source>Sector</source>
        <translation>Secteur</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Depuis</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>Situation</translation>
    </message>
    <message>
        <source>Statement on &amp;paper</source>
        <translation>Déclaration sur &amp;papier</translation>
    </message>
    <message>
        <source>Statements</source>
        <translation>Déclarations</translation>
    </message>
    <message>
        <source>Still to be paid: {amount}</source>
        <translation>Reste à payer&#xa0;: {amount}</translation>
    </message>
    <message>
        <source>Ta&amp;x number</source>
        <translation>Numéro f&amp;iscal</translation>
    </message>
    <message>
        <source>Tele&amp;phone</source>
        <translation>Télé&amp;phone</translation>
    </message>
    <message>
        <source>The corrections are kept.</source>
        <translation>Les corrections sont gardées.</translation>
    </message>
    <message>
        <source>The employer is active again.</source>
        <translation>L&apos;employeur est de nouveau actif.</translation>
    </message>
    <message>
        <source>The employer is closed.</source>
        <translation>L&apos;employeur est fermé.</translation>
    </message>
    <message>
        <source>The employer is registered.</source>
        <translation>L&apos;employeur est affilié.</translation>
    </message>
    <message>
        <source>The end of that work is kept, as of today.</source>
        <translation>La fin de ce travail est gardée, à ce jour.</translation>
    </message>
    <message>
        <source>The payment is kept.</source>
        <translation>Le paiement est gardé.</translation>
    </message>
    <message>
        <source>The statement is filed.</source>
        <translation>La déclaration est déposée.</translation>
    </message>
    <message>
        <source>The visit is kept.</source>
        <translation>La visite est gardée.</translation>
    </message>
    <message>
        <source>The worker is on the list.</source>
        <translation>Le travailleur est sur la liste.</translation>
    </message>
    <message>
        <source>This month has statement {code}; filing this one replaces it.</source>
        <translation>Ce mois a la déclaration {code}&#x202f;; déposer celle-ci la remplace.</translation>
    </message>
    <message>
        <source>This statement was replaced by a later one.</source>
        <translation>Cette déclaration a été remplacée par une autre.</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Au</translation>
    </message>
    <message>
        <source>Visit &amp;again on</source>
        <translation>À re&amp;voir le</translation>
    </message>
    <message>
        <source>Visited &amp;on</source>
        <translation>Visité l&amp;e</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>Visites</translation>
    </message>
    <message>
        <source>What to look at</source>
        <translation>Ce qu&apos;il faut regarder</translation>
    </message>
    <message>
        <source>What was &amp;found</source>
        <translation>&amp;Constat</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Travailleurs</translation>
    </message>
    <message>
        <source>Workers and wages of the month</source>
        <translation>Travailleurs et salaires du mois</translation>
    </message>
    <message>
        <source>Works there no &amp;longer</source>
        <translation>N&apos;y travaille p&amp;lus</translation>
    </message>
    <message>
        <source>Works there sin&amp;ce</source>
        <translation>Y travaille d&amp;epuis</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>et encore %n</numerusform>
            <numerusform>et encore %n</numerusform>
        </translation>
    </message>
    <message>
        <source>{due} due, {paid} paid</source>
        <translation>{due} dû, {paid} payé</translation>
    </message>
    <message>
        <source>{workers}, due {amount}</source>
        <translation>{workers}, dû {amount}</translation>
    </message>
</context>
<context>
    <name>Employment</name>
    <message>
        <source>Employed</source>
        <translation>En emploi</translation>
    </message>
    <message>
        <source>Outside the labour force</source>
        <translation>Hors main-d’œuvre</translation>
    </message>
    <message>
        <source>Unemployed</source>
        <translation>Au chômage</translation>
    </message>
</context>
<context>
    <name>EndReason</name>
    <message>
        <source>Death</source>
        <translation>Décès</translation>
    </message>
    <message>
        <source>Entered by mistake</source>
        <translation>Saisie par erreur</translation>
    </message>
    <message>
        <source>Joined with another record</source>
        <translation>Réuni avec une autre fiche</translation>
    </message>
    <message>
        <source>Left the household</source>
        <translation>A quitté le ménage</translation>
    </message>
    <message>
        <source>Moved to another household</source>
        <translation>Passé dans un autre ménage</translation>
    </message>
    <message>
        <source>The household split</source>
        <translation>Séparation du ménage</translation>
    </message>
</context>
<context>
    <name>EnrolmentEvent</name>
    <message>
        <source>A place is free</source>
        <translation>Une place s’est libérée</translation>
    </message>
    <message>
        <source>Appealed</source>
        <translation>Recours</translation>
    </message>
    <message>
        <source>Application begun</source>
        <translation>Demande ouverte</translation>
    </message>
    <message>
        <source>Application submitted</source>
        <translation>Demande déposée</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Décision prise</translation>
    </message>
    <message>
        <source>Documents verified</source>
        <translation>Pièces vérifiées</translation>
    </message>
    <message>
        <source>Eligibility checked</source>
        <translation>Éligibilité examinée</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Sortie</translation>
    </message>
    <message>
        <source>Enrolled</source>
        <translation>Inscription faite</translation>
    </message>
    <message>
        <source>Graduated</source>
        <translation>Autonomisation</translation>
    </message>
    <message>
        <source>Put on the waiting list</source>
        <translation>Mise sur liste d’attente</translation>
    </message>
    <message>
        <source>Reinstated</source>
        <translation>Réintégration</translation>
    </message>
    <message>
        <source>Resumed</source>
        <translation>Reprise</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Début des droits</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Suspension</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Retrait</translation>
    </message>
</context>
<context>
    <name>EnrolmentStatus</name>
    <message>
        <source>Active</source>
        <translation>Active</translation>
    </message>
    <message>
        <source>Documents seen</source>
        <translation>Pièces vues</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Brouillon</translation>
    </message>
    <message>
        <source>Eligible</source>
        <translation>Éligible</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Terminée</translation>
    </message>
    <message>
        <source>Enrolled</source>
        <translation>Inscrite</translation>
    </message>
    <message>
        <source>Graduated</source>
        <translation>Autonomisée</translation>
    </message>
    <message>
        <source>Not eligible</source>
        <translation>Non éligible</translation>
    </message>
    <message>
        <source>On the waiting list</source>
        <translation>Sur liste d’attente</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>Déposée</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Suspendue</translation>
    </message>
    <message>
        <source>To be reviewed</source>
        <translation>À examiner</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Retirée</translation>
    </message>
</context>
<context>
    <name>EntitlementStatus</name>
    <message>
        <source>Approved</source>
        <translation>Approuvé</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Annulé</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Expiré</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Payé</translation>
    </message>
    <message>
        <source>Paid in part</source>
        <translation>Payé en partie</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Suspendu</translation>
    </message>
</context>
<context>
    <name>Entry</name>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Retour</translation>
    </message>
    <message>
        <source>&amp;Choose the backup…</source>
        <translation>&amp;Choisir la sauvegarde…</translation>
    </message>
    <message>
        <source>&amp;Create the file</source>
        <translation>&amp;Créer le fichier</translation>
    </message>
    <message>
        <source>&amp;Forgotten password</source>
        <translation>Mot de passe &amp;oublié</translation>
    </message>
    <message>
        <source>&amp;Full name</source>
        <translation>&amp;Nom complet</translation>
    </message>
    <message>
        <source>&amp;Give the new password</source>
        <translation>&amp;Donner le nouveau mot de passe</translation>
    </message>
    <message>
        <source>&amp;Last five letters of the code</source>
        <translation>&amp;Cinq dernières lettres du code</translation>
    </message>
    <message>
        <source>&amp;New office file…</source>
        <translation>&amp;Nouveau fichier de bureau…</translation>
    </message>
    <message>
        <source>&amp;Office</source>
        <translation>&amp;Bureau</translation>
    </message>
    <message>
        <source>&amp;Open the office</source>
        <translation>&amp;Ouvrir le bureau</translation>
    </message>
    <message>
        <source>&amp;Other file…</source>
        <translation>&amp;Autre fichier…</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>Mot de &amp;passe</translation>
    </message>
    <message>
        <source>&amp;Print the code</source>
        <translation>&amp;Imprimer le code</translation>
    </message>
    <message>
        <source>&amp;Recovery code</source>
        <translation>&amp;Code de récupération</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>Re&amp;staurer</translation>
    </message>
    <message>
        <source>&amp;Restore a backup…</source>
        <translation>&amp;Restaurer une sauvegarde…</translation>
    </message>
    <message>
        <source>&amp;Sign in</source>
        <translation>&amp;Se connecter</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>&amp;Utilisateur</translation>
    </message>
    <message>
        <source>&amp;User name</source>
        <translation>Nom d&apos;&amp;utilisateur</translation>
    </message>
    <message>
        <source>A supervisor who can still sign in can give you a new password, in Settings. Otherwise take the office’s recovery code, printed when the file was made.</source>
        <translation>Un superviseur qui peut encore se connecter peut vous donner un nouveau mot de passe, dans les paramètres. Sinon, prenez le code de récupération du bureau, imprimé à la création du fichier.</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Tous les fichiers</translation>
    </message>
    <message>
        <source>At least eight characters.</source>
        <translation>Au moins huit caractères.</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sauvegardes</translation>
    </message>
    <message>
        <source>C&amp;hange place…</source>
        <translation>C&amp;hanger d&apos;endroit…</translation>
    </message>
    <message>
        <source>Check the spelling and the capital-letter key, then try again.</source>
        <translation>Vérifiez l&apos;orthographe et la touche des majuscules, puis réessayez.</translation>
    </message>
    <message>
        <source>Choose one, or create one below.</source>
        <translation>Choisissez-en un, ou créez-en un.</translation>
    </message>
    <message>
        <source>Choose the backup</source>
        <translation>Choisir la sauvegarde</translation>
    </message>
    <message>
        <source>Choose the office file</source>
        <translation>Choisir le fichier du bureau</translation>
    </message>
    <message>
        <source>Forgotten password</source>
        <translation>Mot de passe oublié</translation>
    </message>
    <message>
        <source>If every password is lost, only this code opens the file again. It is shown this once and kept nowhere else. Print it or copy it by hand, and lock it away from the computer.</source>
        <translation>Si tous les mots de passe sont perdus, seul ce code rouvre le fichier. Il n&apos;est montré que cette fois et n&apos;est gardé nulle part ailleurs. Imprimez-le ou recopiez-le à la main, et mettez-le sous clé loin de l&apos;ordinateur.</translation>
    </message>
    <message>
        <source>It holds the register of one office on this computer, encrypted. Only its users can open it.</source>
        <translation>Il contient le registre d&apos;un bureau sur cet ordinateur, chiffré. Seuls ses utilisateurs peuvent l&apos;ouvrir.</translation>
    </message>
    <message>
        <source>Keep this sheet locked away from the computer. Whoever holds it can open the file.</source>
        <translation>Gardez cette feuille sous clé, loin de l&apos;ordinateur. Qui la détient peut ouvrir le fichier.</translation>
    </message>
    <message>
        <source>New &amp;password</source>
        <translation>Nouveau mot de &amp;passe</translation>
    </message>
    <message>
        <source>New office file</source>
        <translation>Nouveau fichier de bureau</translation>
    </message>
    <message>
        <source>No backup chosen yet</source>
        <translation>Aucune sauvegarde choisie</translation>
    </message>
    <message>
        <source>No office file chosen</source>
        <translation>Aucun fichier choisi</translation>
    </message>
    <message>
        <source>Office files</source>
        <translation>Fichiers de bureau</translation>
    </message>
    <message>
        <source>Once &amp;more</source>
        <translation>Encore une &amp;fois</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Ouverture…</translation>
    </message>
    <message>
        <source>Pro&amp;gramme</source>
        <translation>Pro&amp;gramme</translation>
    </message>
    <message>
        <source>Recovery code of the office file</source>
        <translation>Code de récupération du fichier de bureau</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>Restaurer une sauvegarde</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Se connecter</translation>
    </message>
    <message>
        <source>The backup becomes a new office file; no file is overwritten. What was sent since comes back with the next synchronisation.</source>
        <translation>La sauvegarde devient un nouveau fichier de bureau&#x202f;; aucun fichier n&apos;est écrasé. Ce qui a été envoyé depuis revient avec la prochaine synchronisation.</translation>
    </message>
    <message>
        <source>The capital-letter key is on.</source>
        <translation>La touche des majuscules est enfoncée.</translation>
    </message>
    <message>
        <source>The file’s place is proposed once the office is chosen.</source>
        <translation>Un endroit est proposé une fois le bureau choisi.</translation>
    </message>
    <message>
        <source>The recovery code</source>
        <translation>Le code de récupération</translation>
    </message>
    <message>
        <source>The register of your office, on this computer: it works with or without a line.</source>
        <translation>Le registre de votre bureau, sur cet ordinateur&#xa0;: il fonctionne avec ou sans connexion.</translation>
    </message>
    <message>
        <source>The user or the password is not right.</source>
        <translation>L&apos;utilisateur ou le mot de passe n&apos;est pas juste.</translation>
    </message>
    <message>
        <source>To be sure that it was copied.</source>
        <translation>Pour être sûr qu&apos;il est bien copié.</translation>
    </message>
    <message>
        <source>Where to keep the office file</source>
        <translation>Où garder le fichier du bureau</translation>
    </message>
</context>
<context>
    <name>ExitReason</name>
    <message>
        <source>Administrative error</source>
        <translation>Erreur administrative</translation>
    </message>
    <message>
        <source>Conditions not met</source>
        <translation>Conditions non respectées</translation>
    </message>
    <message>
        <source>Death</source>
        <translation>Décès</translation>
    </message>
    <message>
        <source>End of the programme</source>
        <translation>Fin du programme</translation>
    </message>
    <message>
        <source>Graduation</source>
        <translation>Autonomisation</translation>
    </message>
    <message>
        <source>Moved away</source>
        <translation>Déménagement</translation>
    </message>
    <message>
        <source>No longer eligible</source>
        <translation>Plus éligible</translation>
    </message>
    <message>
        <source>Registered twice</source>
        <translation>Enregistrement en double</translation>
    </message>
    <message>
        <source>Withdrew</source>
        <translation>Retrait volontaire</translation>
    </message>
</context>
<context>
    <name>Expected</name>
    <message>
        <source>0, 90, 180 or 270</source>
        <translation>0, 90, 180 ou 270</translation>
    </message>
    <message>
        <source>LEFT,TOP,RIGHT,BOTTOM in per cent, for example 10,0,90,100</source>
        <translation>GAUCHE,HAUT,DROITE,BAS en pour cent, par exemple 10,0,90,100</translation>
    </message>
    <message>
        <source>a date written 12/04/2026</source>
        <translation>une date écrite 12/04/2026</translation>
    </message>
    <message>
        <source>a date written YYYY-MM-DD</source>
        <translation>une date écrite AAAA-MM-JJ</translation>
    </message>
    <message>
        <source>a larger number</source>
        <translation>un nombre plus grand</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>une liste</translation>
    </message>
    <message>
        <source>a longer text</source>
        <translation>un texte plus long</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>un nombre</translation>
    </message>
    <message>
        <source>a shorter text</source>
        <translation>un texte plus court</translation>
    </message>
    <message>
        <source>a smaller number</source>
        <translation>un nombre plus petit</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>un nombre entier</translation>
    </message>
    <message>
        <source>ages such as 18-59, 60- or -17</source>
        <translation>des âges comme 18-59, 60- ou -17</translation>
    </message>
    <message>
        <source>an answer</source>
        <translation>une réponse</translation>
    </message>
    <message>
        <source>an object with named fields</source>
        <translation>un objet avec des champs nommés</translation>
    </message>
    <message>
        <source>one of the listed choices</source>
        <translation>un des choix de la liste</translation>
    </message>
    <message>
        <source>text</source>
        <translation>du texte</translation>
    </message>
    <message>
        <source>the form shown in the example</source>
        <translation>la forme donnée en exemple</translation>
    </message>
    <message>
        <source>yes or no (true or false)</source>
        <translation>oui ou non (true ou false)</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message numerus="yes">
        <source>%n left out: confidential</source>
        <translation>
            <numerusform>%n omise&#xa0;: confidentiel</numerusform>
            <numerusform>%n omises&#xa0;: confidentiel</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) saved as {name}.</source>
        <translation>
            <numerusform>%n ligne sauvegardée dans {name}.</numerusform>
            <numerusform>%n lignes sauvegardées dans {name}.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exporter…</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Colonnes</translation>
    </message>
    <message>
        <source>Export people or households</source>
        <translation>Exporter des personnes ou des ménages</translation>
    </message>
    <message>
        <source>Households</source>
        <translation>Ménages</translation>
    </message>
    <message>
        <source>It is written down who took them out, for whom and what for.</source>
        <translation>Il est consigné qui les a exportées, pour qui et pourquoi.</translation>
    </message>
    <message numerus="yes">
        <source>Needed for more than %n people.</source>
        <translation>
            <numerusform>Nécessaire au-delà de %n personne.</numerusform>
            <numerusform>Nécessaire au-delà de %n personnes.</numerusform>
        </translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personnes</translation>
    </message>
    <message>
        <source>Agreement, its reference</source>
        <translation>Protocole, sa référence</translation>
    </message>
    <message>
        <source>Identity numbers whole, not their last three signs</source>
        <translation>Numéros d’identité entiers, non leurs trois derniers signes</translation>
    </message>
    <message>
        <source>Only in this place</source>
        <translation>Seulement dans ce lieu</translation>
    </message>
    <message>
        <source>Only in this village</source>
        <translation>Seulement dans ce village</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>Finalité</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>Destinataire</translation>
    </message>
    <message>
        <source>Registered from</source>
        <translation>Enregistrés depuis</translation>
    </message>
    <message>
        <source>Registered until</source>
        <translation>Enregistrés jusqu’au</translation>
    </message>
    <message>
        <source>Save the export</source>
        <translation>Sauvegarder l’export</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>Pourquoi</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Qui</translation>
    </message>
    <message>
        <source>households</source>
        <translation>menages</translation>
    </message>
    <message>
        <source>people</source>
        <translation>personnes</translation>
    </message>
    <message>
        <source>{people} people in {homes} households</source>
        <translation>{people} personnes dans {homes} ménages</translation>
    </message>
</context>
<context>
    <name>Field</name>
    <message>
        <source>Another document</source>
        <translation>Autre pièce</translation>
    </message>
    <message>
        <source>Another telephone</source>
        <translation>Autre téléphone</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Day, month and year: 12/04/2026</source>
        <translation>Jour, mois et année&#xa0;: 12/04/2026</translation>
    </message>
    <message>
        <source>It is correct</source>
        <translation>C&apos;est exact</translation>
    </message>
    <message>
        <source>Name of the head, or code</source>
        <translation>Nom du chef, ou code</translation>
    </message>
    <message>
        <source>Name or code</source>
        <translation>Nom ou code</translation>
    </message>
    <message>
        <source>Remove this row</source>
        <translation>Retirer cette ligne</translation>
    </message>
    <message>
        <source>Type a few letters</source>
        <translation>Quelques lettres</translation>
    </message>
    <message>
        <source>address</source>
        <translation>adresse</translation>
    </message>
    <message>
        <source>campaign</source>
        <translation>campagne</translation>
    </message>
    <message>
        <source>code</source>
        <translation>code</translation>
    </message>
    <message>
        <source>collects from</source>
        <translation>retire à partir du</translation>
    </message>
    <message>
        <source>collects until</source>
        <translation>retire jusqu&apos;au</translation>
    </message>
    <message>
        <source>compound</source>
        <translation>concession</translation>
    </message>
    <message>
        <source>confidential file</source>
        <translation>dossier confidentiel</translation>
    </message>
    <message>
        <source>country</source>
        <translation>pays</translation>
    </message>
    <message>
        <source>date</source>
        <translation>date</translation>
    </message>
    <message>
        <source>date of birth</source>
        <translation>date de naissance</translation>
    </message>
    <message>
        <source>date of death</source>
        <translation>date de décès</translation>
    </message>
    <message>
        <source>date of registration</source>
        <translation>date d’enregistrement</translation>
    </message>
    <message>
        <source>date of the document</source>
        <translation>date du document</translation>
    </message>
    <message>
        <source>day of the estimate</source>
        <translation>jour de l&apos;estimation</translation>
    </message>
    <message>
        <source>document</source>
        <translation>document</translation>
    </message>
    <message>
        <source>end date</source>
        <translation>date de fin</translation>
    </message>
    <message>
        <source>estimated age</source>
        <translation>âge estimé</translation>
    </message>
    <message>
        <source>evidence</source>
        <translation>pièce justificative</translation>
    </message>
    <message>
        <source>expected delivery</source>
        <translation>accouchement prévu</translation>
    </message>
    <message>
        <source>family name</source>
        <translation>nom de famille</translation>
    </message>
    <message>
        <source>given name</source>
        <translation>prénom</translation>
    </message>
    <message>
        <source>head of household</source>
        <translation>chef de ménage</translation>
    </message>
    <message>
        <source>headed by a child</source>
        <translation>dirigé par un enfant</translation>
    </message>
    <message>
        <source>household</source>
        <translation>ménage</translation>
    </message>
    <message>
        <source>how exactly the date of birth is known</source>
        <translation>ce que l’on sait de la date de naissance</translation>
    </message>
    <message>
        <source>how it was entered</source>
        <translation>comment il a été saisi</translation>
    </message>
    <message>
        <source>how the privacy notice was given</source>
        <translation>comment la notice d’information a été donnée</translation>
    </message>
    <message>
        <source>identity number</source>
        <translation>numéro d&apos;identité</translation>
    </message>
    <message>
        <source>kind of household</source>
        <translation>type de ménage</translation>
    </message>
    <message>
        <source>kind of identity document</source>
        <translation>type de pièce d&apos;identité</translation>
    </message>
    <message>
        <source>landmark</source>
        <translation>point de repère</translation>
    </message>
    <message>
        <source>language</source>
        <translation>langue</translation>
    </message>
    <message>
        <source>latitude</source>
        <translation>latitude</translation>
    </message>
    <message>
        <source>legal basis</source>
        <translation>base légale</translation>
    </message>
    <message>
        <source>longitude</source>
        <translation>longitude</translation>
    </message>
    <message>
        <source>mandate</source>
        <translation>procuration</translation>
    </message>
    <message>
        <source>member {number}</source>
        <translation>membre {number}</translation>
    </message>
    <message>
        <source>members</source>
        <translation>membres</translation>
    </message>
    <message>
        <source>milestone</source>
        <translation>jalon</translation>
    </message>
    <message>
        <source>mother</source>
        <translation>mère</translation>
    </message>
    <message>
        <source>mother&apos;s name</source>
        <translation>nom de la mère</translation>
    </message>
    <message>
        <source>name</source>
        <translation>nom</translation>
    </message>
    <message>
        <source>name of the head of household</source>
        <translation>nom du chef de ménage</translation>
    </message>
    <message>
        <source>note</source>
        <translation>note</translation>
    </message>
    <message>
        <source>number</source>
        <translation>numéro</translation>
    </message>
    <message>
        <source>number given by the sender</source>
        <translation>numéro donné par l&apos;expéditeur</translation>
    </message>
    <message>
        <source>office</source>
        <translation>bureau</translation>
    </message>
    <message>
        <source>officer</source>
        <translation>agent</translation>
    </message>
    <message>
        <source>other household</source>
        <translation>autre ménage</translation>
    </message>
    <message>
        <source>other names</source>
        <translation>autres noms</translation>
    </message>
    <message>
        <source>parent or guardian</source>
        <translation>parent ou tuteur</translation>
    </message>
    <message>
        <source>password</source>
        <translation>mot de passe</translation>
    </message>
    <message>
        <source>person</source>
        <translation>personne</translation>
    </message>
    <message>
        <source>photo</source>
        <translation>photo</translation>
    </message>
    <message>
        <source>place</source>
        <translation>lieu</translation>
    </message>
    <message>
        <source>pregnancy</source>
        <translation>grossesse</translation>
    </message>
    <message>
        <source>privacy notice</source>
        <translation>notice d&apos;information</translation>
    </message>
    <message>
        <source>questions on difficulties</source>
        <translation>questions sur les difficultés</translation>
    </message>
    <message>
        <source>reason</source>
        <translation>motif</translation>
    </message>
    <message>
        <source>reason for the end</source>
        <translation>motif de la fin</translation>
    </message>
    <message>
        <source>reason why the sex is not known</source>
        <translation>motif du sexe non connu</translation>
    </message>
    <message>
        <source>record it was joined with</source>
        <translation>fiche avec laquelle elle est réunie</translation>
    </message>
    <message>
        <source>required</source>
        <translation>obligatoire</translation>
    </message>
    <message>
        <source>role in the household</source>
        <translation>rôle dans le ménage</translation>
    </message>
    <message>
        <source>role of the former head</source>
        <translation>rôle de l&apos;ancien chef</translation>
    </message>
    <message>
        <source>role of the other head</source>
        <translation>rôle de l&apos;autre chef</translation>
    </message>
    <message>
        <source>sex</source>
        <translation>sexe</translation>
    </message>
    <message>
        <source>single name</source>
        <translation>nom unique</translation>
    </message>
    <message>
        <source>start date</source>
        <translation>date de début</translation>
    </message>
    <message>
        <source>status</source>
        <translation>statut</translation>
    </message>
    <message>
        <source>team</source>
        <translation>équipe</translation>
    </message>
    <message>
        <source>telephone</source>
        <translation>téléphone</translation>
    </message>
    <message>
        <source>user</source>
        <translation>utilisateur</translation>
    </message>
    <message>
        <source>village or neighbourhood</source>
        <translation>village ou quartier</translation>
    </message>
    <message>
        <source>vital status</source>
        <translation>état vital</translation>
    </message>
    <message>
        <source>what was seen of the document</source>
        <translation>ce qui a été vu de la pièce</translation>
    </message>
    <message>
        <source>where to complain</source>
        <translation>où faire une réclamation</translation>
    </message>
    <message>
        <source>which recipient</source>
        <translation>rang du récipiendaire</translation>
    </message>
    <message>
        <source>why the number was kept</source>
        <translation>pourquoi le numéro est gardé</translation>
    </message>
</context>
<context>
    <name>Filters</name>
    <message>
        <source>&amp;Remove all filters</source>
        <translation>&amp;Retirer tous les filtres</translation>
    </message>
    <message>
        <source>A&amp;ges</source>
        <translation>Â&amp;ges</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>Tous</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Partout</translation>
    </message>
    <message>
        <source>F&amp;ilters</source>
        <translation>F&amp;iltres</translation>
    </message>
    <message>
        <source>In: {where}</source>
        <translation>Dans&#xa0;: {where}</translation>
    </message>
    <message>
        <source>Loo&amp;k in</source>
        <translation>&amp;Chercher dans</translation>
    </message>
    <message>
        <source>Oldest age</source>
        <translation>Âge maximal</translation>
    </message>
    <message>
        <source>Pl&amp;ace, with all below it</source>
        <translation>&amp;Lieu, avec tout ce qu&apos;il contient</translation>
    </message>
    <message>
        <source>Remove the filter: {filter}</source>
        <translation>Retirer le filtre&#xa0;: {filter}</translation>
    </message>
    <message>
        <source>Se&amp;x</source>
        <translation>Se&amp;xe</translation>
    </message>
    <message>
        <source>Stat&amp;us</source>
        <translation>Sit&amp;uation</translation>
    </message>
    <message>
        <source>The village</source>
        <translation>Le village</translation>
    </message>
    <message>
        <source>Their mother&apos;s name</source>
        <translation>Le nom de la mère</translation>
    </message>
    <message>
        <source>Their own name</source>
        <translation>Leur propre nom</translation>
    </message>
    <message>
        <source>Youngest age</source>
        <translation>Âge minimal</translation>
    </message>
    <message>
        <source>to</source>
        <translation>à</translation>
    </message>
    <message>
        <source>{age} or older</source>
        <translation>{age} ans ou plus</translation>
    </message>
    <message>
        <source>{age} or younger</source>
        <translation>{age} ans ou moins</translation>
    </message>
    <message>
        <source>{first} to {last} years</source>
        <translation>de {first} à {last} ans</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>Arrows to choose, Enter to go, Esc to close</source>
        <translation>Flèches pour choisir, Entrée pour y aller, Échap pour fermer</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Trouver</translation>
    </message>
    <message>
        <source>Name, code, telephone, or what you want to do</source>
        <translation>Nom, code, téléphone, ou ce que vous voulez faire</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Ce qui a été trouvé</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <comment>the age of a stack of forms</comment>
        <translation>
            <numerusform>%n jour</numerusform>
            <numerusform>%n jours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n form(s) made.</source>
        <translation>
            <numerusform>%n fiche faite.</numerusform>
            <numerusform>%n fiches faites.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Langue</translation>
    </message>
    <message>
        <source>&amp;Make the forms</source>
        <translation>&amp;Faire les fiches</translation>
    </message>
    <message>
        <source>&amp;Print</source>
        <translation>&amp;Imprimer</translation>
    </message>
    <message>
        <source>&amp;Size</source>
        <translation>&amp;Taille</translation>
    </message>
    <message>
        <source>?</source>
        <comment>the sex is not known</comment>
        <translation>?</translation>
    </message>
    <message>
        <source>A form that was entered is kept as the programme prescribes, then destroyed.</source>
        <translation>Une fiche saisie est conservée comme le programme le prescrit, puis détruite.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Âge</translation>
    </message>
    <message>
        <source>Area, from the smallest place to the district</source>
        <translation>Lieu, du plus petit jusqu&apos;au district</translation>
    </message>
    <message>
        <source>Birth: day, month, year</source>
        <translation>Naissance&#xa0;: jour, mois, année</translation>
    </message>
    <message>
        <source>Blank forms</source>
        <translation>Fiches vierges</translation>
    </message>
    <message>
        <source>Check and sign</source>
        <translation>Vérifier et signer</translation>
    </message>
    <message>
        <source>Compound, only if several households share it</source>
        <translation>Concession, seulement si plusieurs ménages la partagent</translation>
    </message>
    <message>
        <source>DDMMYYYY</source>
        <comment>one letter for each figure of a date: day, month, year</comment>
        <translation>JJMMAAAA</translation>
    </message>
    <message>
        <source>Date of registration</source>
        <translation>Date d&apos;enregistrement</translation>
    </message>
    <message>
        <source>Document number</source>
        <translation>Numéro de la pièce</translation>
    </message>
    <message>
        <source>Each form has its code printed on it; nobody else is given the same.</source>
        <translation>Chaque fiche porte son code imprimé&#x202f;; personne d&apos;autre ne reçoit le même.</translation>
    </message>
    <message>
        <source>Entered on</source>
        <translation>Saisie le</translation>
    </message>
    <message>
        <source>F</source>
        <comment>female, as short as can be</comment>
        <translation>F</translation>
    </message>
    <message>
        <source>Family name</source>
        <translation>Nom de famille</translation>
    </message>
    <message>
        <source>First code</source>
        <translation>Premier code</translation>
    </message>
    <message>
        <source>For the office</source>
        <translation>Réservé au guichet</translation>
    </message>
    <message>
        <source>Form and household code</source>
        <translation>Code de la fiche et du ménage</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>Fiches</translation>
    </message>
    <message>
        <source>Given name</source>
        <translation>Prénom</translation>
    </message>
    <message>
        <source>Household registration form</source>
        <translation>Fiche d&apos;enregistrement du ménage</translation>
    </message>
    <message>
        <source>How many &amp;forms</source>
        <translation>&amp;Nombre de fiches</translation>
    </message>
    <message>
        <source>How was the notice given?</source>
        <translation>Comment la notice a-t-elle été donnée&#x202f;?</translation>
    </message>
    <message>
        <source>If a thumb: name and signature of a witness</source>
        <translation>En cas d&apos;empreinte&#xa0;: nom et signature d&apos;un témoin</translation>
    </message>
    <message>
        <source>If the head is under age: parent or guardian told</source>
        <translation>Si le chef est mineur&#xa0;: parent ou tuteur informé</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Pièce</translation>
    </message>
    <message>
        <source>Kind of document</source>
        <translation>Pièce d&apos;identité</translation>
    </message>
    <message>
        <source>Kind of household</source>
        <translation>Type de ménage</translation>
    </message>
    <message>
        <source>Landmark</source>
        <translation>Point de repère</translation>
    </message>
    <message>
        <source>Language and notice</source>
        <translation>Langue et notice</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>Latitude</translation>
    </message>
    <message>
        <source>Legal basis</source>
        <translation>Base légale</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>Longitude</translation>
    </message>
    <message>
        <source>M</source>
        <comment>male, as short as can be</comment>
        <translation>M</translation>
    </message>
    <message>
        <source>Made on</source>
        <translation>Faites le</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Membres</translation>
    </message>
    <message>
        <source>Mother’s name</source>
        <translation>Nom de la mère</translation>
    </message>
    <message>
        <source>Name of the officer</source>
        <translation>Nom de l&apos;agent</translation>
    </message>
    <message>
        <source>No form has been made yet.</source>
        <translation>Aucune fiche n&apos;a encore été faite.</translation>
    </message>
    <message>
        <source>Not back</source>
        <translation>Non revenues</translation>
    </message>
    <message>
        <source>One name only</source>
        <translation>Nom unique</translation>
    </message>
    <message>
        <source>One sheet, front and back</source>
        <translation>Une feuille recto verso</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>Page {page} sur {pages}</translation>
    </message>
    <message>
        <source>Print them, or save them as a PDF. They can be printed again from the list.</source>
        <translation>Imprimez-les, ou gardez-les en PDF. Elles peuvent être réimprimées depuis la liste.</translation>
    </message>
    <message>
        <source>Privacy notice (version {version})</source>
        <translation>Notice d&apos;information (version {version})</translation>
    </message>
    <message>
        <source>Receipt given</source>
        <translation>Récépissé remis</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Observations</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rôle</translation>
    </message>
    <message>
        <source>Sa&amp;ve as PDF…</source>
        <translation>&amp;Garder en PDF…</translation>
    </message>
    <message>
        <source>Save the forms</source>
        <translation>Garder les fiches</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sexe</translation>
    </message>
    <message>
        <source>Signature and stamp of the office</source>
        <translation>Signature et cachet du guichet</translation>
    </message>
    <message>
        <source>Signature of the head of household</source>
        <translation>Signature du chef de ménage</translation>
    </message>
    <message>
        <source>Stacks of forms</source>
        <translation>Piles de fiches</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>Telephone of the household</source>
        <translation>Téléphone du ménage</translation>
    </message>
    <message>
        <source>The chosen stack &amp;once more</source>
        <translation>Encore une f&amp;ois la pile choisie</translation>
    </message>
    <message>
        <source>The forms are shown here once they are made.</source>
        <translation>Les fiches apparaissent ici une fois faites.</translation>
    </message>
    <message>
        <source>The notice was given to me and the answers were read back to me in a language that I understand. As far as I know they are right. I may have them corrected at any time.</source>
        <translation>La notice m&apos;a été donnée et les réponses m&apos;ont été relues dans une langue que je comprends. À ma connaissance elles sont exactes. Je peux les faire corriger à tout moment.</translation>
    </message>
    <message>
        <source>This household is headed by a child; no adult lives in it.</source>
        <translation>Ce ménage est dirigé par un enfant&#x202f;; aucun adulte n&apos;y vit.</translation>
    </message>
    <message>
        <source>Two sheets, for large households</source>
        <translation>Deux feuilles, pour les grands ménages</translation>
    </message>
    <message>
        <source>Village or neighbourhood</source>
        <translation>Village ou quartier</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Lieu</translation>
    </message>
    <message>
        <source>Which language does the citizen speak best?</source>
        <translation>Quelle langue le citoyen parle-t-il le mieux&#x202f;?</translation>
    </message>
    <message>
        <source>Write in capital letters, one figure a box. Put a cross in the box that is right.</source>
        <translation>Écrivez en capitales, un chiffre par case. Mettez une croix dans la case qui convient.</translation>
    </message>
    <message>
        <source>by</source>
        <translation>par</translation>
    </message>
    <message>
        <source>or age</source>
        <translation>ou âge</translation>
    </message>
    <message>
        <source>or left thumb</source>
        <translation>ou pouce gauche</translation>
    </message>
</context>
<context>
    <name>Found by</name>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Identity number</source>
        <translation>Numéro d&apos;identité</translation>
    </message>
    <message>
        <source>Mother: {name}</source>
        <translation>Mère&#xa0;: {name}</translation>
    </message>
    <message>
        <source>Spelled differently</source>
        <translation>Écrit autrement</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>Village</source>
        <translation>Village</translation>
    </message>
</context>
<context>
    <name>Frequency</name>
    <message>
        <source>Every day</source>
        <translation>Par jour</translation>
    </message>
    <message>
        <source>Every month</source>
        <translation>Par mois</translation>
    </message>
    <message>
        <source>Every quarter</source>
        <translation>Par trimestre</translation>
    </message>
    <message>
        <source>Every year</source>
        <translation>Par an</translation>
    </message>
    <message>
        <source>Once</source>
        <translation>Une seule fois</translation>
    </message>
</context>
<context>
    <name>GrievanceChannel</name>
    <message>
        <source>At the desk</source>
        <translation>Au guichet</translation>
    </message>
    <message>
        <source>By letter</source>
        <translation>Par courrier</translation>
    </message>
    <message>
        <source>By telephone</source>
        <translation>Par téléphone</translation>
    </message>
    <message>
        <source>Complaints box</source>
        <translation>Boîte à réclamations</translation>
    </message>
    <message>
        <source>During a visit</source>
        <translation>Lors d’une visite</translation>
    </message>
    <message>
        <source>Through a committee</source>
        <translation>Par un comité</translation>
    </message>
</context>
<context>
    <name>GrievanceEvent</name>
    <message>
        <source>Admitted</source>
        <translation>Déclarée recevable</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Réponse donnée</translation>
    </message>
    <message>
        <source>Appealed</source>
        <translation>Recours déposé</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Given to somebody</source>
        <translation>Confiée à quelqu’un</translation>
    </message>
    <message>
        <source>Handed back</source>
        <translation>Renvoyée</translation>
    </message>
    <message>
        <source>Not admitted</source>
        <translation>Déclarée irrecevable</translation>
    </message>
    <message>
        <source>Passed upwards</source>
        <translation>Transmise au niveau supérieur</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Reçue</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Retirée</translation>
    </message>
</context>
<context>
    <name>GrievanceKind</name>
    <message>
        <source>Appeal</source>
        <translation>Recours</translation>
    </message>
    <message>
        <source>Error in the data</source>
        <translation>Erreur dans les données</translation>
    </message>
    <message>
        <source>Misconduct of staff</source>
        <translation>Faute d’un agent</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Autre</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Paiement</translation>
    </message>
    <message>
        <source>Quality of service</source>
        <translation>Qualité du service</translation>
    </message>
    <message>
        <source>Suggestion or thanks</source>
        <translation>Suggestion ou remerciement</translation>
    </message>
    <message>
        <source>Violence or danger</source>
        <translation>Violence ou danger</translation>
    </message>
    <message>
        <source>Wrongly included</source>
        <translation>Inclusion à tort</translation>
    </message>
    <message>
        <source>Wrongly left out</source>
        <translation>Exclusion à tort</translation>
    </message>
</context>
<context>
    <name>GrievanceStatus</name>
    <message>
        <source>Admissible</source>
        <translation>Recevable</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Réponse donnée</translation>
    </message>
    <message>
        <source>Appealed</source>
        <translation>En recours</translation>
    </message>
    <message>
        <source>Being dealt with</source>
        <translation>En traitement</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Not admissible</source>
        <translation>Irrecevable</translation>
    </message>
    <message>
        <source>Passed upwards</source>
        <translation>Transmise au niveau supérieur</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Reçue</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Retirée</translation>
    </message>
</context>
<context>
    <name>Guarantee</name>
    <message>
        <source>Children</source>
        <translation>Enfants</translation>
    </message>
    <message>
        <source>Health care</source>
        <translation>Santé</translation>
    </message>
    <message>
        <source>Older people</source>
        <translation>Personnes âgées</translation>
    </message>
    <message>
        <source>People of working age</source>
        <translation>Personnes d’âge actif</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message numerus="yes">
        <source>%n field(s) written for the first time</source>
        <translation>
            <numerusform>%n champ écrit pour la première fois</numerusform>
            <numerusform>%n champs écrits pour la première fois</numerusform>
        </translation>
    </message>
    <message>
        <source>About whom</source>
        <translation>De qui</translation>
    </message>
    <message>
        <source>Close the history</source>
        <translation>Fermer l’historique</translation>
    </message>
    <message>
        <source>Every field</source>
        <translation>Tous les champs</translation>
    </message>
    <message>
        <source>History of every field</source>
        <translation>Historique de chaque champ</translation>
    </message>
    <message>
        <source>Nothing was written of this.</source>
        <translation>Rien n’a été écrit à ce sujet.</translation>
    </message>
    <message>
        <source>Open the history</source>
        <translation>Ouvrir l’historique</translation>
    </message>
    <message>
        <source>Settled: {how}</source>
        <translation>Réglé&#xa0;: {how}</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Tout montrer</translation>
    </message>
    <message>
        <source>The household</source>
        <translation>Le ménage</translation>
    </message>
    <message>
        <source>The household and everybody in it</source>
        <translation>Le ménage et tous ses membres</translation>
    </message>
    <message>
        <source>Which field</source>
        <translation>Quel champ</translation>
    </message>
    <message>
        <source>Why: {words}</source>
        <translation>Pourquoi&#xa0;: {words}</translation>
    </message>
    <message>
        <source>laptop {device}</source>
        <translation>ordinateur {device}</translation>
    </message>
    <message>
        <source>not known here</source>
        <translation>inconnu ici</translation>
    </message>
    <message>
        <source>★ says who somebody is: the first value stands until a person decides.</source>
        <translation>★ dit qui est la personne&#xa0;: la première valeur reste jusqu’à ce que quelqu’un décide.</translation>
    </message>
</context>
<context>
    <name>Household</name>
    <message numerus="yes">
        <source>%n possible duplicate(s)…</source>
        <translation>
            <numerusform>%n doublon possible…</numerusform>
            <numerusform>%n doublons possibles…</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Back to the household</source>
        <translation>&amp;Retour au ménage</translation>
    </message>
    <message>
        <source>&amp;Cards</source>
        <translation>&amp;Cartes</translation>
    </message>
    <message>
        <source>&amp;Member</source>
        <translation>Mem&amp;bre</translation>
    </message>
    <message>
        <source>&amp;Update a milestone</source>
        <translation>Mettre à &amp;jour un jalon</translation>
    </message>
    <message>
        <source>Add a &amp;photo</source>
        <translation>Ajouter une &amp;photo</translation>
    </message>
    <message>
        <source>Add a photo</source>
        <translation>Ajouter une photo</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Another copy of: {paper}, {name}</source>
        <translation>Duplicata&#xa0;: {paper}, {name}</translation>
    </message>
    <message>
        <source>Another copy…</source>
        <translation>Duplicata…</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Naissance</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Carte</translation>
    </message>
    <message>
        <source>Chan&amp;ge…</source>
        <translation>Modif&amp;ier…</translation>
    </message>
    <message>
        <source>Changes asked for</source>
        <translation>Modifications demandées</translation>
    </message>
    <message>
        <source>Check eligibility</source>
        <translation>Vérifier l’éligibilité</translation>
    </message>
    <message>
        <source>Compound</source>
        <translation>Concession</translation>
    </message>
    <message>
        <source>Contributions and periods…</source>
        <translation>Cotisations et périodes…</translation>
    </message>
    <message>
        <source>Documents seen</source>
        <translation>Documents vus</translation>
    </message>
    <message>
        <source>Enrol</source>
        <translation>Inscrire</translation>
    </message>
    <message>
        <source>Enrolments</source>
        <translation>Inscriptions</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>Remis</translation>
    </message>
    <message>
        <source>Handed over today</source>
        <translation>Remis aujourd&apos;hui</translation>
    </message>
    <message>
        <source>Hide schemes they are not eligible for</source>
        <translation>Cacher les régimes auxquels le ménage n’est pas éligible</translation>
    </message>
    <message>
        <source>Identity documents</source>
        <translation>Pièces d&apos;identité</translation>
    </message>
    <message>
        <source>In the household</source>
        <translation>Dans le ménage</translation>
    </message>
    <message>
        <source>In the same compound:</source>
        <translation>Dans la même concession&#xa0;:</translation>
    </message>
    <message>
        <source>Insurance</source>
        <translation>Assurance</translation>
    </message>
    <message>
        <source>Journey</source>
        <translation>Parcours</translation>
    </message>
    <message>
        <source>Keep this photo</source>
        <translation>Garder cette photo</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Landmark</source>
        <translation>Point de repère</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Look and decide…</source>
        <translation>Voir et décider…</translation>
    </message>
    <message>
        <source>Look and settle</source>
        <translation>Regarder et régler</translation>
    </message>
    <message>
        <source>Make the copy</source>
        <translation>Établir le duplicata</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Membres</translation>
    </message>
    <message>
        <source>Moving</source>
        <translation>Départ</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>No paper was printed yet.</source>
        <translation>Aucun document n&apos;a encore été imprimé.</translation>
    </message>
    <message>
        <source>Nobody is insured in a scheme with contributions</source>
        <translation>Personne n&apos;est assuré dans un régime à cotisations</translation>
    </message>
    <message>
        <source>Opened for {name}</source>
        <translation>Ouvert pour {name}</translation>
    </message>
    <message>
        <source>Papers given out</source>
        <translation>Documents remis</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Photo</translation>
    </message>
    <message>
        <source>R&amp;eceipt</source>
        <translation>Récépi&amp;ssé</translation>
    </message>
    <message>
        <source>Registered on</source>
        <translation>Enregistré le</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rejetée</translation>
    </message>
    <message>
        <source>Schemes</source>
        <translation>Régimes</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sexe</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Tout afficher</translation>
    </message>
    <message>
        <source>Show identity numbers</source>
        <translation>Afficher les numéros d’identité</translation>
    </message>
    <message>
        <source>Show schemes they are not eligible for: {count}</source>
        <translation>Montrer les régimes auxquels le ménage n’est pas éligible&#xa0;: {count}</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Commencer</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>Telephones</source>
        <translation>Téléphones</translation>
    </message>
    <message>
        <source>The paper is recorded as handed over.</source>
        <translation>La remise du document est notée.</translation>
    </message>
    <message>
        <source>The photo is kept.</source>
        <translation>La photo est gardée.</translation>
    </message>
    <message>
        <source>The server refused: {field}, {name}</source>
        <translation>Le serveur a refusé&#xa0;: {field}, {name}</translation>
    </message>
    <message>
        <source>The update is kept.</source>
        <translation>La mise à jour est notée.</translation>
    </message>
    <message>
        <source>The whole household</source>
        <translation>Tout le ménage</translation>
    </message>
    <message>
        <source>To bring: {papers}</source>
        <translation>À apporter&#xa0;: {papers}</translation>
    </message>
    <message>
        <source>To settle</source>
        <translation>À régler</translation>
    </message>
    <message>
        <source>Two versions: {fields}, {name}</source>
        <translation>Deux versions&#xa0;: {fields}, {name}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>Annulée</translation>
    </message>
    <message>
        <source>Waits for approval by another person</source>
        <translation>Attend l’accord d’une autre personne</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Historique</translation>
    </message>
    <message>
        <source>What was done on other computers is told there.</source>
        <translation>Ce qui a été fait sur d&apos;autres ordinateurs s&apos;y trouve.</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Retirée</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Écrite</translation>
    </message>
    <message>
        <source>decided by {name}</source>
        <translation>décidé par {name}</translation>
    </message>
    <message>
        <source>in an acting role</source>
        <translation>par intérim</translation>
    </message>
    <message>
        <source>reason: {reason}</source>
        <translation>motif&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>to {district} on {date}; its file goes there at the next synchronisation</source>
        <translation>vers {district}, le {date}&#xa0;; le dossier y part à la prochaine synchronisation</translation>
    </message>
    <message>
        <source>until {date}</source>
        <translation>jusqu&apos;au {date}</translation>
    </message>
    <message>
        <source>{date}, by {name}</source>
        <translation>{date}, par {name}</translation>
    </message>
    <message>
        <source>{paper}, copy {number}</source>
        <translation>{paper}, duplicata n° {number}</translation>
    </message>
</context>
<context>
    <name>HouseholdKind</name>
    <message>
        <source>Family</source>
        <translation>Famille</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>Ménage</translation>
    </message>
    <message>
        <source>Institution</source>
        <translation>Institution</translation>
    </message>
    <message>
        <source>People living on the street</source>
        <translation>Personnes vivant dans la rue</translation>
    </message>
</context>
<context>
    <name>HouseholdSource</name>
    <message>
        <source>At the counter</source>
        <translation>Au guichet</translation>
    </message>
    <message>
        <source>From a list</source>
        <translation>À partir d’une liste</translation>
    </message>
    <message>
        <source>From a paper form</source>
        <translation>À partir d’un formulaire papier</translation>
    </message>
    <message>
        <source>In the field</source>
        <translation>Sur le terrain</translation>
    </message>
</context>
<context>
    <name>HouseholdStatus</name>
    <message>
        <source>Closed</source>
        <translation>Fermé</translation>
    </message>
    <message>
        <source>Merged with another</source>
        <translation>Fusionné avec un autre</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>Enregistré</translation>
    </message>
    <message>
        <source>To be verified again</source>
        <translation>À vérifier de nouveau</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Vérifié</translation>
    </message>
</context>
<context>
    <name>IdentifierScheme</name>
    <message>
        <source>Birth certificate</source>
        <translation>Extrait d&apos;acte de naissance</translation>
    </message>
    <message>
        <source>Family book</source>
        <translation>Livret de famille</translation>
    </message>
    <message>
        <source>Health insurance number</source>
        <translation>Numéro d&apos;assurance maladie</translation>
    </message>
    <message>
        <source>National identity number</source>
        <translation>Numéro national d&apos;identité</translation>
    </message>
    <message>
        <source>Other document</source>
        <translation>Autre pièce</translation>
    </message>
    <message>
        <source>Passport</source>
        <translation>Passeport</translation>
    </message>
    <message>
        <source>Programme number</source>
        <translation>Numéro de programme</translation>
    </message>
    <message>
        <source>Refugee card</source>
        <translation>Carte de réfugié</translation>
    </message>
    <message>
        <source>Social security number</source>
        <translation>Numéro de sécurité sociale</translation>
    </message>
    <message>
        <source>Tax number</source>
        <translation>Numéro fiscal</translation>
    </message>
    <message>
        <source>Voter card</source>
        <translation>Carte d&apos;électeur</translation>
    </message>
</context>
<context>
    <name>IdentifierSeen</name>
    <message>
        <source>Copy seen</source>
        <translation>Copie vue</translation>
    </message>
    <message>
        <source>Only declared</source>
        <translation>Seulement déclaré</translation>
    </message>
    <message>
        <source>Original seen</source>
        <translation>Original vu</translation>
    </message>
</context>
<context>
    <name>IdentifierStatus</name>
    <message>
        <source>Expired</source>
        <translation>Expiré</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Perdu</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Valable</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>Faux</translation>
    </message>
</context>
<context>
    <name>Identifiers</name>
    <message>
        <source>Kind of document</source>
        <translation>Type de pièce</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Numéro</translation>
    </message>
</context>
<context>
    <name>Insured</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n jour</numerusform>
            <numerusform>%n jours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) insured twice, counted once</source>
        <translation>
            <numerusform>%n jour assuré deux fois, compté une fois</numerusform>
            <numerusform>%n jours assurés deux fois, comptés une fois</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s)</source>
        <translation>
            <numerusform>%n mois</numerusform>
            <numerusform>%n mois</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s) paid in all</source>
        <translation>
            <numerusform>%n mois payé en tout</numerusform>
            <numerusform>%n mois payés en tout</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more month(s) to pay</source>
        <translation>
            <numerusform>encore %n mois à payer</numerusform>
            <numerusform>encore %n mois à payer</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Amount received</source>
        <translation>Mon&amp;tant reçu</translation>
    </message>
    <message>
        <source>&amp;Back to the household</source>
        <translation>&amp;Retour au ménage</translation>
    </message>
    <message>
        <source>&amp;Back to the periods</source>
        <translation>&amp;Retour aux périodes</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>&amp;Du</translation>
    </message>
    <message>
        <source>&amp;From month</source>
        <translation>&amp;Du mois</translation>
    </message>
    <message>
        <source>&amp;Institution</source>
        <translation>&amp;Institution</translation>
    </message>
    <message>
        <source>&amp;Keep the payment</source>
        <translation>&amp;Garder le paiement</translation>
    </message>
    <message>
        <source>&amp;Keep the period</source>
        <translation>&amp;Garder la période</translation>
    </message>
    <message>
        <source>&amp;Monthly base</source>
        <translation>&amp;Base mensuelle</translation>
    </message>
    <message>
        <source>&amp;Paid by</source>
        <translation>&amp;Payé par</translation>
    </message>
    <message>
        <source>&amp;Proof</source>
        <translation>&amp;Preuve</translation>
    </message>
    <message>
        <source>&amp;Reference</source>
        <translation>Ré&amp;férence</translation>
    </message>
    <message>
        <source>&amp;Until</source>
        <translation>&amp;Au</translation>
    </message>
    <message>
        <source>&amp;Until month</source>
        <translation>&amp;Au mois</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Montant</translation>
    </message>
    <message>
        <source>Amounts in {currency}. Each share is rounded on its own line.</source>
        <translation>Montants en {currency}. Chaque part est arrondie sur sa ligne.</translation>
    </message>
    <message>
        <source>At a glance</source>
        <translation>D&apos;un coup d&apos;œil</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Naissance</translation>
    </message>
    <message>
        <source>Branc&amp;h</source>
        <translation>Branc&amp;he</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>Branche</translation>
    </message>
    <message>
        <source>Code of the person</source>
        <translation>Code de la personne</translation>
    </message>
    <message>
        <source>Contribution statement</source>
        <translation>Déclaration des rémunérations</translation>
    </message>
    <message>
        <source>Contributions</source>
        <translation>Cotisations</translation>
    </message>
    <message>
        <source>Contributions are paid</source>
        <translation>Les cotisations sont payées</translation>
    </message>
    <message>
        <source>Countr&amp;y, two letters</source>
        <translation>Pa&amp;ys, deux lettres</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Pays</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>Compte</translation>
    </message>
    <message>
        <source>Day of payment</source>
        <translation>Jour du paiement</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Jours</translation>
    </message>
    <message>
        <source>Days insured twice, counted once</source>
        <translation>Jours assurés deux fois, comptés une fois</translation>
    </message>
    <message>
        <source>Days of the calendar</source>
        <translation>Jours du calendrier</translation>
    </message>
    <message>
        <source>Declared, but not paid: ask for the receipt</source>
        <translation>Déclaré, mais pas payé&#xa0;: demander le reçu</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Dû</translation>
    </message>
    <message>
        <source>Due for {months}: {amount}</source>
        <translation>Dû pour {months}&#xa0;: {amount}</translation>
    </message>
    <message>
        <source>Employer</source>
        <translation>Employeur</translation>
    </message>
    <message>
        <source>Employer&apos;s code</source>
        <translation>Code de l&apos;employeur</translation>
    </message>
    <message>
        <source>Entered in e&amp;rror</source>
        <translation>&amp;Saisi par erreur</translation>
    </message>
    <message>
        <source>Entitled</source>
        <translation>A droit</translation>
    </message>
    <message>
        <source>Entitled by enrolment</source>
        <translation>Droit ouvert par l&apos;inscription</translation>
    </message>
    <message>
        <source>Filed on</source>
        <translation>Déposée le</translation>
    </message>
    <message>
        <source>For the employer</source>
        <translation>Pour l&apos;employeur</translation>
    </message>
    <message>
        <source>For the institution of another country that adds periods together</source>
        <translation>Pour l&apos;institution d&apos;un autre pays qui totalise les périodes</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Du</translation>
    </message>
    <message>
        <source>In two places</source>
        <translation>En deux endroits</translation>
    </message>
    <message>
        <source>Institution</source>
        <translation>Institution</translation>
    </message>
    <message>
        <source>Insurance</source>
        <translation>Assurance</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>Délivré par</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Mois</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>No month has been paid</source>
        <translation>Aucun mois n&apos;est payé</translation>
    </message>
    <message>
        <source>No period of insurance is known at this office.</source>
        <translation>Ce bureau ne connaît aucune période d&apos;assurance.</translation>
    </message>
    <message>
        <source>No period yet. Add one from a certificate of another institution.</source>
        <translation>Pas encore de période. Ajoutez-en une d&apos;après un certificat d&apos;une autre institution.</translation>
    </message>
    <message>
        <source>Nobody here is insured in any scheme.</source>
        <translation>Personne ici n&apos;est assuré dans un régime.</translation>
    </message>
    <message>
        <source>Not entitled</source>
        <translation>N&apos;a pas droit</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Numéro</translation>
    </message>
    <message>
        <source>Officer, stamp</source>
        <translation>Agent, cachet</translation>
    </message>
    <message>
        <source>P&amp;erson</source>
        <translation>P&amp;ersonne</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Payé</translation>
    </message>
    <message>
        <source>Payer&apos;s &amp;name</source>
        <translation>&amp;Nom du payeur</translation>
    </message>
    <message>
        <source>Payments received</source>
        <translation>Paiements reçus</translation>
    </message>
    <message>
        <source>Periods</source>
        <translation>Périodes</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>Preuve</translation>
    </message>
    <message>
        <source>Rate of the month</source>
        <translation>Taux du mois</translation>
    </message>
    <message>
        <source>Received &amp;on</source>
        <translation>Reçu &amp;le</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Référence</translation>
    </message>
    <message>
        <source>Registration number</source>
        <translation>Numéro d&apos;affiliation</translation>
    </message>
    <message>
        <source>Replaced by a later statement: no longer valid</source>
        <translation>Remplacée par une déclaration ultérieure&#xa0;: plus valable</translation>
    </message>
    <message>
        <source>Replaces statement {code}</source>
        <translation>Remplace la déclaration {code}</translation>
    </message>
    <message>
        <source>Sc&amp;heme</source>
        <translation>Régi&amp;me</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>Régime</translation>
    </message>
    <message>
        <source>Signature or fingerprint of the insured person</source>
        <translation>Signature ou empreinte de l&apos;assuré</translation>
    </message>
    <message>
        <source>Sponsor</source>
        <translation>Tiers payant</translation>
    </message>
    <message>
        <source>Statement of insurance periods</source>
        <translation>Relevé des périodes d&apos;assurance</translation>
    </message>
    <message>
        <source>Statement of periods on paper</source>
        <translation>Relevé des périodes sur papier</translation>
    </message>
    <message>
        <source>Still to be paid</source>
        <translation>Reste à payer</translation>
    </message>
    <message>
        <source>Tax number</source>
        <translation>Numéro fiscal</translation>
    </message>
    <message>
        <source>The last payment is too long ago</source>
        <translation>Le dernier paiement est trop ancien</translation>
    </message>
    <message>
        <source>The payment is kept.</source>
        <translation>Le paiement est gardé.</translation>
    </message>
    <message>
        <source>The period counts no more.</source>
        <translation>La période ne compte plus.</translation>
    </message>
    <message>
        <source>The period is kept.</source>
        <translation>La période est gardée.</translation>
    </message>
    <message>
        <source>The waiting time is not over</source>
        <translation>Le stage n&apos;est pas terminé</translation>
    </message>
    <message>
        <source>The whole household</source>
        <translation>Tout le ménage</translation>
    </message>
    <message>
        <source>To verify</source>
        <translation>À vérifier</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Aujourd&apos;hui</translation>
    </message>
    <message>
        <source>Together, a day insured in two countries counts once. Months are whole from the first day of a period on; thirty days left over make a month. Branches are never added.</source>
        <translation>Au total, un jour assuré dans deux pays compte une fois. Les mois sont entiers à partir du premier jour d&apos;une période&#x202f;; trente jours restants font un mois. Les branches ne s&apos;additionnent jamais.</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Totals</source>
        <translation>Totaux</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Au</translation>
    </message>
    <message>
        <source>Wage</source>
        <translation>Salaire</translation>
    </message>
    <message>
        <source>What is due is worked out on it; empty where the law sets no rate.</source>
        <translation>Ce qui est dû est calculé dessus&#x202f;; vide si la loi ne fixe pas de taux.</translation>
    </message>
    <message>
        <source>What to look at</source>
        <translation>Ce qu&apos;il faut regarder</translation>
    </message>
    <message>
        <source>Which paper was seen</source>
        <translation>La pièce qui a été vue</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Qui</translation>
    </message>
    <message>
        <source>Who is entitled</source>
        <translation>Qui a droit</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>Travailleur</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Travailleurs</translation>
    </message>
    <message>
        <source>Workers of the month</source>
        <translation>Travailleurs du mois</translation>
    </message>
    <message>
        <source>declared by {employer}</source>
        <translation>déclaré par {employer}</translation>
    </message>
    <message>
        <source>employer {share}</source>
        <translation>employeur {share}</translation>
    </message>
    <message>
        <source>last month paid: {month}</source>
        <translation>dernier mois payé&#xa0;: {month}</translation>
    </message>
    <message>
        <source>no</source>
        <translation>non</translation>
    </message>
    <message>
        <source>not counted: entered in error</source>
        <translation>non compté&#xa0;: saisi par erreur</translation>
    </message>
    <message>
        <source>sponsor {share}</source>
        <translation>tiers payant {share}</translation>
    </message>
    <message>
        <source>together</source>
        <translation>ensemble</translation>
    </message>
    <message>
        <source>until {date}</source>
        <translation>jusqu&apos;au {date}</translation>
    </message>
    <message>
        <source>wage counted up to {amount}</source>
        <translation>salaire compté jusqu&apos;à {amount}</translation>
    </message>
    <message>
        <source>worker {share}</source>
        <translation>travailleur {share}</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>oui</translation>
    </message>
    <message>
        <source>{months} and {days}</source>
        <translation>{months} et {days}</translation>
    </message>
</context>
<context>
    <name>Journey</name>
    <message>
        <source>&amp;Date</source>
        <translation>&amp;Date</translation>
    </message>
    <message>
        <source>&amp;Keep this update</source>
        <translation>&amp;Garder cette mise à jour</translation>
    </message>
    <message>
        <source>A correction</source>
        <translation>Correction</translation>
    </message>
    <message>
        <source>Add an update</source>
        <translation>Ajouter une mise à jour</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Correct the update of {date}</source>
        <translation>Corriger la mise à jour du {date}</translation>
    </message>
    <message>
        <source>Corrected since</source>
        <translation>Corrigée depuis</translation>
    </message>
    <message>
        <source>Correct…</source>
        <translation>Corriger…</translation>
    </message>
    <message>
        <source>Do not correct</source>
        <translation>Ne pas corriger</translation>
    </message>
    <message>
        <source>Due on {date}</source>
        <translation>Échéance&#xa0;: {date}</translation>
    </message>
    <message>
        <source>Due {date}</source>
        <translation>Échéance {date}</translation>
    </message>
    <message>
        <source>E&amp;vidence</source>
        <translation>Pièce justi&amp;ficative</translation>
    </message>
    <message>
        <source>Late since {date}</source>
        <translation>En retard depuis le {date}</translation>
    </message>
    <message>
        <source>Late: it was due on {date}.</source>
        <translation>En retard&#xa0;: l&apos;échéance était le {date}.</translation>
    </message>
    <message>
        <source>N&amp;ote</source>
        <translation>&amp;Note</translation>
    </message>
    <message>
        <source>New &amp;state</source>
        <translation>N&amp;ouvel état</translation>
    </message>
    <message>
        <source>Nothing was said of this step yet.</source>
        <translation>Rien n&apos;a encore été noté pour cette étape.</translation>
    </message>
    <message>
        <source>Number or title of the paper, if there is one.</source>
        <translation>Numéro ou titre du document, s&apos;il y en a un.</translation>
    </message>
    <message>
        <source>Reached by itself</source>
        <translation>Atteint automatiquement</translation>
    </message>
    <message>
        <source>The household’s journey</source>
        <translation>Parcours du ménage</translation>
    </message>
    <message>
        <source>Updates so far</source>
        <translation>Mises à jour</translation>
    </message>
    <message>
        <source>{milestone}, {standing}</source>
        <translation>{milestone}, {standing}</translation>
    </message>
</context>
<context>
    <name>Journey of a change</name>
    <message>
        <source>Arrived</source>
        <translation>Arrivé</translation>
    </message>
    <message>
        <source>Arrived at the server on {moment}</source>
        <translation>Arrivé au serveur le {moment}</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Refusé</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Envoyé</translation>
    </message>
    <message>
        <source>Two versions</source>
        <translation>Deux versions</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Alt + letter</source>
        <translation>Alt + lettre</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Find anything: a person, a household, an act</source>
        <translation>Trouver une personne, un ménage, une action</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Touches</translation>
    </message>
    <message>
        <source>Lock the window</source>
        <translation>Verrouiller la fenêtre</translation>
    </message>
    <message>
        <source>New household</source>
        <translation>Nouveau ménage</translation>
    </message>
    <message>
        <source>Next field</source>
        <translation>Champ suivant</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>Un pas en arrière</translation>
    </message>
    <message>
        <source>Press the button, open the row</source>
        <translation>Presser le bouton, ouvrir la ligne</translation>
    </message>
    <message>
        <source>Print desk</source>
        <translation>Impression</translation>
    </message>
    <message>
        <source>Scan a card or a receipt with the camera</source>
        <translation>Lire une carte ou un récépissé avec la caméra</translation>
    </message>
    <message>
        <source>Search a person or a household</source>
        <translation>Chercher une personne ou un ménage</translation>
    </message>
    <message>
        <source>Synchronise</source>
        <translation>Synchroniser</translation>
    </message>
    <message>
        <source>This sheet</source>
        <translation>Cette feuille</translation>
    </message>
    <message>
        <source>To decide: requests and possible duplicates</source>
        <translation>À décider&#xa0;: demandes et doublons possibles</translation>
    </message>
    <message>
        <source>Undo the last change of the household on screen</source>
        <translation>Annuler la dernière modification du ménage affiché</translation>
    </message>
    <message>
        <source>With an underlined letter: that field or button</source>
        <translation>Avec une lettre soulignée&#xa0;: ce champ ou ce bouton</translation>
    </message>
</context>
<context>
    <name>Kinds</name>
    <message>
        <source>Amounts due</source>
        <translation>Montants dus</translation>
    </message>
    <message>
        <source>Answers to requests</source>
        <translation>Réponses aux demandes</translation>
    </message>
    <message>
        <source>Appointments</source>
        <translation>Rendez-vous</translation>
    </message>
    <message>
        <source>Assessments</source>
        <translation>Évaluations</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>Campagnes</translation>
    </message>
    <message>
        <source>Candidates on lists</source>
        <translation>Candidats des listes</translation>
    </message>
    <message>
        <source>Case notes</source>
        <translation>Notes de suivi</translation>
    </message>
    <message>
        <source>Cohorts</source>
        <translation>Cohortes</translation>
    </message>
    <message>
        <source>Complaints</source>
        <translation>Réclamations</translation>
    </message>
    <message>
        <source>Contradictions settled</source>
        <translation>Contradictions réglées</translation>
    </message>
    <message>
        <source>Contributions received</source>
        <translation>Cotisations reçues</translation>
    </message>
    <message>
        <source>Decisions on eligibility</source>
        <translation>Décisions d’éligibilité</translation>
    </message>
    <message>
        <source>Employers</source>
        <translation>Employeurs</translation>
    </message>
    <message>
        <source>Employers’ statements</source>
        <translation>Déclarations des employeurs</translation>
    </message>
    <message>
        <source>Enrolments</source>
        <translation>Inscriptions aux programmes</translation>
    </message>
    <message>
        <source>Forms filled in</source>
        <translation>Formulaires remplis</translation>
    </message>
    <message>
        <source>Households</source>
        <translation>Ménages</translation>
    </message>
    <message>
        <source>Households of campaigns</source>
        <translation>Ménages des campagnes</translation>
    </message>
    <message>
        <source>Households of cohorts</source>
        <translation>Ménages des cohortes</translation>
    </message>
    <message>
        <source>Identity numbers</source>
        <translation>Numéros d’identité</translation>
    </message>
    <message>
        <source>Insurance periods</source>
        <translation>Périodes d’assurance</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Emplois</translation>
    </message>
    <message>
        <source>Judgements of look-alikes</source>
        <translation>Avis sur les ressemblances</translation>
    </message>
    <message>
        <source>Lines of personal plans</source>
        <translation>Lignes des plans personnels</translation>
    </message>
    <message>
        <source>Lines of statements</source>
        <translation>Lignes des déclarations</translation>
    </message>
    <message>
        <source>Lists of candidates</source>
        <translation>Listes de candidats</translation>
    </message>
    <message>
        <source>Members of households</source>
        <translation>Membres des ménages</translation>
    </message>
    <message>
        <source>Merges</source>
        <translation>Fusions</translation>
    </message>
    <message>
        <source>Merges taken back</source>
        <translation>Fusions annulées</translation>
    </message>
    <message>
        <source>Moves to other districts</source>
        <translation>Départs vers d’autres districts</translation>
    </message>
    <message>
        <source>Needs</source>
        <translation>Besoins</translation>
    </message>
    <message>
        <source>Notes of who looked</source>
        <translation>Notes de consultation</translation>
    </message>
    <message>
        <source>Objections to lists</source>
        <translation>Objections aux listes</translation>
    </message>
    <message>
        <source>Organisations</source>
        <translation>Organismes</translation>
    </message>
    <message>
        <source>Papers handed over</source>
        <translation>Documents remis</translation>
    </message>
    <message>
        <source>Papers printed</source>
        <translation>Documents imprimés</translation>
    </message>
    <message>
        <source>Payment cycles</source>
        <translation>Cycles de paiement</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>Paiements</translation>
    </message>
    <message>
        <source>Persons</source>
        <translation>Personnes</translation>
    </message>
    <message>
        <source>Portraits</source>
        <translation>Portraits</translation>
    </message>
    <message>
        <source>Privacy notices</source>
        <translation>Notices de protection des données</translation>
    </message>
    <message>
        <source>Proofs of life</source>
        <translation>Preuves de vie</translation>
    </message>
    <message>
        <source>Recipients</source>
        <translation>Personnes qui perçoivent</translation>
    </message>
    <message>
        <source>Referrals</source>
        <translation>Orientations</translation>
    </message>
    <message>
        <source>Requests for changes</source>
        <translation>Demandes de modification</translation>
    </message>
    <message>
        <source>Reserved codes</source>
        <translation>Codes réservés</translation>
    </message>
    <message>
        <source>Rights to act for somebody</source>
        <translation>Suppléances</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>Numérisations</translation>
    </message>
    <message>
        <source>Second visits</source>
        <translation>Contre-visites</translation>
    </message>
    <message>
        <source>Services used</source>
        <translation>Services utilisés</translation>
    </message>
    <message>
        <source>Shocks</source>
        <translation>Chocs</translation>
    </message>
    <message>
        <source>Steps of complaints</source>
        <translation>Étapes des réclamations</translation>
    </message>
    <message>
        <source>Steps of enrolments</source>
        <translation>Étapes des inscriptions</translation>
    </message>
    <message>
        <source>Steps of journeys</source>
        <translation>Étapes de parcours</translation>
    </message>
    <message>
        <source>Steps of referrals</source>
        <translation>Étapes des orientations</translation>
    </message>
    <message>
        <source>Telephone numbers</source>
        <translation>Numéros de téléphone</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Utilisateurs</translation>
    </message>
    <message>
        <source>Visits to employers</source>
        <translation>Visites aux employeurs</translation>
    </message>
</context>
<context>
    <name>LegalBasis</name>
    <message>
        <source>Consent</source>
        <translation>Consentement</translation>
    </message>
    <message>
        <source>Contract</source>
        <translation>Contrat</translation>
    </message>
    <message>
        <source>Legal obligation</source>
        <translation>Obligation légale</translation>
    </message>
    <message>
        <source>Legitimate interest</source>
        <translation>Intérêt légitime</translation>
    </message>
    <message>
        <source>Public interest</source>
        <translation>Intérêt public</translation>
    </message>
    <message>
        <source>Vital interest</source>
        <translation>Intérêt vital</translation>
    </message>
</context>
<context>
    <name>Letter</name>
    <message>
        <source>Another officer will look at it. It is free.</source>
        <translation>Un autre agent l’examinera. C’est gratuit.</translation>
    </message>
    <message>
        <source>Applied on</source>
        <translation>Demande du</translation>
    </message>
    <message>
        <source>Contributions paid by</source>
        <translation>Cotisations payées par</translation>
    </message>
    <message>
        <source>Decided on</source>
        <translation>Décision du</translation>
    </message>
    <message>
        <source>Decision on your application</source>
        <translation>Décision sur votre demande</translation>
    </message>
    <message>
        <source>Documents still missing</source>
        <translation>Documents qui manquent encore</translation>
    </message>
    <message>
        <source>End of an enrolment</source>
        <translation>Fin d’une inscription</translation>
    </message>
    <message>
        <source>Ended on</source>
        <translation>Fin le</translation>
    </message>
    <message>
        <source>Enrolled in</source>
        <translation>Inscription à</translation>
    </message>
    <message>
        <source>Enrolled on</source>
        <translation>Inscription du</translation>
    </message>
    <message>
        <source>Enrolment receipt</source>
        <translation>Récépissé d’inscription</translation>
    </message>
    <message>
        <source>Entitled until</source>
        <translation>Droits jusqu’au</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Pour</translation>
    </message>
    <message>
        <source>If you do not agree</source>
        <translation>Si vous n’êtes pas d’accord</translation>
    </message>
    <message>
        <source>In their place</source>
        <translation>À sa place</translation>
    </message>
    <message>
        <source>Next proof of life</source>
        <translation>Prochaine preuve de vie</translation>
    </message>
    <message>
        <source>Nothing is paid for the time after the death.</source>
        <translation>Rien n’est payé pour le temps après le décès.</translation>
    </message>
    <message>
        <source>Nothing more is paid for the time after this day.</source>
        <translation>Plus rien n’est payé pour le temps après ce jour.</translation>
    </message>
    <message>
        <source>Number of the enrolment</source>
        <translation>Numéro de l’inscription</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>Régime</translation>
    </message>
    <message>
        <source>Signature or fingerprint, if wished</source>
        <translation>Signature ou empreinte, si souhaité</translation>
    </message>
    <message>
        <source>Starts on</source>
        <translation>Commence le</translation>
    </message>
    <message>
        <source>The card of this scheme is no longer valid. Please give it back.</source>
        <translation>La carte de ce régime n’est plus valable. Merci de la rendre.</translation>
    </message>
    <message>
        <source>The decision</source>
        <translation>La décision</translation>
    </message>
    <message>
        <source>The enrolment has ended.</source>
        <translation>L’inscription a pris fin.</translation>
    </message>
    <message>
        <source>The office enrols you and gives you an enrolment receipt.</source>
        <translation>Le bureau vous inscrit et vous remet un récépissé d’inscription.</translation>
    </message>
    <message>
        <source>Under the condition that the missing documents are brought.</source>
        <translation>À condition que les documents manquants soient apportés.</translation>
    </message>
    <message>
        <source>We tell you as soon as a place is free. Tell us if you move.</source>
        <translation>Nous vous prévenons dès qu’une place est libre. Dites-nous si vous déménagez.</translation>
    </message>
    <message>
        <source>We write to say</source>
        <translation>Nous vous écrivons pour vous dire</translation>
    </message>
    <message>
        <source>What happens now</source>
        <translation>Ce qui se passe maintenant</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>Ce que cela signifie</translation>
    </message>
    <message>
        <source>What you receive</source>
        <translation>Ce que vous recevez</translation>
    </message>
    <message>
        <source>Who collects</source>
        <translation>Qui encaisse</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Pourquoi</translation>
    </message>
    <message>
        <source>You are eligible and on the waiting list.</source>
        <translation>Vous êtes éligible et sur la liste d’attente.</translation>
    </message>
    <message>
        <source>You are eligible for this scheme.</source>
        <translation>Vous êtes éligible à ce régime.</translation>
    </message>
    <message>
        <source>You are enrolled. Keep the enrolment receipt with this letter.</source>
        <translation>Vous êtes inscrit. Gardez le récépissé d’inscription avec cette lettre.</translation>
    </message>
    <message>
        <source>You are not eligible for this scheme.</source>
        <translation>Vous n’êtes pas éligible à ce régime.</translation>
    </message>
    <message>
        <source>You have completed the programme.</source>
        <translation>Vous avez achevé le programme.</translation>
    </message>
    <message>
        <source>You may appeal until {date}, at this office, by word or in writing.</source>
        <translation>Vous pouvez faire appel jusqu’au {date}, à ce bureau, de vive voix ou par écrit.</translation>
    </message>
    <message>
        <source>You may apply again when your situation has changed.</source>
        <translation>Vous pouvez refaire une demande quand votre situation a changé.</translation>
    </message>
    <message>
        <source>You may complain at this office, by word or in writing. It is free.</source>
        <translation>Vous pouvez faire une réclamation à ce bureau, de vive voix ou par écrit. C’est gratuit.</translation>
    </message>
    <message>
        <source>Your place on the list today: {number}</source>
        <translation>Votre rang sur la liste aujourd’hui&#xa0;: {number}</translation>
    </message>
    <message>
        <source>nobody named</source>
        <translation>personne de désigné</translation>
    </message>
</context>
<context>
    <name>LifeProof</name>
    <message>
        <source>Certificate</source>
        <translation>Certificat</translation>
    </message>
    <message>
        <source>Home visit</source>
        <translation>Visite à domicile</translation>
    </message>
    <message>
        <source>In person</source>
        <translation>En personne</translation>
    </message>
    <message>
        <source>Video call</source>
        <translation>Appel vidéo</translation>
    </message>
</context>
<context>
    <name>ListStanding</name>
    <message>
        <source>Selected</source>
        <translation>Retenu</translation>
    </message>
    <message>
        <source>Struck out</source>
        <translation>Radié</translation>
    </message>
    <message>
        <source>To be verified</source>
        <translation>À vérifier</translation>
    </message>
    <message>
        <source>Waiting for a place</source>
        <translation>En attente d’une place</translation>
    </message>
</context>
<context>
    <name>ListStep</name>
    <message>
        <source>Cancelled</source>
        <translation>Annulée</translation>
    </message>
    <message>
        <source>Final</source>
        <translation>Définitive</translation>
    </message>
    <message>
        <source>Provisional</source>
        <translation>Provisoire</translation>
    </message>
    <message>
        <source>Validated</source>
        <translation>Validée</translation>
    </message>
</context>
<context>
    <name>Lists</name>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Âge</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Naissance</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Compound</source>
        <translation>Concession</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>Date de naissance</translation>
    </message>
    <message>
        <source>Day of the age</source>
        <translation>Jour de l’âge</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Erreur</translation>
    </message>
    <message>
        <source>Family name</source>
        <translation>Nom de famille</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Champ</translation>
    </message>
    <message>
        <source>Found by</source>
        <translation>Trouvé par</translation>
    </message>
    <message>
        <source>Given name</source>
        <translation>Prénom</translation>
    </message>
    <message>
        <source>Head of household</source>
        <translation>Chef de ménage</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>Ménage</translation>
    </message>
    <message>
        <source>Household number</source>
        <translation>Numéro de ménage</translation>
    </message>
    <message>
        <source>Kind of household</source>
        <translation>Type de ménage</translation>
    </message>
    <message>
        <source>Landmark</source>
        <translation>Repère</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>Latitude</translation>
    </message>
    <message>
        <source>Legal basis</source>
        <translation>Base légale</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>Longitude</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Membres</translation>
    </message>
    <message>
        <source>Mother’s name</source>
        <translation>Nom de la mère</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Name of the place</source>
        <translation>Nom du lieu</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Non</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>Non lue</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>Autres noms</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Papier</translation>
    </message>
    <message>
        <source>Parent or guardian</source>
        <translation>Parent ou tuteur</translation>
    </message>
    <message>
        <source>Person’s number in the list</source>
        <translation>Numéro de la personne dans la liste</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Lieu</translation>
    </message>
    <message>
        <source>Place, name or code</source>
        <translation>Lieu, nom ou code</translation>
    </message>
    <message>
        <source>Printed on</source>
        <translation>Imprimé le</translation>
    </message>
    <message>
        <source>Reason why the sex is not known</source>
        <translation>Raison du sexe inconnu</translation>
    </message>
    <message>
        <source>Registered on</source>
        <translation>Enregistré le</translation>
    </message>
    <message>
        <source>Role in the household</source>
        <translation>Rôle dans le ménage</translation>
    </message>
    <message>
        <source>Second telephone</source>
        <translation>Second téléphone</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sexe</translation>
    </message>
    <message>
        <source>Single name</source>
        <translation>Nom unique</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>Telephone of the household</source>
        <translation>Téléphone du ménage</translation>
    </message>
    <message>
        <source>Village or neighbourhood</source>
        <translation>Village ou quartier</translation>
    </message>
    <message>
        <source>Whole name, family name first</source>
        <translation>Nom complet, nom de famille d’abord</translation>
    </message>
    <message>
        <source>Whole name, given name first</source>
        <translation>Nom complet, prénom d’abord</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Oui</translation>
    </message>
    <message>
        <source>{name} (deceased)</source>
        <translation>{name} (décès déclaré)</translation>
    </message>
    <message>
        <source>{name} (merged)</source>
        <translation>{name} (fiche fusionnée)</translation>
    </message>
    <message>
        <source>{name} (without a household)</source>
        <translation>{name} (sans ménage)</translation>
    </message>
</context>
<context>
    <name>Marital</name>
    <message>
        <source>Consensual union</source>
        <translation>Union libre</translation>
    </message>
    <message>
        <source>Divorced</source>
        <translation>Divorcé</translation>
    </message>
    <message>
        <source>Married</source>
        <translation>Marié</translation>
    </message>
    <message>
        <source>Never married</source>
        <translation>Célibataire</translation>
    </message>
    <message>
        <source>Separated</source>
        <translation>Séparé</translation>
    </message>
    <message>
        <source>Widowed</source>
        <translation>Veuf</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Fermer ce message</translation>
    </message>
</context>
<context>
    <name>MilestoneStatus</name>
    <message>
        <source>Achieved</source>
        <translation>Atteint</translation>
    </message>
    <message>
        <source>Delayed</source>
        <translation>En retard</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Abandonné</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>En cours</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>Prévu</translation>
    </message>
    <message>
        <source>Retracted</source>
        <translation>Retiré</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Vérifié</translation>
    </message>
</context>
<context>
    <name>Modality</name>
    <message>
        <source>Bank transfer</source>
        <translation>Virement bancaire</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Espèces</translation>
    </message>
    <message>
        <source>Fee waiver</source>
        <translation>Exemption de frais</translation>
    </message>
    <message>
        <source>In kind</source>
        <translation>En nature</translation>
    </message>
    <message>
        <source>Mobile money</source>
        <translation>Monnaie mobile</translation>
    </message>
    <message>
        <source>Prepaid card</source>
        <translation>Carte prépayée</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Through an agent</source>
        <translation>Par un agent payeur</translation>
    </message>
    <message>
        <source>Voucher</source>
        <translation>Bon</translation>
    </message>
</context>
<context>
    <name>MyData</name>
    <message numerus="yes">
        <source>%n document(s) kept</source>
        <translation>
            <numerusform>%n pièce gardée</numerusform>
            <numerusform>%n pièces gardées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n year(s) after you leave the register</source>
        <translation>
            <numerusform>%n an après votre sortie du registre</numerusform>
            <numerusform>%n ans après votre sortie du registre</numerusform>
        </translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>All that this office holds of your household, as it stood when this was printed.</source>
        <translation>Tout ce que ce service garde de votre ménage, à la date d’impression.</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Naissance</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Entered</source>
        <translation>Saisi</translation>
    </message>
    <message>
        <source>Kept for</source>
        <translation>Durée de conservation</translation>
    </message>
    <message>
        <source>Landmark</source>
        <translation>Repère</translation>
    </message>
    <message>
        <source>Legal basis</source>
        <translation>Base légale</translation>
    </message>
    <message>
        <source>Member since</source>
        <translation>Membre depuis</translation>
    </message>
    <message>
        <source>Member until</source>
        <translation>Membre jusqu’au</translation>
    </message>
    <message>
        <source>Mother’s name</source>
        <translation>Nom de la mère</translation>
    </message>
    <message>
        <source>My data</source>
        <translation>Mes données</translation>
    </message>
    <message>
        <source>Nobody but the officers who registered and updated it.</source>
        <translation>Personne, hormis les agents qui l’ont enregistré et mis à jour.</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>Aucun.</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Information donnée</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>Bureau</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>Autres noms</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>Page {page} sur {pages}</translation>
    </message>
    <message>
        <source>Papers and documents</source>
        <translation>Papiers et pièces</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Photo</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Lieu</translation>
    </message>
    <message>
        <source>Registered on</source>
        <translation>Enregistré le</translation>
    </message>
    <message>
        <source>Role in the household</source>
        <translation>Rôle dans le ménage</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>Numérisations</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sexe</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>The household</source>
        <translation>Le ménage</translation>
    </message>
    <message>
        <source>Vital status</source>
        <translation>Situation vitale</translation>
    </message>
    <message>
        <source>Who looked at this file</source>
        <translation>Qui a consulté ce dossier</translation>
    </message>
    <message>
        <source>Why we hold these data</source>
        <translation>Pourquoi nous gardons ces données</translation>
    </message>
    <message>
        <source>You may have a mistake corrected, contest what is written here, and ask again for this sheet, free of charge, at this office. An answer is due within 30 days.</source>
        <translation>Vous pouvez faire corriger une erreur, contester ce qui est écrit ici et redemander cette fiche, gratuitement, à ce guichet. Une réponse vous est due dans les 30 jours.</translation>
    </message>
    <message>
        <source>Your rights</source>
        <translation>Vos droits</translation>
    </message>
    <message>
        <source>deceased</source>
        <translation>décédé(e)</translation>
    </message>
    <message>
        <source>kept, printed on the card</source>
        <translation>gardée, imprimée sur la carte</translation>
    </message>
    <message>
        <source>{moment}, copy {number}</source>
        <translation>{moment}, exemplaire {number}</translation>
    </message>
</context>
<context>
    <name>NeedSource</name>
    <message>
        <source>Found by an assessment</source>
        <translation>Constaté par une évaluation</translation>
    </message>
    <message>
        <source>Said by the household</source>
        <translation>Déclaré par le ménage</translation>
    </message>
    <message>
        <source>Seen by the officer</source>
        <translation>Observé par l’agent</translation>
    </message>
</context>
<context>
    <name>NeedStatus</name>
    <message>
        <source>Addressed</source>
        <translation>Pris en charge</translation>
    </message>
    <message>
        <source>Does not apply</source>
        <translation>Sans objet</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvert</translation>
    </message>
    <message>
        <source>Unmet</source>
        <translation>Non satisfait</translation>
    </message>
</context>
<context>
    <name>NoteKind</name>
    <message>
        <source>Call</source>
        <translation>Appel</translation>
    </message>
    <message>
        <source>Closure</source>
        <translation>Clôture</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>Visite</translation>
    </message>
</context>
<context>
    <name>NoticeGiven</name>
    <message>
        <source>Handed over on paper</source>
        <translation>Remise sur papier</translation>
    </message>
    <message>
        <source>Not recorded</source>
        <translation>Non noté</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>Lue à voix haute</translation>
    </message>
    <message>
        <source>Shown on screen</source>
        <translation>Montrée à l&apos;écran</translation>
    </message>
</context>
<context>
    <name>Paper</name>
    <message>
        <source>&amp;Print…</source>
        <translation>&amp;Imprimer…</translation>
    </message>
    <message>
        <source>Beneficiary card</source>
        <translation>Carte de bénéficiaire</translation>
    </message>
    <message>
        <source>Decision letter</source>
        <translation>Lettre de décision</translation>
    </message>
    <message>
        <source>Enrolment receipt</source>
        <translation>Récépissé d’inscription</translation>
    </message>
    <message>
        <source>Exit letter</source>
        <translation>Lettre de sortie</translation>
    </message>
    <message>
        <source>Registration form</source>
        <translation>Fiche d&apos;enregistrement</translation>
    </message>
    <message>
        <source>Registration receipt</source>
        <translation>Récépissé d&apos;enregistrement</translation>
    </message>
    <message>
        <source>Sa&amp;ve as PDF…</source>
        <translation>Enregistrer en P&amp;DF…</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Enregistrer en PDF</translation>
    </message>
    <message>
        <source>Sheet “My data”</source>
        <translation>Fiche «&#xa0;Mes données&#xa0;»</translation>
    </message>
    <message>
        <source>Statement of insurance periods</source>
        <translation>Relevé des périodes d&apos;assurance</translation>
    </message>
    <message>
        <source>The pages could not be made.</source>
        <translation>Les pages n&apos;ont pas pu être composées.</translation>
    </message>
</context>
<context>
    <name>Password</name>
    <message>
        <source>Hide the password</source>
        <translation>Cacher le mot de passe</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>Montrer le mot de passe</translation>
    </message>
</context>
<context>
    <name>Payer</name>
    <message>
        <source>Employer</source>
        <translation>Employeur</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>Ménage</translation>
    </message>
    <message>
        <source>Member abroad</source>
        <translation>Membre à l’étranger</translation>
    </message>
    <message>
        <source>Sponsor</source>
        <translation>Tiers payant</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>Travailleur</translation>
    </message>
</context>
<context>
    <name>PaymentStatus</name>
    <message>
        <source>Cancelled</source>
        <translation>Annulé</translation>
    </message>
    <message>
        <source>Cash returned</source>
        <translation>Espèces restituées</translation>
    </message>
    <message>
        <source>Not paid</source>
        <translation>Non payé</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Payé</translation>
    </message>
</context>
<context>
    <name>People</name>
    <message numerus="yes">
        <source>%n by the mother&apos;s name</source>
        <translation>
            <numerusform>%n par le nom de la mère</numerusform>
            <numerusform>%n par le nom de la mère</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n by the village</source>
        <translation>
            <numerusform>%n par le village</numerusform>
            <numerusform>%n par le village</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n household(s)</source>
        <translation>
            <numerusform>%n ménage</numerusform>
            <numerusform>%n ménages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of a near spelling</source>
        <translation>
            <numerusform>%n de graphie proche</numerusform>
            <numerusform>%n de graphie proche</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n personne</numerusform>
            <numerusform>%n personnes</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;New household</source>
        <translation>&amp;Nouveau ménage</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Comptage…</translation>
    </message>
    <message>
        <source>Empty the box</source>
        <translation>Vider la recherche</translation>
    </message>
    <message>
        <source>Households</source>
        <translation>Ménages</translation>
    </message>
    <message>
        <source>Name, code, telephone or identity number</source>
        <translation>Nom, code, téléphone ou numéro d&apos;identité</translation>
    </message>
    <message>
        <source>Nobody is registered yet. Begin with New household (F2).</source>
        <translation>Personne n&apos;est encore enregistré. Commencez par Nouveau ménage (F2).</translation>
    </message>
    <message>
        <source>Nobody matches with these filters. Remove one, or all of them.</source>
        <translation>Personne ne correspond avec ces filtres. Retirez-en un, ou tous.</translation>
    </message>
    <message>
        <source>Nobody matches. Try fewer letters, a code, or a telephone number.</source>
        <translation>Personne ne correspond. Essayez moins de lettres, un code ou un numéro de téléphone.</translation>
    </message>
    <message>
        <source>Nobody spelled so</source>
        <translation>Aucun nom écrit ainsi</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personnes</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Recherche…</translation>
    </message>
    <message>
        <source>What is listed</source>
        <translation>Ce qui est listé</translation>
    </message>
    <message>
        <source>the first {some}</source>
        <translation>les premiers {some}</translation>
    </message>
</context>
<context>
    <name>Photo</name>
    <message>
        <source>Adjust the photo</source>
        <translation>Ajuster la photo</translation>
    </message>
    <message>
        <source>Adjust…</source>
        <translation>Ajuster…</translation>
    </message>
    <message>
        <source>Arrow keys move the portrait in its frame; + and − change its size, R turns it.</source>
        <translation>Les flèches déplacent le portrait dans son cadre&#x202f;; + et − changent sa taille, R le tourne.</translation>
    </message>
    <message>
        <source>Choose a photo</source>
        <translation>Choisir une photo</translation>
    </message>
    <message>
        <source>Choose a photo…</source>
        <translation>Choisir une photo…</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Images</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Take a photo</source>
        <translation>Prendre une photo</translation>
    </message>
    <message>
        <source>Take a photo…</source>
        <translation>Prendre une photo…</translation>
    </message>
</context>
<context>
    <name>PlanStatus</name>
    <message>
        <source>Done</source>
        <translation>Fait</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Abandonné</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>Prévu</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>En cours</translation>
    </message>
</context>
<context>
    <name>Precision</name>
    <message>
        <source>Estimated age</source>
        <translation>Âge estimé</translation>
    </message>
    <message>
        <source>Full date</source>
        <translation>Date complète</translation>
    </message>
    <message>
        <source>Month and year</source>
        <translation>Mois et année</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Inconnue</translation>
    </message>
    <message>
        <source>Year only</source>
        <translation>Année seulement</translation>
    </message>
</context>
<context>
    <name>Pregnancy</name>
    <message>
        <source>Not asked or not said</source>
        <translation>Non demandé ou non dit</translation>
    </message>
    <message>
        <source>Not pregnant</source>
        <translation>Pas enceinte</translation>
    </message>
    <message>
        <source>Pregnant</source>
        <translation>Enceinte</translation>
    </message>
    <message>
        <source>Recently gave birth</source>
        <translation>A accouché récemment</translation>
    </message>
</context>
<context>
    <name>Print</name>
    <message numerus="yes">
        <source>%n page(s) sent to the printer.</source>
        <translation>
            <numerusform>%n page envoyée à l&apos;imprimante.</numerusform>
            <numerusform>%n pages envoyées à l&apos;imprimante.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paper(s) handed over.</source>
        <translation>
            <numerusform>%n papier remis.</numerusform>
            <numerusform>%n papiers remis.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <comment>papers</comment>
        <translation>
            <numerusform>%n sélectionné</numerusform>
            <numerusform>%n sélectionnés</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Blank forms…</source>
        <translation>Fiches &amp;vierges…</translation>
    </message>
    <message>
        <source>&amp;Code of the household or the person</source>
        <translation>&amp;Code du ménage ou de la personne</translation>
    </message>
    <message>
        <source>&amp;Handed over today</source>
        <translation>&amp;Remis aujourd&apos;hui</translation>
    </message>
    <message>
        <source>&amp;Print</source>
        <translation>&amp;Imprimer</translation>
    </message>
    <message>
        <source>&amp;Reason for another copy</source>
        <translation>&amp;Motif du duplicata</translation>
    </message>
    <message>
        <source>A4, ten cards</source>
        <translation>A4, dix cartes</translation>
    </message>
    <message>
        <source>A4, two each</source>
        <translation>A4, deux par feuille</translation>
    </message>
    <message>
        <source>A5, one each</source>
        <translation>A5, un par feuille</translation>
    </message>
    <message>
        <source>Another copy</source>
        <translation>Duplicata</translation>
    </message>
    <message>
        <source>As printed on the paper; a scanner may type it.</source>
        <translation>Tel qu&apos;imprimé sur le papier&#x202f;; un lecteur peut le taper.</translation>
    </message>
    <message>
        <source>Cards ({count})</source>
        <translation>Cartes ({count})</translation>
    </message>
    <message>
        <source>Choose a row to see its paper.</source>
        <translation>Choisissez une ligne pour voir son papier.</translation>
    </message>
    <message>
        <source>Copy no. {number}</source>
        <translation>Duplicata n° {number}</translation>
    </message>
    <message>
        <source>Everything is printed.</source>
        <translation>Tout est imprimé.</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>Lan&amp;gue</translation>
    </message>
    <message>
        <source>Lost, damaged, corrected …</source>
        <translation>Perdu, abîmé, corrigé…</translation>
    </message>
    <message>
        <source>No paper waits on the counter.</source>
        <translation>Aucun papier n&apos;attend au guichet.</translation>
    </message>
    <message>
        <source>One card each</source>
        <translation>Une carte par page</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Papers to hand over</source>
        <translation>Papiers à remettre</translation>
    </message>
    <message>
        <source>Papers to print</source>
        <translation>Papiers à imprimer</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Aperçu</translation>
    </message>
    <message>
        <source>Printed on {moment} by {officer}</source>
        <translation>Imprimé le {moment} par {officer}</translation>
    </message>
    <message>
        <source>Receipts ({count})</source>
        <translation>Récépissés ({count})</translation>
    </message>
    <message>
        <source>Roll of 80 mm</source>
        <translation>Rouleau de 80 mm</translation>
    </message>
    <message>
        <source>S&amp;heet</source>
        <translation>&amp;Feuille</translation>
    </message>
    <message>
        <source>Sa&amp;ve as PDF…</source>
        <translation>&amp;Enregistrer en PDF…</translation>
    </message>
    <message>
        <source>Save the papers</source>
        <translation>Enregistrer les papiers</translation>
    </message>
    <message>
        <source>Save the same &amp;pages…</source>
        <translation>Enregistrer les mêmes &amp;pages…</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>Enregistré sous {name}.</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>&amp;Tout sélectionner</translation>
    </message>
    <message>
        <source>The citizen’s own</source>
        <translation>Celle du citoyen</translation>
    </message>
    <message>
        <source>The first {shown} of {all}.</source>
        <translation>Les {shown} premiers sur {all}.</translation>
    </message>
    <message>
        <source>The papers were prepared but did not come out.</source>
        <translation>Les papiers ont été préparés mais ne sont pas sortis.</translation>
    </message>
    <message>
        <source>They are counted as printed. Save the same pages elsewhere and print that.</source>
        <translation>Ils comptent comme imprimés. Enregistrez les mêmes pages ailleurs et imprimez-les de là.</translation>
    </message>
    <message>
        <source>To hand over ({count})</source>
        <translation>À remettre ({count})</translation>
    </message>
    <message>
        <source>What to print</source>
        <translation>Que faut-il imprimer</translation>
    </message>
    <message>
        <source>When the citizen holds the paper, mark it under To hand over.</source>
        <translation>Quand le citoyen tient son papier, marquez-le sous «&#xa0;À remettre&#xa0;».</translation>
    </message>
    <message>
        <source>Which paper</source>
        <translation>Quel papier</translation>
    </message>
</context>
<context>
    <name>Privacy</name>
    <message>
        <source>&amp;Open the file</source>
        <translation>&amp;Ouvrir le dossier</translation>
    </message>
    <message>
        <source>&amp;Why you open it</source>
        <translation>Pour&amp;quoi vous l’ouvrez</translation>
    </message>
    <message>
        <source>Data protection</source>
        <translation>Protection des données</translation>
    </message>
    <message>
        <source>Every officer of this office can read this file.</source>
        <translation>Tous les agents de ce service peuvent lire ce dossier.</translation>
    </message>
    <message>
        <source>For example: home visit, the mother is at the counter</source>
        <translation>Par exemple&#xa0;: visite à domicile, la mère est au guichet</translation>
    </message>
    <message>
        <source>Keep confidential…</source>
        <translation>Rendre confidentiel…</translation>
    </message>
    <message>
        <source>No longer confidential…</source>
        <translation>N’est plus confidentiel…</translation>
    </message>
    <message>
        <source>Sheet “My data”</source>
        <translation>Fiche «&#xa0;Mes données&#xa0;»</translation>
    </message>
    <message>
        <source>The file is confidential from now on.</source>
        <translation>Le dossier est désormais confidentiel.</translation>
    </message>
    <message>
        <source>The whole office can read the file again.</source>
        <translation>Tout le service peut à nouveau lire le dossier.</translation>
    </message>
    <message>
        <source>This file is confidential</source>
        <translation>Ce dossier est confidentiel</translation>
    </message>
    <message>
        <source>This file is confidential: opening it asks for a reason, which is written down.</source>
        <translation>Ce dossier est confidentiel&#xa0;: l’ouvrir demande un motif, qui est noté.</translation>
    </message>
    <message>
        <source>To protect the people in it, this file opens with a reason only. Your name, the time and what you write are kept, and the household can ask to see them.</source>
        <translation>Pour protéger ses membres, ce dossier ne s’ouvre qu’avec un motif. Votre nom, l’heure et ce que vous écrivez sont gardés, et le ménage peut demander à les voir.</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Pourquoi</translation>
    </message>
    <message>
        <source>Write it down</source>
        <translation>Noter</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>et %n autre</numerusform>
            <numerusform>et %n autres</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>A certificate needs its key, and a key its certificate.</source>
        <translation>Un certificat va avec sa clé, et une clé avec son certificat.</translation>
    </message>
    <message>
        <source>A column is missing.</source>
        <translation>Une colonne manque.</translation>
    </message>
    <message>
        <source>A deceased person cannot be head of household.</source>
        <translation>Une personne décédée ne peut pas être chef de ménage.</translation>
    </message>
    <message>
        <source>A document cannot have been made after today.</source>
        <translation>Un document ne peut pas avoir été fait après aujourd&apos;hui.</translation>
    </message>
    <message>
        <source>A milestone belongs to step {step}, but there are only {steps}.</source>
        <translation>Un jalon relève de l&apos;étape {step}, mais il n&apos;y en a que {steps}.</translation>
    </message>
    <message>
        <source>A milestone cannot go from “{from}” to “{to}”.</source>
        <translation>Un jalon ne peut pas passer de «&#xa0;{from}&#xa0;» à «&#xa0;{to}&#xa0;».</translation>
    </message>
    <message>
        <source>A position has only one of its two numbers.</source>
        <translation>Une position n&apos;a qu&apos;un de ses deux nombres.</translation>
    </message>
    <message>
        <source>A position lies outside the Earth.</source>
        <translation>Une position se trouve hors de la Terre.</translation>
    </message>
    <message>
        <source>A quotation mark may be missing. Open it in a text editor and look there.</source>
        <translation>Il manque peut-être un guillemet. Ouvrez-le dans un éditeur de texte et regardez à cet endroit.</translation>
    </message>
    <message>
        <source>A required answer is missing.</source>
        <translation>Une réponse obligatoire manque.</translation>
    </message>
    <message>
        <source>A role can be held for somebody else for {most} days at most.</source>
        <translation>Un rôle peut être exercé par intérim {most} jours au plus.</translation>
    </message>
    <message>
        <source>A smaller place could be chosen.</source>
        <translation>Un lieu plus précis est possible.</translation>
    </message>
    <message>
        <source>A visit cannot be dated in the future.</source>
        <translation>Une visite ne peut pas être datée de l&apos;avenir.</translation>
    </message>
    <message>
        <source>Add another supervisor first, so that the office never loses its file.</source>
        <translation>Ajoutez d&apos;abord un autre superviseur, pour que le bureau ne perde jamais son fichier.</translation>
    </message>
    <message>
        <source>Add at least the head of household.</source>
        <translation>Ajoutez au moins le chef de ménage.</translation>
    </message>
    <message>
        <source>Add it to the heading and to every line.</source>
        <translation>Ajoutez-la à l&apos;en-tête et à chaque ligne.</translation>
    </message>
    <message>
        <source>Add it, or correct the code.</source>
        <translation>Ajoutez-le, ou corrigez le code.</translation>
    </message>
    <message>
        <source>Add the area, or correct the office&apos;s areas.</source>
        <translation>Ajoutez le lieu, ou corrigez les lieux du bureau.</translation>
    </message>
    <message>
        <source>An administrative level has no name.</source>
        <translation>Un niveau administratif n&apos;a pas de nom.</translation>
    </message>
    <message>
        <source>An age cannot be less than zero.</source>
        <translation>Un âge ne peut pas être inférieur à zéro.</translation>
    </message>
    <message>
        <source>An area does not stand one level below the one that contains it.</source>
        <translation>Un lieu n&apos;est pas un niveau au-dessous de celui qui le contient.</translation>
    </message>
    <message>
        <source>An office serves the area {area}, which is not in the list of areas.</source>
        <translation>Un bureau dessert le lieu {area}, qui n&apos;est pas dans la liste des lieux.</translation>
    </message>
    <message>
        <source>Another computer already has the same short code.</source>
        <translation>Un autre ordinateur porte déjà le même code court.</translation>
    </message>
    <message>
        <source>Another program already listens on port {port}.</source>
        <translation>Un autre programme écoute déjà sur le port {port}.</translation>
    </message>
    <message>
        <source>Another program may be using it: close that one and try again, or choose a picture from a file.</source>
        <translation>Un autre programme l&apos;utilise peut-être&#xa0;: fermez-le et réessayez, ou choisissez une image dans un fichier.</translation>
    </message>
    <message>
        <source>Applied, decided, enrolled, started, ended: correct the one that is too early.</source>
        <translation>Demande, décision, inscription, début, fin&#xa0;: corrigez celle qui vient trop tôt.</translation>
    </message>
    <message>
        <source>Ask a supervisor to do it, or to change your role.</source>
        <translation>Demandez à un superviseur de le faire, ou de changer votre rôle.</translation>
    </message>
    <message>
        <source>Ask for 1 to {most} forms; print a second batch for more.</source>
        <translation>Demandez de 1 à {most} fiches&#x202f;; imprimez un second lot pour en avoir plus.</translation>
    </message>
    <message>
        <source>Ask for a code of this office, or open the file of that one.</source>
        <translation>Demandez un code pour ce bureau, ou ouvrez le fichier de l&apos;autre.</translation>
    </message>
    <message>
        <source>Ask the person, then choose. “Not known” is possible, with a reason.</source>
        <translation>Demandez à la personne, puis choisissez. «&#xa0;Non connu&#xa0;» est possible, avec un motif.</translation>
    </message>
    <message>
        <source>Ask the regional office for a joining code, then join. Until then everything is saved here.</source>
        <translation>Demandez un code de rattachement au bureau régional, puis rattachez le fichier. D&apos;ici là, tout est conservé ici.</translation>
    </message>
    <message>
        <source>Ask the regional office for a new one. Your work is safe here.</source>
        <translation>Demandez-en un nouveau au bureau régional. Votre travail est conservé ici.</translation>
    </message>
    <message>
        <source>Ask whoever looks after it to install {package}. A picture from a file always works.</source>
        <translation>Demandez à la personne qui s&apos;en occupe d&apos;installer {package}. Une image d&apos;un fichier marche toujours.</translation>
    </message>
    <message>
        <source>Ask whose it is. If the neighbours really share it, confirm.</source>
        <translation>Demandez à qui il est. Si les voisins le partagent vraiment, confirmez.</translation>
    </message>
    <message>
        <source>Ask {name}. If they are away for long, let a supervisor end their access first.</source>
        <translation>Demandez à {name}. En cas de longue absence, un superviseur peut d&apos;abord fermer son accès.</translation>
    </message>
    <message>
        <source>Both must be in PEM, belong together, and be readable by the server&apos;s account.</source>
        <translation>Les deux doivent être en PEM, aller ensemble, et être lisibles par le compte du serveur.</translation>
    </message>
    <message>
        <source>Call the regional office before going on. What is saved here stays here.</source>
        <translation>Appelez le bureau régional avant de continuer. Ce qui est enregistré ici y reste.</translation>
    </message>
    <message>
        <source>Check both dates of birth and the role of each, then confirm.</source>
        <translation>Vérifiez les deux dates de naissance et le rôle de chacun, puis confirmez.</translation>
    </message>
    <message>
        <source>Check it with the person or the health card, then confirm.</source>
        <translation>Vérifiez-la avec la personne ou le carnet de santé, puis confirmez.</translation>
    </message>
    <message>
        <source>Check it. Beyond sixty days, a supervisor has to enter it.</source>
        <translation>Vérifiez-la. Au-delà de soixante jours, c’est à un superviseur de la saisir.</translation>
    </message>
    <message>
        <source>Check it. If it is right, check the date of this computer.</source>
        <translation>Vérifiez-la. Si elle est juste, vérifiez la date de cet ordinateur.</translation>
    </message>
    <message>
        <source>Check its spelling against the published form of a household, or remove it.</source>
        <translation>Vérifiez son orthographe dans le modèle publié du ménage, ou retirez-le.</translation>
    </message>
    <message>
        <source>Check its spelling, or remove it.</source>
        <translation>Vérifiez son orthographe, ou retirez-la.</translation>
    </message>
    <message>
        <source>Check that it is running and that --database names it rightly. Devices keep their work meanwhile.</source>
        <translation>Vérifiez qu&apos;elle fonctionne et que --database la désigne bien. Les postes gardent leur travail en attendant.</translation>
    </message>
    <message>
        <source>Check that you may open it and that the disk or key is plugged in.</source>
        <translation>Vérifiez que vous avez le droit de l&apos;ouvrir et que le disque ou la clé est bien branché.</translation>
    </message>
    <message>
        <source>Check the address given with --host; 0.0.0.0 stands for all of them.</source>
        <translation>Vérifiez l&apos;adresse donnée avec --host&#x202f;; 0.0.0.0 les désigne toutes.</translation>
    </message>
    <message>
        <source>Check the address on the joining sheet, from https:// to the last character.</source>
        <translation>Vérifiez l&apos;adresse sur la fiche de rattachement, de https:// au dernier caractère.</translation>
    </message>
    <message>
        <source>Check the date of birth. If it is right, confirm: the office will see the need for protection.</source>
        <translation>Vérifiez la date de naissance. Si elle est exacte, confirmez&#xa0;: le bureau verra le besoin de protection.</translation>
    </message>
    <message>
        <source>Check the digits. Write a foreign number with its + and country code.</source>
        <translation>Vérifiez les chiffres. Écrivez un numéro étranger avec le + et l&apos;indicatif du pays.</translation>
    </message>
    <message>
        <source>Check the folder and the name, and that the disk or key is plugged in.</source>
        <translation>Vérifiez le dossier, le nom, et que le disque ou la clé est bien branché.</translation>
    </message>
    <message>
        <source>Check the indentation, the colons and the quotation marks around it.</source>
        <translation>Vérifiez l&apos;indentation, les deux-points et les guillemets à cet endroit.</translation>
    </message>
    <message>
        <source>Check the spelling, or ask a supervisor to add the user.</source>
        <translation>Vérifiez l&apos;orthographe, ou demandez au superviseur d&apos;ajouter l&apos;utilisateur.</translation>
    </message>
    <message>
        <source>Check the three answers with the person, then confirm.</source>
        <translation>Vérifiez les trois réponses avec la personne, puis confirmez.</translation>
    </message>
    <message>
        <source>Check the year with the person or a document, then confirm.</source>
        <translation>Vérifiez l&apos;année avec la personne ou sur une pièce, puis confirmez.</translation>
    </message>
    <message>
        <source>Check the year with the person. If it is right, check the date of this computer.</source>
        <translation>Vérifiez l&apos;année avec la personne. Si elle est exacte, vérifiez la date de cet ordinateur.</translation>
    </message>
    <message>
        <source>Choose a JPEG or PNG photo. The rest of the form is safe.</source>
        <translation>Choisissez une photo JPEG ou PNG. Le reste du formulaire est conservé.</translation>
    </message>
    <message>
        <source>Choose a level between 0 and {deepest}.</source>
        <translation>Choisissez un niveau entre 0 et {deepest}.</translation>
    </message>
    <message>
        <source>Choose a place of this office, or send the household to the office of that place.</source>
        <translation>Choisissez un lieu de ce bureau, ou orientez le ménage vers le bureau compétent.</translation>
    </message>
    <message>
        <source>Choose a short name, for example the first name of the person.</source>
        <translation>Choisissez un nom court, par exemple le prénom de la personne.</translation>
    </message>
    <message>
        <source>Check that it is there and can be read, or choose another one. Nothing is lost.</source>
        <translation>Vérifiez qu&apos;il est là et qu&apos;il se lit, ou choisissez-en un autre. Rien n&apos;est perdu.</translation>
    </message>
    <message>
        <source>1 comes first. Leave it empty where the scheme knows no priority.</source>
        <translation>1 passe en premier. Laissez vide si le régime ne connaît pas de priorité.</translation>
    </message>
    <message>
        <source>A birth is of somebody who is not registered yet.</source>
        <translation>Une naissance concerne quelqu&apos;un qui n&apos;est pas encore enregistré.</translation>
    </message>
    <message>
        <source>A cell has signs that cannot be read.</source>
        <translation>Une cellule contient des signes illisibles.</translation>
    </message>
    <message>
        <source>A cell is longer than any spreadsheet allows.</source>
        <translation>Une cellule est plus longue qu’aucun tableur ne le permet.</translation>
    </message>
    <message>
        <source>A cell may hold the separator without quotation marks. Put each cell under its heading.</source>
        <translation>Une cellule contient peut-être le séparateur sans guillemets. Mettez chaque cellule sous son titre.</translation>
    </message>
    <message>
        <source>A copy holds people&apos;s data and is always sealed: a passphrase is needed.</source>
        <translation>Une copie contient des données de personnes et est toujours scellée&#xa0;: il faut une phrase de passe.</translation>
    </message>
    <message>
        <source>A death is not a correction.</source>
        <translation>Un décès n&apos;est pas une correction.</translation>
    </message>
    <message>
        <source>A death, a split or a merge is not told as somebody leaving.</source>
        <translation>Un décès, une séparation ou une fusion ne se déclare pas comme un départ.</translation>
    </message>
    <message>
        <source>A household cannot be merged with itself.</source>
        <translation>Un ménage ne peut pas être fusionné avec lui-même.</translation>
    </message>
    <message>
        <source>A judgement names a member who is not in the form.</source>
        <translation>Un jugement nomme un membre absent du formulaire.</translation>
    </message>
    <message>
        <source>A line has no name.</source>
        <translation>Une ligne n&apos;a pas de nom.</translation>
    </message>
    <message>
        <source>A merge is not taken back by choosing a value.</source>
        <translation>On ne revient pas sur une fusion en choisissant une valeur.</translation>
    </message>
    <message>
        <source>A month does not have so many days.</source>
        <translation>Un mois n&apos;a pas autant de jours.</translation>
    </message>
    <message>
        <source>A move to another district is not taken back here: {code}.</source>
        <translation>Un passage dans un autre district ne s’annule pas ici&#xa0;: {code}.</translation>
    </message>
    <message>
        <source>A note cannot be of a day to come.</source>
        <translation>Une note ne peut pas porter sur un jour à venir.</translation>
    </message>
    <message>
        <source>A priority is a number from 1 to 999.</source>
        <translation>Une priorité est un nombre de 1 à 999.</translation>
    </message>
    <message>
        <source>A quotation mark opens a cell here and is never closed.</source>
        <translation>Un guillemet ouvre ici une cellule et n’est jamais refermé.</translation>
    </message>
    <message>
        <source>A rate of {scheme} ends before it begins ({date}).</source>
        <translation>Un taux de {scheme} finit avant de commencer ({date}).</translation>
    </message>
    <message>
        <source>A rate of {scheme} has a lowest wage above its highest ({date}).</source>
        <translation>Un taux de {scheme} a un plancher au-dessus de son plafond ({date}).</translation>
    </message>
    <message>
        <source>A statement of {month} has been filed: {code}.</source>
        <translation>Une déclaration de {month} est déposée&#xa0;: {code}.</translation>
    </message>
    <message>
        <source>A visit is up to today, and the next one after it.</source>
        <translation>Une visite a lieu au plus tard aujourd&apos;hui, et la suivante après elle.</translation>
    </message>
    <message>
        <source>A wage is below nothing.</source>
        <translation>Un salaire est négatif.</translation>
    </message>
    <message>
        <source>A workbook holds at most {count} rows.</source>
        <translation>Un classeur contient au plus {count} lignes.</translation>
    </message>
    <message>
        <source>According to the register {code} has died.</source>
        <translation>Selon le registre, {code} est décédé.</translation>
    </message>
    <message>
        <source>Add the office, or correct what is under watches.</source>
        <translation>Ajoutez le bureau, ou corrigez ce qui est sous watches.</translation>
    </message>
    <message>
        <source>All places are taken: {count} of {most}.</source>
        <translation>Toutes les places sont prises&#xa0;: {count} sur {most}.</translation>
    </message>
    <message>
        <source>An anonymous complaint names nobody.</source>
        <translation>Une réclamation anonyme ne nomme personne.</translation>
    </message>
    <message>
        <source>An exit letter is printed after the exit.</source>
        <translation>Une lettre de sortie s’imprime après la sortie.</translation>
    </message>
    <message>
        <source>An office watches the office {office}, which is not in the list of offices.</source>
        <translation>Un bureau suit le bureau {office}, qui n’est pas dans la liste des bureaux.</translation>
    </message>
    <message>
        <source>Another application comes first on the waiting list: {code}.</source>
        <translation>Une autre demande passe avant sur la liste d’attente&#xa0;: {code}.</translation>
    </message>
    <message>
        <source>Another employer has the registration number {number}: {code}.</source>
        <translation>Un autre employeur a le numéro d&apos;affiliation {number}&#xa0;: {code}.</translation>
    </message>
    <message>
        <source>Another office of this district has moved it. Ask the regional office where it is.</source>
        <translation>Un autre poste de ce district l’a fait passer. Demandez au bureau régional où il se trouve.</translation>
    </message>
    <message>
        <source>Another officer has to look at it.</source>
        <translation>Un autre agent doit l’examiner.</translation>
    </message>
    <message>
        <source>Another row of the list has the same identity number.</source>
        <translation>Une autre ligne de la liste a le même numéro d’identité.</translation>
    </message>
    <message>
        <source>Apply from the household in which they live now.</source>
        <translation>Faites la demande depuis le ménage où la personne vit maintenant.</translation>
    </message>
    <message>
        <source>Ask a supervisor. If nobody else works here, hold the supervisor&apos;s role for a time: it is written down.</source>
        <translation>Demandez à un superviseur. Si personne d&apos;autre ne travaille ici, exercez son rôle par intérim&#xa0;: c&apos;est noté.</translation>
    </message>
    <message>
        <source>Ask for a change of head there first. Nothing has been changed.</source>
        <translation>Demandez d&apos;abord un changement de chef dans ce ménage. Rien n&apos;a été modifié.</translation>
    </message>
    <message>
        <source>Ask for a change of recipient on the household’s page; a colleague approves it.</source>
        <translation>Demandez un changement de bénéficiaire du paiement sur la page du ménage&#x202f;; un collègue l’approuve.</translation>
    </message>
    <message>
        <source>Ask for it again, or open it in a spreadsheet and save it under another name.</source>
        <translation>Redemandez-le, ou ouvrez-le dans un tableur et sauvegardez-le sous un autre nom.</translation>
    </message>
    <message>
        <source>Ask for the opposite change instead: both stay in the history.</source>
        <translation>Demandez plutôt le changement inverse&#xa0;: les deux restent dans l&apos;historique.</translation>
    </message>
    <message>
        <source>Ask for the right date, or give the month and the year, or the year only.</source>
        <translation>Demandez la bonne date, ou donnez le mois et l’année, ou l’année seule.</translation>
    </message>
    <message>
        <source>At most {amount} {currency} is still to be paid on this statement.</source>
        <translation>Il reste au plus {amount} {currency} à payer pour cette déclaration.</translation>
    </message>
    <message>
        <source>At the rates of these months {amount} {currency} is due.</source>
        <translation>Aux taux de ces mois, {amount} {currency} sont dus.</translation>
    </message>
    <message>
        <source>Both codes already name the same person.</source>
        <translation>Les deux codes désignent déjà la même personne.</translation>
    </message>
    <message>
        <source>Both records stand. Nothing else is to be done.</source>
        <translation>Les deux fiches existent. Il n&apos;y a rien d&apos;autre à faire.</translation>
    </message>
    <message>
        <source>Change at least one answer, or leave everything as it is.</source>
        <translation>Modifiez au moins une réponse, ou laissez tout en l&apos;état.</translation>
    </message>
    <message>
        <source>Check both rows: one person may be in the list twice.</source>
        <translation>Vérifiez les deux lignes&#xa0;: une personne est peut-être deux fois dans la liste.</translation>
    </message>
    <message>
        <source>Check its code. The programme has: {known}.</source>
        <translation>Vérifiez son code. Le programme a&#xa0;: {known}.</translation>
    </message>
    <message>
        <source>Check its eligibility first; then the letter can be printed.</source>
        <translation>Vérifiez d’abord l’éligibilité&#x202f;; la lettre peut ensuite être imprimée.</translation>
    </message>
    <message>
        <source>Check that accents look right in the rows below. If not, save it as XLSX or UTF-8.</source>
        <translation>Vérifiez que les accents sont justes dans les lignes ci-dessous. Sinon, sauvegardez-le en XLSX ou en UTF-8.</translation>
    </message>
    <message>
        <source>Check that it is the right file, or say which column to read instead.</source>
        <translation>Vérifiez que c’est le bon fichier, ou dites quelle colonne lire à la place.</translation>
    </message>
    <message>
        <source>Check that it is the right stick. Answers end in .guichet-in; until one comes, nothing is lost.</source>
        <translation>Vérifiez que c&apos;est la bonne clé. Les réponses finissent par .guichet-in&#x202f;; d&apos;ici là, rien n&apos;est perdu.</translation>
    </message>
    <message>
        <source>Check that it is the right stick: bundles from offices end in .guichet-out.</source>
        <translation>Vérifiez que c&apos;est la bonne clé&#xa0;: les paquets des bureaux finissent par .guichet-out.</translation>
    </message>
    <message>
        <source>Check the braces and the quotation marks; nothing was written.</source>
        <translation>Vérifiez les accolades et les guillemets&#x202f;; rien n&apos;a été écrit.</translation>
    </message>
    <message>
        <source>Check the latitude and the longitude, and that they were not exchanged.</source>
        <translation>Vérifiez la latitude et la longitude, et qu’elles ne sont pas interverties.</translation>
    </message>
    <message>
        <source>Check the name, and that you may read the file.</source>
        <translation>Vérifiez le nom, et que vous pouvez lire le fichier.</translation>
    </message>
    <message>
        <source>Check the version of the questionnaire, or remove the answer.</source>
        <translation>Vérifiez la version du questionnaire, ou retirez la réponse.</translation>
    </message>
    <message>
        <source>Check the year. If the child only comes to live here now, let it join instead.</source>
        <translation>Vérifiez l&apos;année. Si l&apos;enfant vient seulement vivre ici maintenant, déclarez plutôt son arrivée.</translation>
    </message>
    <message>
        <source>Check which column holds the household number.</source>
        <translation>Vérifiez quelle colonne contient le numéro de ménage.</translation>
    </message>
    <message>
        <source>Choose a grown-up to collect.</source>
        <translation>Choisissez un adulte pour encaisser.</translation>
    </message>
    <message>
        <source>Choose a member, or apply from the household in which the person lives.</source>
        <translation>Choisissez un membre, ou faites la demande depuis le ménage où vit la personne.</translation>
    </message>
    <message>
        <source>Choose a member, or give a name with its mandate.</source>
        <translation>Choisissez un membre, ou donnez un nom avec son mandat.</translation>
    </message>
    <message>
        <source>Choose a member; for somebody else give the name and the mandate.</source>
        <translation>Choisissez un membre&#x202f;; pour quelqu’un d’autre, donnez le nom et le mandat.</translation>
    </message>
    <message>
        <source>Choose a month in which the scheme was in force.</source>
        <translation>Choisissez un mois où le régime était en vigueur.</translation>
    </message>
    <message>
        <source>Choose a person of the register, or write the name of somebody outside it.</source>
        <translation>Choisissez une personne du registre, ou écrivez le nom de quelqu&apos;un d&apos;extérieur.</translation>
    </message>
    <message>
        <source>Choose a reason from the list.</source>
        <translation>Choisissez un motif dans la liste.</translation>
    </message>
    <message>
        <source>Choose a reason from the list; a graduation is a step of its own.</source>
        <translation>Choisissez un motif dans la liste&#x202f;; une sortie par réussite est une étape à part.</translation>
    </message>
    <message>
        <source>Choose a registered person, or write one name, or leave the place empty.</source>
        <translation>Choisissez une personne enregistrée, ou écrivez un seul nom, ou laissez la place vide.</translation>
    </message>
    <message>
        <source>Choose a scheme with contributions.</source>
        <translation>Choisissez un régime à cotisations.</translation>
    </message>
    <message>
        <source>Choose a smaller place inside it.</source>
        <translation>Choisissez un lieu plus petit à l&apos;intérieur.</translation>
    </message>
    <message>
        <source>Choose another campaign, or none.</source>
        <translation>Choisissez une autre campagne, ou aucune.</translation>
    </message>
    <message>
        <source>Choose another code, or leave it empty: one is made.</source>
        <translation>Choisissez un autre code, ou laissez-le vide&#xa0;: il en sera créé un.</translation>
    </message>
    <message>
        <source>Choose another folder, or ask whoever manages this computer to allow writing there.</source>
        <translation>Choisissez un autre dossier, ou demandez au responsable de l&apos;ordinateur d&apos;y autoriser l&apos;écriture.</translation>
    </message>
    <message>
        <source>Choose another head, or correct the vital status.</source>
        <translation>Choisissez un autre chef, ou corrigez l&apos;état vital.</translation>
    </message>
    <message>
        <source>Choose another member as the new head.</source>
        <translation>Choisissez un autre membre comme nouveau chef.</translation>
    </message>
    <message>
        <source>Choose another member, or leave everything as it is.</source>
        <translation>Choisissez un autre membre, ou laissez tout en l&apos;état.</translation>
    </message>
    <message>
        <source>Choose another status. To undo a mistake, choose “retracted” and say why.</source>
        <translation>Choisissez un autre statut. Pour annuler une erreur, choisissez «&#xa0;retiré&#xa0;» et dites pourquoi.</translation>
    </message>
    <message>
        <source>Choose another user name.</source>
        <translation>Choisissez un autre nom d&apos;utilisateur.</translation>
    </message>
    <message>
        <source>Choose at least one column.</source>
        <translation>Choisissez au moins une colonne.</translation>
    </message>
    <message>
        <source>Choose at least one household or person.</source>
        <translation>Choisissez au moins un ménage ou une personne.</translation>
    </message>
    <message>
        <source>Choose eligible or not eligible.</source>
        <translation>Choisissez éligible ou non éligible.</translation>
    </message>
    <message>
        <source>Choose from 1 to {most} days. When they are over it can be taken again.</source>
        <translation>Choisissez de 1 à {most} jours. Ensuite, l&apos;intérim peut être repris.</translation>
    </message>
    <message>
        <source>Choose it below the columns, or choose a column that holds it.</source>
        <translation>Choisissez-le sous les colonnes, ou choisissez une colonne qui le contient.</translation>
    </message>
    <message>
        <source>Choose it if it is known, otherwise confirm.</source>
        <translation>Choisissez-le s&apos;il est connu, sinon confirmez.</translation>
    </message>
    <message>
        <source>Choose it in the list of places.</source>
        <translation>Choisissez-le dans la liste des lieux.</translation>
    </message>
    <message>
        <source>Choose it in the list of updates of this milestone.</source>
        <translation>Choisissez-la dans la liste des mises à jour de ce jalon.</translation>
    </message>
    <message>
        <source>Choose on which basis the office holds these data. For a public benefit it is usually public interest.</source>
        <translation>Choisissez sur quelle base le bureau détient ces données. Pour une prestation publique, c&apos;est d&apos;ordinaire l&apos;intérêt public.</translation>
    </message>
    <message>
        <source>Choose one of its members. Somebody who comes back can join it again.</source>
        <translation>Choisissez un de ses membres. Quelqu&apos;un qui revient peut y entrer de nouveau.</translation>
    </message>
    <message>
        <source>Choose one of the answers, “does not know” or “refused”.</source>
        <translation>Choisissez une des réponses, «&#xa0;ne sait pas&#xa0;» ou «&#xa0;refus&#xa0;».</translation>
    </message>
    <message>
        <source>Choose one of the fields that are offered.</source>
        <translation>Choisissez l’un des champs proposés.</translation>
    </message>
    <message>
        <source>Choose one of the list, or save the paper as a PDF.</source>
        <translation>Choisissez-en une dans la liste, ou enregistrez le papier en PDF.</translation>
    </message>
    <message>
        <source>Choose one of the published list.</source>
        <translation>Choisissez-en un dans la liste publiée.</translation>
    </message>
    <message>
        <source>Choose one of the steps of the journey.</source>
        <translation>Choisissez une des étapes du parcours.</translation>
    </message>
    <message>
        <source>Choose one of the two households, or move the person after the merge.</source>
        <translation>Choisissez l&apos;un des deux ménages, ou déplacez la personne après la fusion.</translation>
    </message>
    <message>
        <source>Choose one of the two values for each field, or type the right one.</source>
        <translation>Choisissez l&apos;une des deux valeurs pour chaque champ, ou saisissez la bonne.</translation>
    </message>
    <message>
        <source>Choose one of the two values.</source>
        <translation>Choisissez l&apos;une des deux valeurs.</translation>
    </message>
    <message>
        <source>Choose one of them.</source>
        <translation>Choisissez l’une d’elles.</translation>
    </message>
    <message>
        <source>Choose one of these: {expected}.</source>
        <translation>Choisissez parmi&#xa0;: {expected}.</translation>
    </message>
    <message>
        <source>Choose somebody else, or leave the alternate empty.</source>
        <translation>Choisissez quelqu’un d’autre, ou laissez le remplaçant vide.</translation>
    </message>
    <message>
        <source>Choose somebody else. If the person is alive, correct the identity first.</source>
        <translation>Choisissez quelqu&apos;un d&apos;autre. Si la personne est en vie, corrigez d&apos;abord son identité.</translation>
    </message>
    <message>
        <source>Choose that day or a later one.</source>
        <translation>Choisissez ce jour ou un jour suivant.</translation>
    </message>
    <message>
        <source>Choose the column it is in.</source>
        <translation>Choisissez la colonne qui le contient.</translation>
    </message>
    <message>
        <source>Choose the column with the whole name, or those with the family and the given name.</source>
        <translation>Choisissez la colonne du nom complet, ou celles du nom et du prénom.</translation>
    </message>
    <message>
        <source>Choose the head among the members who make the new household.</source>
        <translation>Choisissez le chef parmi les membres qui forment le nouveau ménage.</translation>
    </message>
    <message>
        <source>Choose the household for its place and landmark, a member for what is personal.</source>
        <translation>Choisissez le ménage pour son lieu et son repère, un membre pour ce qui est personnel.</translation>
    </message>
    <message>
        <source>Choose the member of the household who applies.</source>
        <translation>Choisissez le membre du ménage qui demande.</translation>
    </message>
    <message>
        <source>Choose the mother again, or correct the sex of that person first.</source>
        <translation>Choisissez de nouveau la mère, ou corrigez d&apos;abord le sexe de cette personne.</translation>
    </message>
    <message>
        <source>Choose the nearest listed place that contains it, and write the village by hand.</source>
        <translation>Choisissez le lieu de la liste qui le contient, et écrivez le village à la main.</translation>
    </message>
    <message>
        <source>Choose the other household.</source>
        <translation>Choisissez l&apos;autre ménage.</translation>
    </message>
    <message>
        <source>Choose the purpose: it is kept with the export.</source>
        <translation>Choisissez la finalité&#xa0;: elle est consignée avec l’export.</translation>
    </message>
    <message>
        <source>Choose what this person is to the head of household.</source>
        <translation>Choisissez ce qu&apos;est cette personne pour le chef de ménage.</translation>
    </message>
    <message>
        <source>Choose which member is the head of household.</source>
        <translation>Choisissez quel membre est le chef de ménage.</translation>
    </message>
    <message>
        <source>Choose which of the remaining members leads the household from now on.</source>
        <translation>Choisissez lequel des membres restants est désormais chef de ménage.</translation>
    </message>
    <message>
        <source>Choose why it ended: death, left, the household split, or entered by mistake.</source>
        <translation>Choisissez le motif&#xa0;: décès, départ, séparation du ménage ou saisie par erreur.</translation>
    </message>
    <message>
        <source>Choose yes or no.</source>
        <translation>Choisissez oui ou non.</translation>
    </message>
    <message>
        <source>Choose: full date, month and year, year only, estimated age, or unknown.</source>
        <translation>Choisissez&#xa0;: date complète, mois et année, année seulement, âge estimé ou inconnue.</translation>
    </message>
    <message>
        <source>Choose: the person, or somebody else for the person.</source>
        <translation>Choisissez&#xa0;: la personne, ou quelqu’un d’autre à sa place.</translation>
    </message>
    <message>
        <source>Compare both with the certificate, and correct the one that is wrong.</source>
        <translation>Comparez les deux avec le certificat, et corrigez celui qui est faux.</translation>
    </message>
    <message>
        <source>Compare it with the card, or leave it empty and give the number of insurance.</source>
        <translation>Comparez-le avec la carte, ou laissez-le vide et donnez le numéro d&apos;assuré.</translation>
    </message>
    <message>
        <source>Compare it with the document, digit by digit. If it is written so, confirm.</source>
        <translation>Comparez-le à la pièce, chiffre par chiffre. S&apos;il est bien écrit ainsi, confirmez.</translation>
    </message>
    <message>
        <source>Compare it with the paper, character by character.</source>
        <translation>Comparez-le au papier, caractère par caractère.</translation>
    </message>
    <message>
        <source>Compare it with the sheet printed when the file was made; letters and digits are never alike on it.</source>
        <translation>Comparez-le à la feuille imprimée à la création du fichier&#x202f;; lettres et chiffres ne s&apos;y confondent jamais.</translation>
    </message>
    <message>
        <source>Compare the number with the card; a number is never given to two people.</source>
        <translation>Comparez le numéro avec la carte&#x202f;; un numéro n&apos;est jamais donné à deux personnes.</translation>
    </message>
    <message>
        <source>Compare the two dates.</source>
        <translation>Comparez les deux dates.</translation>
    </message>
    <message>
        <source>Compare the two months.</source>
        <translation>Comparez les deux mois.</translation>
    </message>
    <message>
        <source>Compare the two. If it is the same person, give that code instead; else add a judgement to the line, or leave --strict out.</source>
        <translation>Comparez les deux. Si c&apos;est la même personne, donnez plutôt ce code&#x202f;; sinon ajoutez un jugement à la ligne, ou enlevez --strict.</translation>
    </message>
    <message>
        <source>Compare the two; correct the number, or use the employer that is there.</source>
        <translation>Comparez les deux&#x202f;; corrigez le numéro, ou prenez l&apos;employeur déjà présent.</translation>
    </message>
    <message>
        <source>Compare them, and say whether they are the same person.</source>
        <translation>Comparez, et dites s’il s’agit de la même personne.</translation>
    </message>
    <message>
        <source>Compare {code} with the paper, character by character, or scan the square code.</source>
        <translation>Comparez {code} avec le papier, signe par signe, ou scannez le code carré.</translation>
    </message>
    <message>
        <source>Contributions are declared and paid for months that have begun.</source>
        <translation>On déclare et paie des cotisations pour des mois commencés.</translation>
    </message>
    <message>
        <source>Copy both from the same place: without its keys the file cannot be opened.</source>
        <translation>Copiez les deux depuis le même endroit&#xa0;: sans ses clés, le fichier ne peut pas s&apos;ouvrir.</translation>
    </message>
    <message>
        <source>Correct another field, or set the change aside and enter it anew.</source>
        <translation>Corrigez un autre champ, ou mettez la modification de côté et saisissez-la à nouveau.</translation>
    </message>
    <message>
        <source>Correct it near character {at}.</source>
        <translation>Corrigez-le vers le caractère {at}.</translation>
    </message>
    <message>
        <source>Correct its date.</source>
        <translation>Corrigez sa date.</translation>
    </message>
    <message>
        <source>Correct its last day in the programme.</source>
        <translation>Corrigez son dernier jour dans le programme.</translation>
    </message>
    <message>
        <source>Correct its level or its parent.</source>
        <translation>Corrigez son niveau ou son lieu parent.</translation>
    </message>
    <message>
        <source>Correct its spelling, or remove it.</source>
        <translation>Corrigez son orthographe, ou retirez-le.</translation>
    </message>
    <message>
        <source>Correct number {number} first: this one goes with it.</source>
        <translation>Corrigez d&apos;abord le numéro {number}&#xa0;: celle-ci l&apos;accompagne.</translation>
    </message>
    <message>
        <source>Correct one of the two dates.</source>
        <translation>Corrigez l&apos;une des deux dates.</translation>
    </message>
    <message>
        <source>Correct one of the two days.</source>
        <translation>Corrigez l’un des deux jours.</translation>
    </message>
    <message>
        <source>Correct the record that stands, and register the other person anew if need be.</source>
        <translation>Corrigez la fiche qui reste, et enregistrez l&apos;autre personne à nouveau s&apos;il le faut.</translation>
    </message>
    <message>
        <source>Correct the step, or add the missing one.</source>
        <translation>Corrigez l&apos;étape, ou ajoutez celle qui manque.</translation>
    </message>
    <message>
        <source>Correct the two in the programme.</source>
        <translation>Corrigez les deux dans le programme.</translation>
    </message>
    <message>
        <source>Count up to today at the latest, and from a day before that.</source>
        <translation>Comptez au plus tard jusqu&apos;à aujourd&apos;hui, et à partir d&apos;un jour précédent.</translation>
    </message>
    <message>
        <source>Describe the child. Somebody registered joins the household instead.</source>
        <translation>Décrivez l&apos;enfant. Une personne enregistrée entre plutôt dans le ménage.</translation>
    </message>
    <message>
        <source>Divide it into several lists.</source>
        <translation>Divisez-la en plusieurs listes.</translation>
    </message>
    <message>
        <source>Do not delete it. Copy the key file from the latest backup, and keep the damaged one aside.</source>
        <translation>Ne le supprimez pas. Reprenez le fichier de clés de la dernière sauvegarde, et gardez l&apos;autre à part.</translation>
    </message>
    <message>
        <source>Do not delete it. Restore the latest backup; what was already sent comes back from the server.</source>
        <translation>Ne le supprimez pas. Restaurez la dernière sauvegarde&#x202f;; ce qui a déjà été envoyé reviendra du serveur.</translation>
    </message>
    <message>
        <source>Each code serves once. Ask the regional office for a new one.</source>
        <translation>Chaque code sert une seule fois. Demandez-en un nouveau au bureau régional.</translation>
    </message>
    <message>
        <source>Each line must be one complete household in JSON. The other lines are not affected.</source>
        <translation>Chaque ligne doit contenir un ménage complet en JSON. Les autres lignes ne sont pas touchées.</translation>
    </message>
    <message>
        <source>Empty it, or correct the answer that it depends on.</source>
        <translation>Videz-la, ou corrigez la réponse dont elle dépend.</translation>
    </message>
    <message>
        <source>End one of the memberships first, or give both households the same compound. Nothing has been changed.</source>
        <translation>Terminez d&apos;abord une des appartenances, ou donnez la même concession aux deux ménages. Rien n&apos;a été modifié.</translation>
    </message>
    <message>
        <source>End the membership there first, or group both households in one compound if the person truly lives in both.</source>
        <translation>Mettez d&apos;abord fin à son appartenance à ce ménage, ou regroupez les deux ménages dans une même concession si la personne vit vraiment dans les deux.</translation>
    </message>
    <message>
        <source>End the name with .xlsx or .csv.</source>
        <translation>Terminez le nom par .xlsx ou .csv.</translation>
    </message>
    <message>
        <source>End the other one first, or ask a supervisor.</source>
        <translation>Mettez d’abord fin à l’autre, ou demandez à un superviseur.</translation>
    </message>
    <message>
        <source>Enrol the person instead of letting them wait.</source>
        <translation>Inscrivez la personne au lieu de la faire attendre.</translation>
    </message>
    <message>
        <source>Enrol the person.</source>
        <translation>Inscrivez la personne.</translation>
    </message>
    <message>
        <source>Enter at least one worker with a wage.</source>
        <translation>Saisissez au moins un travailleur avec un salaire.</translation>
    </message>
    <message>
        <source>Everything after it was not read. Close it or take it away, then import the file again.</source>
        <translation>Ce qui suit n’a pas été lu. Fermez-le ou retirez-le, puis importez le fichier de nouveau.</translation>
    </message>
    <message>
        <source>Everything already saved is safe. Free some space, then try again.</source>
        <translation>Tout ce qui a été enregistré est conservé. Libérez de la place, puis réessayez.</translation>
    </message>
    <message>
        <source>Expected: {expected}.</source>
        <translation>Attendu&#xa0;: {expected}.</translation>
    </message>
    <message>
        <source>File this one in its place only if the first was wrong; what was paid on it counts for the new one.</source>
        <translation>Ne déposez celle-ci à sa place que si la première était fausse&#x202f;; ce qui a été payé compte pour la nouvelle.</translation>
    </message>
    <message>
        <source>Fill in the field, then go on.</source>
        <translation>Remplissez le champ, puis continuez.</translation>
    </message>
    <message>
        <source>For something to do, make an appointment.</source>
        <translation>Pour une chose à faire, prenez un rendez-vous.</translation>
    </message>
    <message>
        <source>Give a household’s code or a name, or say that it is anonymous.</source>
        <translation>Donnez le code d’un ménage ou un nom, ou indiquez qu’elle est anonyme.</translation>
    </message>
    <message>
        <source>Give at least {least} letters; several words are easy to remember.</source>
        <translation>Donnez au moins {least} lettres&#x202f;; plusieurs mots se retiennent facilement.</translation>
    </message>
    <message>
        <source>Give at most {most} letters, without line breaks, for example “counter 2”.</source>
        <translation>Donnez au plus {most} lettres, sans retour à la ligne, par exemple «&#xa0;comptoir 2&#xa0;».</translation>
    </message>
    <message>
        <source>Give both --tls-cert and --tls-key, or neither: the server then makes its own.</source>
        <translation>Donnez --tls-cert et --tls-key, ou aucun des deux&#xa0;: le serveur fait alors les siens.</translation>
    </message>
    <message>
        <source>Give each milestone a code of its own.</source>
        <translation>Donnez à chaque jalon son propre code.</translation>
    </message>
    <message>
        <source>Give it a heading and at least one line.</source>
        <translation>Donnez-lui un en-tête et au moins une ligne.</translation>
    </message>
    <message>
        <source>Give it a name, for example the employer’s: the columns are remembered under it.</source>
        <translation>Donnez un nom, par exemple celui de l’employeur&#xa0;: les colonnes sont mémorisées ainsi.</translation>
    </message>
    <message>
        <source>Give it to a case manager or a supervisor.</source>
        <translation>Confiez-la à un gestionnaire de cas ou à un superviseur.</translation>
    </message>
    <message>
        <source>Give it to somebody else.</source>
        <translation>Confiez-la à quelqu’un d’autre.</translation>
    </message>
    <message>
        <source>Give latitude and longitude, or neither.</source>
        <translation>Donnez la latitude et la longitude, ou aucune des deux.</translation>
    </message>
    <message>
        <source>Give that day or a later one.</source>
        <translation>Indiquez ce jour ou un jour ultérieur.</translation>
    </message>
    <message>
        <source>Give the code of the area that contains this one; leave it empty at level 0 only.</source>
        <translation>Donnez le code du lieu qui contient celui-ci&#x202f;; il n&apos;est vide qu&apos;au niveau 0.</translation>
    </message>
    <message>
        <source>Give the lower age first, or leave one of them empty.</source>
        <translation>Indiquez d&apos;abord l&apos;âge le plus bas, ou laissez l&apos;un des deux vide.</translation>
    </message>
    <message>
        <source>Give the name with which they sign in.</source>
        <translation>Indiquez son nom d’utilisateur.</translation>
    </message>
    <message>
        <source>Give the other one a role first. Nothing has been changed.</source>
        <translation>Donnez d&apos;abord un autre rôle à l&apos;autre. Rien n&apos;a été modifié.</translation>
    </message>
    <message>
        <source>Give the place to that one, in the order of the list.</source>
        <translation>Donnez la place à celle-là, dans l’ordre de la liste.</translation>
    </message>
    <message>
        <source>Give the server&apos;s account the right to write there, or choose another folder with --data.</source>
        <translation>Donnez au compte du serveur le droit d&apos;y écrire, ou choisissez un autre dossier avec --data.</translation>
    </message>
    <message>
        <source>Give today or a later day; for what was done, write a note.</source>
        <translation>Indiquez aujourd’hui ou un jour ultérieur&#x202f;; pour ce qui est fait, écrivez une note.</translation>
    </message>
    <message>
        <source>Give today or an earlier day.</source>
        <translation>Indiquez aujourd’hui ou un jour antérieur.</translation>
    </message>
    <message>
        <source>Give today&apos;s date or an earlier one, or choose “planned”.</source>
        <translation>Donnez la date d&apos;aujourd&apos;hui ou une date passée, ou choisissez «&#xa0;prévu&#xa0;».</translation>
    </message>
    <message>
        <source>Give today&apos;s date or an earlier one.</source>
        <translation>Donnez la date d&apos;aujourd&apos;hui ou une date antérieure.</translation>
    </message>
    <message>
        <source>Go on working: everything is saved here and will be sent when the line is back.</source>
        <translation>Continuez à travailler&#xa0;: tout est conservé ici et sera envoyé au retour de la connexion.</translation>
    </message>
    <message>
        <source>Go to that window, or close it first.</source>
        <translation>Allez à cette fenêtre, ou fermez-la d&apos;abord.</translation>
    </message>
    <message>
        <source>Household {code} is no longer open: it was closed, or went into another.</source>
        <translation>Le ménage {code} n&apos;est plus ouvert&#xa0;: il a été fermé ou fusionné avec un autre.</translation>
    </message>
    <message>
        <source>Household {code} would be left without a head.</source>
        <translation>Le ménage {code} resterait sans chef.</translation>
    </message>
    <message>
        <source>Household {code} would have more than one head.</source>
        <translation>Le ménage {code} aurait plus d&apos;un chef.</translation>
    </message>
    <message>
        <source>How exactly the date of birth is known has not been said.</source>
        <translation>La précision de la date de naissance n&apos;est pas indiquée.</translation>
    </message>
    <message>
        <source>If all of them live elsewhere now, move the household instead.</source>
        <translation>Si tous vivent ailleurs maintenant, déclarez plutôt un déménagement.</translation>
    </message>
    <message>
        <source>If another laptop printed it, synchronise both first. If the paper came from elsewhere, leave the code empty: the household gets a new one.</source>
        <translation>Si un autre ordinateur l&apos;a imprimée, synchronisez d&apos;abord les deux. Si le papier vient d&apos;ailleurs, laissez le code vide&#xa0;: le ménage en recevra un nouveau.</translation>
    </message>
    <message>
        <source>If children live without an adult, tick “headed by a child” and confirm: the office will see the need for protection.</source>
        <translation>Si des enfants vivent sans adulte, cochez «&#xa0;dirigé par un enfant&#xa0;» et confirmez&#xa0;: le bureau verra le besoin de protection.</translation>
    </message>
    <message>
        <source>If it should not be done, reject it.</source>
        <translation>S&apos;il ne faut pas le faire, rejetez la demande.</translation>
    </message>
    <message>
        <source>If that is wrong, take the report of the death back first.</source>
        <translation>Si c’est faux, retirez d’abord la déclaration du décès.</translation>
    </message>
    <message>
        <source>If the list is on another sheet, choose it.</source>
        <translation>Si la liste est sur une autre feuille, choisissez-la.</translation>
    </message>
    <message>
        <source>If the person moves in with others, merge the two households instead.</source>
        <translation>Si la personne va vivre chez d&apos;autres, fusionnez plutôt les deux ménages.</translation>
    </message>
    <message>
        <source>If you can, scan it again at 150 points per inch, or nearer to the camera.</source>
        <translation>Si possible, numérisez-le de nouveau à 150 points par pouce, ou plus près de la caméra.</translation>
    </message>
    <message>
        <source>Install it with its own parts: pip install &apos;guichet[server]&apos;. The desktop works without it.</source>
        <translation>Installez-le avec ses propres pièces&#xa0;: pip install &apos;guichet[server]&apos;. Le poste de travail s&apos;en passe.</translation>
    </message>
    <message>
        <source>Installed are: {known}. Check the code, or give the folder of the programme.</source>
        <translation>Sont installés&#xa0;: {known}. Vérifiez le code, ou indiquez le dossier du programme.</translation>
    </message>
    <message>
        <source>It comes once the computer that took it has synchronised.</source>
        <translation>Elle viendra quand l&apos;ordinateur qui l&apos;a prise aura synchronisé.</translation>
    </message>
    <message>
        <source>It ended on {date}, more than {days} days ago.</source>
        <translation>Elle a pris fin le {date}, il y a plus de {days} jours.</translation>
    </message>
    <message>
        <source>It happened after it was told.</source>
        <translation>Les faits seraient postérieurs à la réclamation.</translation>
    </message>
    <message>
        <source>It is kept here, and the rest has arrived. Tell the regional office.</source>
        <translation>Elle est conservée ici, et le reste est arrivé. Prévenez le bureau régional.</translation>
    </message>
    <message>
        <source>It is kept here. Shorten what was entered, then send it again.</source>
        <translation>Elle est conservée ici. Abrégez ce qui a été saisi, puis envoyez-la de nouveau.</translation>
    </message>
    <message>
        <source>It is kept here. Synchronise again; if it stays, tell the regional office.</source>
        <translation>Elle est conservée ici. Synchronisez de nouveau&#x202f;; si elle reste bloquée, prévenez le bureau régional.</translation>
    </message>
    <message>
        <source>It is kept here. Tell the regional office.</source>
        <translation>Elle reste ici. Prévenez le bureau régional.</translation>
    </message>
    <message>
        <source>It is not clear how dates are written in the column {column}.</source>
        <translation>On ne sait pas comment les dates sont écrites dans la colonne {column}.</translation>
    </message>
    <message>
        <source>It is not known what “{word}” means here.</source>
        <translation>On ne sait pas ce que «&#xa0;{word}&#xa0;» signifie ici.</translation>
    </message>
    <message>
        <source>It is not said what holds for every row: {field}.</source>
        <translation>Il manque ce qui vaut pour toutes les lignes&#xa0;: {field}.</translation>
    </message>
    <message>
        <source>It is not said what the data are for.</source>
        <translation>La finalité des données n’est pas indiquée.</translation>
    </message>
    <message>
        <source>It is not said what was decided.</source>
        <translation>Il n’est pas dit ce qui a été décidé.</translation>
    </message>
    <message>
        <source>It is not said where the list is from.</source>
        <translation>L’origine de la liste n’est pas indiquée.</translation>
    </message>
    <message>
        <source>It is not said whether what was held back will be paid.</source>
        <translation>Il n’est pas dit si ce qui a été retenu sera payé.</translation>
    </message>
    <message>
        <source>It is not said who receives the data.</source>
        <translation>Le destinataire des données n’est pas indiqué.</translation>
    </message>
    <message>
        <source>It is not said why it ends.</source>
        <translation>Il n’est pas dit pourquoi elle prend fin.</translation>
    </message>
    <message>
        <source>It is not said why it is suspended.</source>
        <translation>Il n’est pas dit pourquoi elle est suspendue.</translation>
    </message>
    <message>
        <source>It is written postgresql://user:password@host/name, after --database.</source>
        <translation>Elle s&apos;écrit postgresql://utilisateur:motdepasse@machine/nom, après --database.</translation>
    </message>
    <message>
        <source>It lies between the first day ({date}) and today.</source>
        <translation>Il se situe entre le premier jour ({date}) et aujourd&apos;hui.</translation>
    </message>
    <message>
        <source>It may come from another office: synchronise, or search by name.</source>
        <translation>Il vient peut-être d&apos;un autre bureau&#xa0;: synchronisez, ou cherchez par nom.</translation>
    </message>
    <message>
        <source>It may have been copied during a power cut. Restore the latest backup, then synchronise.</source>
        <translation>Il a peut-être été copié pendant une coupure de courant. Restaurez la dernière sauvegarde, puis synchronisez.</translation>
    </message>
    <message>
        <source>It may have been corrected or set aside already. Look at the list again.</source>
        <translation>Elle a peut-être déjà été corrigée ou mise de côté. Regardez à nouveau la liste.</translation>
    </message>
    <message>
        <source>It may have been registered or dropped meanwhile. Look at the list again.</source>
        <translation>Il a peut-être été enregistré ou abandonné entre-temps. Consultez la liste de nouveau.</translation>
    </message>
    <message>
        <source>It must be a PEM file, which begins with BEGIN CERTIFICATE. Ask the regional office for it.</source>
        <translation>Ce doit être un fichier PEM, qui commence par BEGIN CERTIFICATE. Demandez-le au bureau régional.</translation>
    </message>
    <message>
        <source>It was left as it is. Make a new, empty database, or name a new folder with --data.</source>
        <translation>Elle est restée telle quelle. Créez une nouvelle base vide, ou nommez un nouveau dossier avec --data.</translation>
    </message>
    <message>
        <source>It was left untouched. Choose another name or another folder.</source>
        <translation>Il n&apos;a pas été touché. Choisissez un autre nom ou un autre dossier.</translation>
    </message>
    <message>
        <source>It was left untouched. Update the server, then start it again.</source>
        <translation>Elle n&apos;a pas été touchée. Mettez le serveur à jour, puis relancez-le.</translation>
    </message>
    <message>
        <source>It was left untouched. Update this application, then open it again.</source>
        <translation>Il n&apos;a pas été touché. Mettez cette application à jour, puis rouvrez-le.</translation>
    </message>
    <message>
        <source>It was not accepted, and nothing was changed here. Tell the regional office.</source>
        <translation>Rien n&apos;a été accepté ni modifié ici. Prévenez le bureau régional.</translation>
    </message>
    <message>
        <source>It was not kept. It is sent again the next time.</source>
        <translation>Elle n&apos;a pas été gardée. Elle sera renvoyée la prochaine fois.</translation>
    </message>
    <message>
        <source>It was not opened. If it is a real list, save it as CSV, which can be as long as needed.</source>
        <translation>Il n’a pas été ouvert. Si c’est une vraie liste, sauvegardez-la en CSV, sans limite de longueur.</translation>
    </message>
    <message>
        <source>It was not restored, and nothing was changed. Use an older backup.</source>
        <translation>Elle n&apos;a pas été restaurée et rien n&apos;a changé. Utilisez une sauvegarde plus ancienne.</translation>
    </message>
    <message>
        <source>It was registered or discarded; look for the household under People.</source>
        <translation>Il a été terminé ou abandonné&#x202f;; cherchez le ménage sous Personnes.</translation>
    </message>
    <message>
        <source>It was stopped as you asked.</source>
        <translation>L&apos;opération a été arrêtée à votre demande.</translation>
    </message>
    <message>
        <source>Its last digits are lost. Write it again in a column formatted as text.</source>
        <translation>Ses derniers chiffres sont perdus. Écrivez-le de nouveau dans une colonne au format texte.</translation>
    </message>
    <message>
        <source>Join again with a new code from the regional office. Your work is safe here.</source>
        <translation>Rattachez-le de nouveau avec un code du bureau régional. Votre travail est conservé ici.</translation>
    </message>
    <message>
        <source>Keep it on one line only: a name on two lines would make one group of both.</source>
        <translation>Gardez-le sur une seule ligne&#xa0;: un nom présent sur deux lignes réunirait les deux groupes.</translation>
    </message>
    <message>
        <source>Keep one head and give the others their own role.</source>
        <translation>Gardez un seul chef et donnez aux autres leur propre rôle.</translation>
    </message>
    <message>
        <source>Keep one line for each worker, with all of the month&apos;s wage.</source>
        <translation>Gardez une ligne par travailleur, avec tout le salaire du mois.</translation>
    </message>
    <message>
        <source>Keep one of the two lines.</source>
        <translation>Gardez une seule des deux lignes.</translation>
    </message>
    <message>
        <source>Keep one of the two.</source>
        <translation>Gardez une seule des deux.</translation>
    </message>
    <message>
        <source>Keep the columns that are needed, at most 500, and save it again.</source>
        <translation>Gardez les colonnes utiles, 500 au plus, et sauvegardez de nouveau.</translation>
    </message>
    <message>
        <source>Keep the computer safe, and call the regional office: nothing was destroyed.</source>
        <translation>Gardez l’ordinateur en lieu sûr et appelez le bureau régional&#xa0;: rien n’a été détruit.</translation>
    </message>
    <message>
        <source>Keep this file as it is. Copy it again from its source, or restore the latest backup.</source>
        <translation>Gardez ce fichier tel quel. Copiez-le de nouveau depuis sa source, ou restaurez la dernière sauvegarde.</translation>
    </message>
    <message>
        <source>Keep to plain shapes and colours, and turn its text into paths.</source>
        <translation>Limitez-vous à des formes et des couleurs simples, et convertissez ses textes en tracés.</translation>
    </message>
    <message>
        <source>Latitude goes from −90 to 90, longitude from −180 to 180.</source>
        <translation>La latitude va de −90 à 90, la longitude de −180 à 180.</translation>
    </message>
    <message>
        <source>Leave it out, and choose for the fields that are shown.</source>
        <translation>Laissez-le de côté, et choisissez pour les champs affichés.</translation>
    </message>
    <message>
        <source>Leave it to a colleague.</source>
        <translation>Laissez-la à un collègue.</translation>
    </message>
    <message>
        <source>Leave out the columns that say who a person is.</source>
        <translation>Retirez les colonnes qui disent qui est la personne.</translation>
    </message>
    <message>
        <source>Leave the new head empty, or ask for a change of head.</source>
        <translation>Laissez le nouveau chef vide, ou demandez un changement de chef.</translation>
    </message>
    <message>
        <source>Leave the sponsor empty.</source>
        <translation>Laissez le garant vide.</translation>
    </message>
    <message>
        <source>Leave them empty for this child.</source>
        <translation>Laissez-les vides pour cet enfant.</translation>
    </message>
    <message>
        <source>Let the first end on the day before the second begins; nothing is worked out until then.</source>
        <translation>Faites finir le premier la veille du second&#x202f;; rien n&apos;est calculé d&apos;ici là.</translation>
    </message>
    <message>
        <source>Let the others go, or ask for a change of head first.</source>
        <translation>Laissez partir les autres, ou demandez d&apos;abord un changement de chef.</translation>
    </message>
    <message>
        <source>Let the person live there, name another head of it first, or merge the two households first.</source>
        <translation>Laissez la personne y vivre, nommez-y d&apos;abord un autre chef, ou fusionnez d&apos;abord les deux ménages.</translation>
    </message>
    <message>
        <source>Line {line} cannot be read.</source>
        <translation>La ligne {line} ne peut pas être lue.</translation>
    </message>
    <message>
        <source>List the documents of the household to find its number.</source>
        <translation>Listez les documents du ménage pour trouver son numéro.</translation>
    </message>
    <message>
        <source>List what is there: guichet server sealed list.</source>
        <translation>Voyez ce qu&apos;il y a&#xa0;: guichet server sealed list.</translation>
    </message>
    <message>
        <source>Lists and papers show this text. Move the number to its own field, or confirm.</source>
        <translation>Les listes et les papiers montrent ce texte. Mettez le numéro dans son propre champ, ou confirmez.</translation>
    </message>
    <message>
        <source>Look at the documents and correct one of them.</source>
        <translation>Regardez les pièces et corrigez l’un des deux.</translation>
    </message>
    <message>
        <source>Look at the employer&apos;s list of workers.</source>
        <translation>Regardez la liste des travailleurs de l&apos;employeur.</translation>
    </message>
    <message>
        <source>Look at the list of campaigns; if it was made on another laptop, synchronise.</source>
        <translation>Regardez la liste des campagnes&#x202f;; si elle a été créée sur un autre ordinateur, synchronisez.</translation>
    </message>
    <message>
        <source>Look at the list of payments; one that was corrected before cannot be corrected again.</source>
        <translation>Regardez la liste des paiements&#x202f;; ce qui a déjà été corrigé ne peut l&apos;être encore.</translation>
    </message>
    <message>
        <source>Look at the list of schemes; the programme may have to be renewed.</source>
        <translation>Regardez la liste des régimes&#x202f;; le programme est peut-être à renouveler.</translation>
    </message>
    <message>
        <source>Look at the list under To decide, or with: conflicts list.</source>
        <translation>Regardez la liste sous À décider, ou avec&#xa0;: conflicts list.</translation>
    </message>
    <message>
        <source>Look at the person&apos;s periods of insurance.</source>
        <translation>Regardez les périodes d&apos;assurance de la personne.</translation>
    </message>
    <message>
        <source>Look at {code}: it may be the same person. If the number is right for both, a supervisor can keep it and write why.</source>
        <translation>Regardez {code}&#xa0;: c’est peut-être la même personne. Si le numéro est juste pour les deux, un superviseur peut le garder en écrivant pourquoi.</translation>
    </message>
    <message>
        <source>Look for a missing or an extra comma.</source>
        <translation>Cherchez une virgule manquante ou en trop.</translation>
    </message>
    <message>
        <source>Look for a small switch on the stick&apos;s side, or take another stick or folder.</source>
        <translation>Cherchez un petit interrupteur sur le côté de la clé, ou prenez une autre clé ou un autre dossier.</translation>
    </message>
    <message>
        <source>Look for it with its employer; if it was filed on another laptop, synchronise.</source>
        <translation>Cherchez-la chez son employeur&#x202f;; si elle a été déposée sur un autre ordinateur, synchronisez.</translation>
    </message>
    <message>
        <source>Look for names that end in .guichet-out (from an office) or .guichet-in (answers).</source>
        <translation>Cherchez les noms qui finissent par .guichet-out (d&apos;un bureau) ou .guichet-in (réponses).</translation>
    </message>
    <message>
        <source>Look for the employer by name; if it was registered on another laptop, synchronise.</source>
        <translation>Cherchez l&apos;employeur par son nom&#x202f;; s&apos;il a été affilié sur un autre ordinateur, synchronisez.</translation>
    </message>
    <message>
        <source>Look it up with: server devices. Give its id, or office and code as in NSR-7KQ2.</source>
        <translation>Cherchez-le avec&#xa0;: server devices. Donnez son identifiant, ou bureau et code comme dans NSR-7KQ2.</translation>
    </message>
    <message>
        <source>Make a new office file and join with it.</source>
        <translation>Créez un nouveau fichier de bureau et rattachez-vous avec lui.</translation>
    </message>
    <message>
        <source>Make a new office file and join with it: the two would print the same codes.</source>
        <translation>Créez un nouveau fichier de bureau et rattachez-le&#xa0;: les deux imprimeraient les mêmes codes.</translation>
    </message>
    <message>
        <source>Make it first, or choose another folder.</source>
        <translation>Créez-le d&apos;abord, ou choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>Make the employer active again first, or choose another.</source>
        <translation>Réactivez d&apos;abord l&apos;employeur, ou choisissez-en un autre.</translation>
    </message>
    <message>
        <source>Members are counted from 0, in the order of the form.</source>
        <translation>Les membres se comptent à partir de 0, dans l&apos;ordre du formulaire.</translation>
    </message>
    <message>
        <source>Merge it with the household its people live in. Nothing has been changed.</source>
        <translation>Fusionnez-le avec le ménage où vivent ses membres. Rien n&apos;a été modifié.</translation>
    </message>
    <message>
        <source>Merged cells count for each of their rows. Check the rows below.</source>
        <translation>Une cellule fusionnée vaut pour chacune de ses lignes. Vérifiez les lignes ci-dessous.</translation>
    </message>
    <message>
        <source>More than one recipient has been said.</source>
        <translation>Plus d&apos;un bénéficiaire du retrait a été indiqué.</translation>
    </message>
    <message>
        <source>More than {count} rows have the same household number.</source>
        <translation>Plus de {count} lignes ont le même numéro de ménage.</translation>
    </message>
    <message>
        <source>Name documents from the scheme’s own list.</source>
        <translation>Nommez des documents de la liste du régime.</translation>
    </message>
    <message>
        <source>Name every level that the list of areas uses.</source>
        <translation>Nommez chaque niveau utilisé par la liste des lieux.</translation>
    </message>
    <message>
        <source>Name everybody once.</source>
        <translation>Nommez chacun une seule fois.</translation>
    </message>
    <message>
        <source>Name one column “name”, “code” or “number”. Headings found: {headings}.</source>
        <translation>Nommez une colonne «&#xa0;nom&#xa0;», «&#xa0;code&#xa0;» ou «&#xa0;numéro&#xa0;». En-têtes trouvés&#xa0;: {headings}.</translation>
    </message>
    <message>
        <source>Name one column “wage”, “salaire” or “remuneração”. Headings found: {headings}.</source>
        <translation>Nommez une colonne «&#xa0;salaire&#xa0;» ou «&#xa0;rémunération&#xa0;». En-têtes trouvés&#xa0;: {headings}.</translation>
    </message>
    <message>
        <source>Names are read from one column and from two at the same time.</source>
        <translation>Les noms sont lus à la fois dans une colonne et dans deux.</translation>
    </message>
    <message>
        <source>Neither value was written at this office alone, so “mine” says nothing.</source>
        <translation>Aucune des valeurs n&apos;a été écrite par ce bureau seul&#xa0;: «&#xa0;mine&#xa0;» ne dit rien.</translation>
    </message>
    <message>
        <source>No area stands at this level.</source>
        <translation>Aucun lieu ne se trouve à ce niveau.</translation>
    </message>
    <message>
        <source>No blank form of this office carries the code {code}.</source>
        <translation>Aucune fiche vierge de ce guichet ne porte le code {code}.</translation>
    </message>
    <message>
        <source>No camera was found on this computer.</source>
        <translation>Aucune caméra n&apos;a été trouvée sur cet ordinateur.</translation>
    </message>
    <message>
        <source>No code was found in “{name}”.</source>
        <translation>Aucun code n&apos;a été trouvé dans «&#xa0;{name}&#xa0;».</translation>
    </message>
    <message>
        <source>No column is chosen.</source>
        <translation>Aucune colonne n’est choisie.</translation>
    </message>
    <message>
        <source>No column is given for: {field}.</source>
        <translation>Aucune colonne n’est indiquée pour&#xa0;: {field}.</translation>
    </message>
    <message>
        <source>No column of the list has wages.</source>
        <translation>Aucune colonne de la liste n&apos;a de salaires.</translation>
    </message>
    <message>
        <source>No column of the list says who the workers are.</source>
        <translation>Aucune colonne de la liste ne dit qui sont les travailleurs.</translation>
    </message>
    <message>
        <source>No copy was kept. Somebody has altered the tables or their rules; have the database checked.</source>
        <translation>Aucune copie n’a été gardée. Quelqu’un a modifié les tables ou leurs règles&#x202f;; faites vérifier la base.</translation>
    </message>
    <message>
        <source>No enrolment receipt or card was printed for them yet.</source>
        <translation>Aucun récépissé d’inscription ni carte n’a encore été imprimé pour cette personne.</translation>
    </message>
    <message>
        <source>No file was written. Start it again when you are ready.</source>
        <translation>Aucun fichier n’a été écrit. Relancez-le quand vous serez prêt.</translation>
    </message>
    <message>
        <source>No household is held back under this number: {number}.</source>
        <translation>Aucun ménage n’est en attente sous ce numéro&#xa0;: {number}.</translation>
    </message>
    <message>
        <source>No legal basis is on file for this household.</source>
        <translation>Aucune base légale n’est au dossier de ce ménage.</translation>
    </message>
    <message>
        <source>No member has been entered yet.</source>
        <translation>Aucun membre n&apos;est encore saisi.</translation>
    </message>
    <message>
        <source>No office of this programme serves the district of that place.</source>
        <translation>Aucun bureau de ce programme ne dessert le district de ce lieu.</translation>
    </message>
    <message>
        <source>No printer is set up on this computer.</source>
        <translation>Aucune imprimante n&apos;est installée sur cet ordinateur.</translation>
    </message>
    <message>
        <source>No refused change has the number {number}.</source>
        <translation>Aucune modification refusée ne porte le numéro {number}.</translation>
    </message>
    <message>
        <source>Nobody can be enrolled in {scheme} today.</source>
        <translation>Personne ne peut être inscrit à {scheme} aujourd’hui.</translation>
    </message>
    <message>
        <source>Nobody chooses these households by hand; see the list of visits.</source>
        <translation>Personne ne choisit ces ménages à la main&#x202f;; voyez la liste des visites.</translation>
    </message>
    <message>
        <source>Nobody here has the code {code}.</source>
        <translation>Personne ici n&apos;a le code {code}.</translation>
    </message>
    <message>
        <source>Nobody here is called {name}.</source>
        <translation>Personne ici ne s’appelle {name}.</translation>
    </message>
    <message>
        <source>Nobody is named to collect.</source>
        <translation>Personne n’est désigné pour encaisser.</translation>
    </message>
    <message>
        <source>Nobody is named.</source>
        <translation>Personne n’est nommé.</translation>
    </message>
    <message>
        <source>Nobody over 120 can be registered. Check the year, or choose “estimated age”.</source>
        <translation>On ne peut enregistrer personne de plus de 120 ans. Vérifiez l&apos;année, ou choisissez «&#xa0;âge estimé&#xa0;».</translation>
    </message>
    <message>
        <source>Nobody pays contributions for the scheme {code}.</source>
        <translation>Personne ne cotise pour le régime {code}.</translation>
    </message>
    <message>
        <source>Nobody pays contributions for the scheme {scheme}.</source>
        <translation>Personne ne paie de cotisations pour le régime {scheme}.</translation>
    </message>
    <message>
        <source>Nobody with the code {code} works there today.</source>
        <translation>Personne avec le code {code} n&apos;y travaille aujourd&apos;hui.</translation>
    </message>
    <message>
        <source>Nobody would be left in household {code}.</source>
        <translation>Il ne resterait personne dans le ménage {code}.</translation>
    </message>
    <message>
        <source>Nobody would stay in the household.</source>
        <translation>Personne ne resterait dans le ménage.</translation>
    </message>
    <message>
        <source>Nothing can be worked out. Wait for the programme to be renewed; money received can be written down all the same.</source>
        <translation>Rien ne peut être calculé. Attendez le renouvellement du programme&#x202f;; l&apos;argent reçu peut être noté quand même.</translation>
    </message>
    <message>
        <source>Nothing can be written in this folder.</source>
        <translation>On ne peut rien écrire dans ce dossier.</translation>
    </message>
    <message>
        <source>Nothing can be written to this stick or folder.</source>
        <translation>On ne peut rien écrire sur cette clé ou dans ce dossier.</translation>
    </message>
    <message>
        <source>Nothing has been decided on this application yet.</source>
        <translation>Rien n’a encore été décidé sur cette demande.</translation>
    </message>
    <message>
        <source>Nothing here has the code {code}.</source>
        <translation>Rien ici ne porte le code {code}.</translation>
    </message>
    <message>
        <source>Nothing in it was touched. Choose an empty folder, or a new one.</source>
        <translation>Rien n&apos;y a été touché. Choisissez un dossier vide, ou un nouveau.</translation>
    </message>
    <message>
        <source>Nothing is called arrived without one: everything is kept here. Tell the regional office.</source>
        <translation>Sans lui, rien n&apos;est dit arrivé&#xa0;: tout est gardé ici. Prévenez le bureau régional.</translation>
    </message>
    <message>
        <source>Nothing is lost. Check the printer, then print again, or save the PDF.</source>
        <translation>Rien n&apos;est perdu. Vérifiez l&apos;imprimante, puis imprimez de nouveau, ou enregistrez le PDF.</translation>
    </message>
    <message>
        <source>Nothing is lost. It will be tried again in a few minutes.</source>
        <translation>Rien n&apos;est perdu. Un nouvel essai aura lieu dans quelques minutes.</translation>
    </message>
    <message>
        <source>Nothing is lost. Put the stick in again, wait a moment, and repeat.</source>
        <translation>Rien n&apos;est perdu. Remettez la clé, attendez un instant et recommencez.</translation>
    </message>
    <message>
        <source>Nothing is lost. Try again in {seconds}, and check the capital-letter key.</source>
        <translation>Rien n&apos;est perdu. Réessayez dans {seconds} et vérifiez la touche des majuscules.</translation>
    </message>
    <message>
        <source>Nothing is lost. Try again in {seconds}.</source>
        <translation>Rien n&apos;est perdu. Réessayez dans {seconds}.</translation>
    </message>
    <message>
        <source>Nothing is lost. Update the program here, then read or carry the bundle again.</source>
        <translation>Rien n&apos;est perdu. Mettez à jour le programme ici, puis lisez ou portez de nouveau le paquet.</translation>
    </message>
    <message>
        <source>Nothing is lost. Update the program that wrote it, then write a new bundle.</source>
        <translation>Rien n&apos;est perdu. Mettez à jour le programme qui l&apos;a écrit, puis écrivez un nouveau paquet.</translation>
    </message>
    <message>
        <source>Nothing is lost. Wait a moment, then try again.</source>
        <translation>Rien n&apos;est perdu. Attendez un instant, puis réessayez.</translation>
    </message>
    <message>
        <source>Nothing is lost: they are safe here. Tell the regional office that the server must be updated; a stick can bring them there meanwhile.</source>
        <translation>Rien n&apos;est perdu&#xa0;: elles sont en sécurité ici. Dites au bureau régional que le serveur doit être mis à jour&#xa0;; en attendant, une clé USB peut les y porter.</translation>
    </message>
    <message>
        <source>Nothing is lost: your work is safe here. Tell the regional office. What is urgent can go there on a stick meanwhile.</source>
        <translation>Rien n&apos;est perdu&#xa0;: votre travail est en sécurité ici. Prévenez le bureau régional. En attendant, ce qui presse peut y aller sur une clé USB.</translation>
    </message>
    <message>
        <source>Nothing is lost: your work is safe here. Try again; if it goes on, tell the regional office, and bring it there on a stick.</source>
        <translation>Rien n&apos;est perdu&#xa0;: votre travail est en sécurité ici. Réessayez&#xa0;; si cela continue, prévenez le bureau régional et portez-y votre travail sur une clé USB.</translation>
    </message>
    <message>
        <source>Nothing is lost: your work is safe here. Update this application, then synchronise. If that has to wait, write your work on a stick for the regional office.</source>
        <translation>Rien n&apos;est perdu&#xa0;: votre travail est en sécurité ici. Mettez cette application à jour, puis synchronisez. Si cela doit attendre, écrivez votre travail sur une clé USB pour le bureau régional.</translation>
    </message>
    <message>
        <source>Nothing is needed. A wrong role is corrected by asking for a change of head.</source>
        <translation>Rien à faire. Un rôle faux se corrige en demandant un changement de chef.</translation>
    </message>
    <message>
        <source>Nothing is needed: go on with your work.</source>
        <translation>Rien à faire&#xa0;: continuez votre travail.</translation>
    </message>
    <message>
        <source>Nothing is said of what the visit found.</source>
        <translation>Rien n&apos;est dit de ce que la visite a constaté.</translation>
    </message>
    <message>
        <source>Nothing is thrown away: the copy takes a new identity, and its unsent work is sent under it.</source>
        <translation>Rien n&apos;est perdu&#xa0;: la copie prend une nouvelle identité, et son travail non envoyé part sous celle-ci.</translation>
    </message>
    <message>
        <source>Nothing is to be done: both codes stay valid.</source>
        <translation>Il n&apos;y a rien à faire&#xa0;: les deux codes restent valables.</translation>
    </message>
    <message>
        <source>Nothing needs to be done. To change the number, end that work and begin it anew.</source>
        <translation>Rien n&apos;est à faire. Pour changer le numéro, terminez ce travail et recommencez-le.</translation>
    </message>
    <message>
        <source>Nothing of it was taken and nothing is lost. Copy it again, or have it written again.</source>
        <translation>Rien n&apos;en a été pris et rien n&apos;est perdu. Copiez-le de nouveau, ou faites-le réécrire.</translation>
    </message>
    <message>
        <source>Nothing of it was taken, nothing is lost. Have it written again, perhaps on another stick.</source>
        <translation>Rien n&apos;en a été pris, rien n&apos;est perdu. Faites-le réécrire, peut-être sur une autre clé.</translation>
    </message>
    <message>
        <source>Nothing of it was taken, the database is empty. Fetch the file again.</source>
        <translation>Rien n’en a été repris, la base est vide. Allez rechercher le fichier.</translation>
    </message>
    <message>
        <source>Nothing of it was taken, the database is empty. Use another copy.</source>
        <translation>Rien n’en a été repris, la base est vide. Prenez une autre copie.</translation>
    </message>
    <message>
        <source>Nothing of it was taken. Check this file, then tell the regional office.</source>
        <translation>Rien n&apos;en a été pris. Vérifiez ce fichier, puis prévenez le bureau régional.</translation>
    </message>
    <message>
        <source>Nothing of it was taken. Synchronise again; if it goes on, tell the regional office.</source>
        <translation>Rien n&apos;en a été pris. Synchronisez de nouveau&#x202f;; si cela continue, prévenez le bureau régional.</translation>
    </message>
    <message>
        <source>Nothing proves this period.</source>
        <translation>Rien ne prouve cette période.</translation>
    </message>
    <message>
        <source>Nothing to do: synchronise.</source>
        <translation>Rien à faire&#xa0;: synchronisez.</translation>
    </message>
    <message>
        <source>Nothing was altered. Tell the regional office.</source>
        <translation>Rien n&apos;a été modifié. Prévenez le bureau régional.</translation>
    </message>
    <message>
        <source>Nothing was changed here. Synchronise again.</source>
        <translation>Rien n&apos;a changé ici. Synchronisez de nouveau.</translation>
    </message>
    <message>
        <source>Nothing was changed now. The first decision stands; if it was wrong, ask anew.</source>
        <translation>Rien n&apos;a été modifié maintenant. La première décision vaut&#x202f;; si elle était fausse, refaites une demande.</translation>
    </message>
    <message>
        <source>Nothing was changed. Add the person on the household’s page.</source>
        <translation>Rien n’a été modifié. Ajoutez la personne sur la page du ménage.</translation>
    </message>
    <message>
        <source>Nothing was changed. Choose a JPEG or PNG picture.</source>
        <translation>Rien n&apos;a été changé. Choisissez une image JPEG ou PNG.</translation>
    </message>
    <message>
        <source>Nothing was changed. Copy the picture again, or take another one.</source>
        <translation>Rien n&apos;a été changé. Copiez de nouveau l&apos;image, ou prenez-en une autre.</translation>
    </message>
    <message>
        <source>Nothing was changed. Give the file that the backup command wrote.</source>
        <translation>Rien n’a été changé. Donnez le fichier écrit par la commande backup.</translation>
    </message>
    <message>
        <source>Nothing was changed. Make the PDF again, or choose a picture of the paper.</source>
        <translation>Rien n&apos;a été changé. Refaites le PDF, ou choisissez une image du papier.</translation>
    </message>
    <message>
        <source>Nothing was changed. Reject the request, and ask anew for what is still needed.</source>
        <translation>Rien n&apos;a été modifié. Rejetez la demande, et redemandez ce qui est encore nécessaire.</translation>
    </message>
    <message>
        <source>Nothing was changed. Type it again, or the recovery key that was shown.</source>
        <translation>Rien n’a été changé. Retapez-la, ou la clé de récupération qui a été montrée.</translation>
    </message>
    <message>
        <source>Nothing was changed. Update the server, then bring the copy back.</source>
        <translation>Rien n’a été changé. Mettez le serveur à jour, puis remettez la copie.</translation>
    </message>
    <message>
        <source>Nothing was computed: what the spreadsheet saved last was read. Check these cells.</source>
        <translation>Rien n’a été calculé&#xa0;: on a lu la dernière valeur enregistrée par le tableur. Vérifiez ces cellules.</translation>
    </message>
    <message>
        <source>Nothing was done. Make an ordinary role that owns the database, and name it in --database.</source>
        <translation>Rien n&apos;a été fait. Créez un rôle ordinaire propriétaire de la base, et nommez-le dans --database.</translation>
    </message>
    <message>
        <source>Nothing was installed. Send this message to whoever prepared them.</source>
        <translation>Rien n&apos;a été installé. Transmettez ce message à la personne qui les a préparés.</translation>
    </message>
    <message>
        <source>Nothing was left half written. Delete something from the stick, or take another.</source>
        <translation>Rien n&apos;est resté à moitié écrit. Supprimez quelque chose de la clé, ou prenez-en une autre.</translation>
    </message>
    <message>
        <source>Nothing was overwritten. Give the copy another name.</source>
        <translation>Rien n’a été écrasé. Donnez un autre nom à la copie.</translation>
    </message>
    <message>
        <source>Nothing was printed. Write this name in Latin letters, then print again.</source>
        <translation>Rien n&apos;a été imprimé. Écrivez ce nom en lettres latines, puis imprimez de nouveau.</translation>
    </message>
    <message>
        <source>Nothing was read and nothing is damaged. Give it to the one it is for, and look for yours.</source>
        <translation>Rien n&apos;a été lu et rien n&apos;est abîmé. Remettez-le à son destinataire, et cherchez le vôtre.</translation>
    </message>
    <message>
        <source>Nothing was sealed under this number.</source>
        <translation>Rien n’a été scellé sous ce numéro.</translation>
    </message>
    <message>
        <source>Nothing was sent. Do not insist: call the regional office.</source>
        <translation>Rien n&apos;a été envoyé. N&apos;insistez pas&#xa0;: appelez le bureau régional.</translation>
    </message>
    <message>
        <source>Nothing was sent. Give the address that begins with https://.</source>
        <translation>Rien n&apos;a été envoyé. Donnez l&apos;adresse qui commence par https://.</translation>
    </message>
    <message>
        <source>Nothing was taken back. Undo the later change first, or ask for a new one.</source>
        <translation>Rien n&apos;a été annulé. Annulez d&apos;abord le changement suivant, ou demandez-en un nouveau.</translation>
    </message>
    <message>
        <source>Nothing was taken. Ask whoever looks after the server.</source>
        <translation>Rien n&apos;a été pris. Demandez à qui s&apos;occupe du serveur.</translation>
    </message>
    <message>
        <source>Nothing was written. Export to CSV, or fewer people at a time.</source>
        <translation>Rien n’a été écrit. Exportez en CSV, ou moins de personnes à la fois.</translation>
    </message>
    <message>
        <source>Nothing would be changed.</source>
        <translation>Rien ne serait modifié.</translation>
    </message>
    <message>
        <source>One of the two names is missing.</source>
        <translation>Un des deux noms manque.</translation>
    </message>
    <message>
        <source>Only a country has no area above it.</source>
        <translation>Seul un pays n&apos;a pas de lieu au-dessus de lui.</translation>
    </message>
    <message>
        <source>Only a regional office has this board. Whoever keeps the programme pack can name the offices it watches.</source>
        <translation>Seul un bureau régional a ce tableau. Qui tient le paquet du programme peut nommer les bureaux qu’il suit.</translation>
    </message>
    <message>
        <source>Only the server makes records of this kind.</source>
        <translation>Seul le serveur fait des fiches de cette sorte.</translation>
    </message>
    <message>
        <source>Only what has been written can be taken back.</source>
        <translation>Seul ce qui a été écrit peut être annulé.</translation>
    </message>
    <message>
        <source>Only who asked for a change can withdraw it.</source>
        <translation>Seul l&apos;auteur d&apos;une demande peut la retirer.</translation>
    </message>
    <message>
        <source>Open it in a spreadsheet and check that it has headings and rows, then save it again.</source>
        <translation>Ouvrez-le dans un tableur, vérifiez qu’il a des titres et des lignes, puis sauvegardez-le.</translation>
    </message>
    <message>
        <source>Open it in a spreadsheet, save the list as XLSX or CSV, and choose that file.</source>
        <translation>Ouvrez-le dans un tableur, sauvegardez la liste en XLSX ou CSV, et choisissez ce fichier.</translation>
    </message>
    <message>
        <source>Open that enrolment instead of making a second one.</source>
        <translation>Ouvrez cette inscription au lieu d’en faire une seconde.</translation>
    </message>
    <message>
        <source>Open the complaint again: it shows what can be done next.</source>
        <translation>Rouvrez la réclamation&#xa0;: elle montre ce qui peut être fait.</translation>
    </message>
    <message>
        <source>Open the enrolment again: it shows what can be done next.</source>
        <translation>Rouvrez l’inscription&#xa0;: elle montre ce qui peut être fait ensuite.</translation>
    </message>
    <message>
        <source>Open the household its people are in today, and ask for the change there.</source>
        <translation>Ouvrez le ménage où sont ses membres aujourd&apos;hui, et demandez-y le changement.</translation>
    </message>
    <message>
        <source>Open the household {code} and compare; do not enter the form a second time.</source>
        <translation>Ouvrez le ménage {code} et comparez&#x202f;; ne saisissez pas la fiche une seconde fois.</translation>
    </message>
    <message>
        <source>Others wait for a place: {count}.</source>
        <translation>D’autres attendent une place&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>Parent and child are less than 12 years apart.</source>
        <translation>Le parent et l&apos;enfant ont moins de 12 ans d&apos;écart.</translation>
    </message>
    <message>
        <source>Part of the application is missing: {folder}.</source>
        <translation>Une partie de l&apos;application manque&#xa0;: {folder}.</translation>
    </message>
    <message>
        <source>Places are still free: {count}.</source>
        <translation>Des places sont encore libres&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>Plug one in and try again, or choose a picture from a file.</source>
        <translation>Branchez-en une et réessayez, ou choisissez une image dans un fichier.</translation>
    </message>
    <message>
        <source>Possible duplicates are not compared yet: {count}.</source>
        <translation>Des doublons possibles ne sont pas encore comparés&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>Pregnancy does not agree with the sex or the age.</source>
        <translation>La grossesse ne concorde pas avec le sexe ou l&apos;âge.</translation>
    </message>
    <message>
        <source>Print it first, then say that it was handed over.</source>
        <translation>Imprimez-le d&apos;abord, puis indiquez qu&apos;il a été remis.</translation>
    </message>
    <message>
        <source>Print the decision letter, or enrol them first.</source>
        <translation>Imprimez la lettre de décision, ou inscrivez d’abord la personne.</translation>
    </message>
    <message>
        <source>Print the enrolment receipt and hand it over; then start.</source>
        <translation>Imprimez le récépissé d’inscription et remettez-le&#x202f;; puis commencez.</translation>
    </message>
    <message>
        <source>Put it beside the others and give its plain name.</source>
        <translation>Placez-le à côté des autres et donnez son seul nom.</translation>
    </message>
    <message>
        <source>Put the rows of one household together; give each person a number of their own.</source>
        <translation>Regroupez les lignes d’un même ménage&#x202f;; donnez à chaque personne son propre numéro.</translation>
    </message>
    <message>
        <source>Put them on the waiting list too; places are given in its order.</source>
        <translation>Mettez aussi cette personne sur la liste d’attente&#x202f;; les places sont données dans son ordre.</translation>
    </message>
    <message>
        <source>Put them on the waiting list; the list shows when a place is free.</source>
        <translation>Mettez cette personne sur la liste d’attente&#x202f;; la liste montre quand une place est libre.</translation>
    </message>
    <message>
        <source>Read it again in the citizen&apos;s language, or correct the language chosen.</source>
        <translation>Relisez-la dans la langue du citoyen, ou corrigez la langue choisie.</translation>
    </message>
    <message>
        <source>Read it from the acknowledgement: it begins with G-.</source>
        <translation>Lisez-le sur l’accusé de réception&#xa0;: il commence par G-.</translation>
    </message>
    <message>
        <source>Read it from the enrolment’s papers: it begins with E-.</source>
        <translation>Lisez-le sur les papiers de l’inscription&#xa0;: il commence par E-.</translation>
    </message>
    <message>
        <source>Read it to the person in a language they understand, then say how it was given.</source>
        <translation>Lisez-la à la personne dans une langue qu&apos;elle comprend, puis indiquez comment elle a été donnée.</translation>
    </message>
    <message>
        <source>Read them the notice and record it, then hand the application in.</source>
        <translation>Lisez-leur l’avis et notez-le, puis déposez la demande.</translation>
    </message>
    <message>
        <source>Record the move first: a whole household can move to another district.</source>
        <translation>Notez d’abord le déménagement&#xa0;: un ménage entier peut passer dans un autre district.</translation>
    </message>
    <message>
        <source>Record the proof of life first; then resume.</source>
        <translation>Notez d’abord la preuve de vie&#x202f;; puis reprenez.</translation>
    </message>
    <message>
        <source>Redraw it with plain shapes and plain colours. Papers are printed without it meanwhile.</source>
        <translation>Redessinez-le avec des formes et des couleurs simples. En attendant, les papiers s&apos;impriment sans lui.</translation>
    </message>
    <message>
        <source>Report the death first, with its evidence; the exit is then proposed by itself.</source>
        <translation>Déclarez d’abord le décès, avec sa preuve&#x202f;; la sortie est alors proposée d’elle-même.</translation>
    </message>
    <message>
        <source>Report the death: the household&apos;s head and recipient follow from it.</source>
        <translation>Déclarez le décès&#xa0;: le chef du ménage et le récipiendaire en découlent.</translation>
    </message>
    <message>
        <source>Row {row}, {name}: “{given}” is not a number of days.</source>
        <translation>Ligne {row}, {name}&#xa0;: «&#xa0;{given}&#xa0;» n&apos;est pas un nombre de jours.</translation>
    </message>
    <message>
        <source>Row {row}, {name}: “{given}” is not an amount.</source>
        <translation>Ligne {row}, {name}&#xa0;: «&#xa0;{given}&#xa0;» n&apos;est pas un montant.</translation>
    </message>
    <message>
        <source>Run the list, have it validated and make it final; then enrol.</source>
        <translation>Établissez la liste, faites-la valider et rendez-la définitive&#x202f;; puis inscrivez.</translation>
    </message>
    <message>
        <source>Save it again as UTF-8: accents and African letters are lost otherwise.</source>
        <translation>Enregistrez-le de nouveau en UTF-8&#xa0;: sinon les accents et les lettres africaines se perdent.</translation>
    </message>
    <message>
        <source>Save it again as plain SVG.</source>
        <translation>Enregistrez-le de nouveau en SVG simple.</translation>
    </message>
    <message>
        <source>Save it without a password first, or choose a picture of the paper.</source>
        <translation>Enregistrez-le d&apos;abord sans mot de passe, ou choisissez une image du papier.</translation>
    </message>
    <message>
        <source>Save the list as XLSX, or as CSV with commas, semicolons or tabs between the cells.</source>
        <translation>Sauvegardez la liste en XLSX, ou en CSV avec virgules, points-virgules ou tabulations.</translation>
    </message>
    <message>
        <source>Save the other pages as a second PDF and add that too.</source>
        <translation>Enregistrez les autres pages dans un second PDF et ajoutez-le aussi.</translation>
    </message>
    <message>
        <source>Save the paper as a PDF, and print it where there is a printer.</source>
        <translation>Enregistrez le papier en PDF, et imprimez-le là où il y a une imprimante.</translation>
    </message>
    <message>
        <source>Say first in which of the two this person lives: end the other membership.</source>
        <translation>Dites d’abord dans lequel des deux cette personne vit&#xa0;: terminez l’autre appartenance.</translation>
    </message>
    <message>
        <source>Say first whether they are one person; then the documents can be confirmed.</source>
        <translation>Dites d’abord s’il s’agit d’une seule personne&#x202f;; les documents peuvent ensuite être confirmés.</translation>
    </message>
    <message>
        <source>Say in a few words what was found out. Nothing was changed.</source>
        <translation>Dites en quelques mots ce qui a été découvert. Rien n&apos;a été modifié.</translation>
    </message>
    <message>
        <source>Say in a few words why the sex is not known, or choose female or male.</source>
        <translation>Dites en quelques mots pourquoi le sexe n&apos;est pas connu, ou choisissez féminin ou masculin.</translation>
    </message>
    <message>
        <source>Say in which order the day and the month are written in this column.</source>
        <translation>Dites dans quel ordre le jour et le mois sont écrits dans cette colonne.</translation>
    </message>
    <message>
        <source>Say it in a few words.</source>
        <translation>Dites-le en quelques mots.</translation>
    </message>
    <message>
        <source>Say what H stands for and what M stands for.</source>
        <translation>Dites ce que signifient H et M.</translation>
    </message>
    <message>
        <source>Say what it stands for beside the columns, or correct it in the list.</source>
        <translation>Dites ce qu’il signifie sous les colonnes, ou corrigez-le dans la liste.</translation>
    </message>
    <message>
        <source>Say whether the day or the month comes first.</source>
        <translation>Dites si le jour ou le mois vient d’abord.</translation>
    </message>
    <message>
        <source>Say who you are with --user, or with GUICHET_USER.</source>
        <translation>Dites qui vous êtes avec --user ou GUICHET_USER.</translation>
    </message>
    <message>
        <source>Say why another copy is needed: lost, damaged, corrected …</source>
        <translation>Dites pourquoi un duplicata est nécessaire&#xa0;: perte, détérioration, correction …</translation>
    </message>
    <message>
        <source>Say why you open it. Your name, the time and the reason are written down.</source>
        <translation>Dites pourquoi vous l’ouvrez. Votre nom, l’heure et le motif sont notés.</translation>
    </message>
    <message>
        <source>Say why, in a few words: whoever complained may ask.</source>
        <translation>Dites pourquoi, en quelques mots&#xa0;: la personne peut le demander.</translation>
    </message>
    <message>
        <source>Say “standing” for the value that stands, or “other”.</source>
        <translation>Dites «&#xa0;standing&#xa0;» pour la valeur en place, ou «&#xa0;other&#xa0;».</translation>
    </message>
    <message>
        <source>Scan at 300 points per inch or less, or choose a smaller picture.</source>
        <translation>Numérisez à 300 points par pouce ou moins, ou choisissez une image plus petite.</translation>
    </message>
    <message>
        <source>Scan the code of our card or receipt, or search by name.</source>
        <translation>Lisez le code de notre carte ou de notre récépissé, ou cherchez par le nom.</translation>
    </message>
    <message>
        <source>See that everything can still be read.</source>
        <translation>Vérifiez que tout se lit encore.</translation>
    </message>
    <message>
        <source>See that it is on and has paper, then print again. The PDF is kept.</source>
        <translation>Vérifiez qu&apos;elle est allumée et qu&apos;elle a du papier, puis imprimez de nouveau. Le PDF est conservé.</translation>
    </message>
    <message>
        <source>Set GUICHET_BACKUP_PASSPHRASE, or ask for a recovery key with --new-key.</source>
        <translation>Définissez GUICHET_BACKUP_PASSPHRASE, ou demandez une clé de récupération avec --new-key.</translation>
    </message>
    <message>
        <source>Set the clock. What you enter is kept, marked as written by a doubtful clock.</source>
        <translation>Réglez l’horloge. Ce que vous saisissez est gardé, avec la mention d’une horloge douteuse.</translation>
    </message>
    <message>
        <source>Set the date and the time, then synchronise again. Work already done is kept.</source>
        <translation>Réglez la date et l&apos;heure, puis synchronisez de nouveau. Le travail fait est conservé.</translation>
    </message>
    <message>
        <source>Set the telephone&apos;s camera to “most compatible”, or save the picture as JPEG first.</source>
        <translation>Réglez l&apos;appareil photo du téléphone sur «&#xa0;le plus compatible&#xa0;», ou enregistrez d&apos;abord l&apos;image en JPEG.</translation>
    </message>
    <message>
        <source>Several people use this file.</source>
        <translation>Plusieurs personnes utilisent ce fichier.</translation>
    </message>
    <message>
        <source>Several places of this office are named {name}.</source>
        <translation>Plusieurs lieux de ce bureau s’appellent {name}.</translation>
    </message>
    <message>
        <source>Shorten it; a quotation mark may be missing.</source>
        <translation>Raccourcissez-la&#x202f;; il manque peut-être un guillemet.</translation>
    </message>
    <message>
        <source>Should it be wrong, open it again and settle it anew.</source>
        <translation>Si c&apos;est faux, rouvrez-le et réglez-le à nouveau.</translation>
    </message>
    <message>
        <source>So many forms cannot be made at once.</source>
        <translation>Autant de fiches ne peuvent pas être faites en une fois.</translation>
    </message>
    <message>
        <source>Somebody else in the register has this number: {code}.</source>
        <translation>Quelqu’un d’autre dans le registre a ce numéro&#xa0;: {code}.</translation>
    </message>
    <message>
        <source>Somebody else who may decide has to decide on it.</source>
        <translation>Une autre personne habilitée doit en décider.</translation>
    </message>
    <message>
        <source>Somebody from outside the household needs a mandate.</source>
        <translation>Une personne extérieure au ménage a besoin d’un mandat.</translation>
    </message>
    <message>
        <source>Somebody has been named to collect for this household.</source>
        <translation>Quelqu’un est déjà désigné pour encaisser pour ce ménage.</translation>
    </message>
    <message>
        <source>Somebody in the register looks like this person.</source>
        <translation>Quelqu’un dans le registre ressemble à cette personne.</translation>
    </message>
    <message>
        <source>Somebody outside the household collects only with a mandate.</source>
        <translation>Une personne extérieure au ménage ne retire qu&apos;avec une procuration.</translation>
    </message>
    <message>
        <source>Somebody registered looks like this person: {code}.</source>
        <translation>Une personne enregistrée ressemble à celle-ci&#xa0;: {code}.</translation>
    </message>
    <message>
        <source>Something happened that this version has no words for: {code}.</source>
        <translation>Il s&apos;est produit quelque chose que cette version ne sait pas nommer&#xa0;: {code}.</translation>
    </message>
    <message>
        <source>Something that belongs to this record has not been sent yet.</source>
        <translation>Quelque chose qui appartient à cette fiche n&apos;a pas encore été envoyé.</translation>
    </message>
    <message>
        <source>Something went wrong that nobody foresaw.</source>
        <translation>Il s&apos;est produit une erreur que personne n&apos;avait prévue.</translation>
    </message>
    <message>
        <source>Start it on a computer with a screen; every command works without one.</source>
        <translation>Lancez-la sur un ordinateur avec écran&#x202f;; toutes les commandes fonctionnent sans écran.</translation>
    </message>
    <message>
        <source>Start the server again: it brings them up to date at each start.</source>
        <translation>Redémarrez le serveur&#xa0;: il les met à jour à chaque démarrage.</translation>
    </message>
    <message>
        <source>Stop it, or choose another port with --port.</source>
        <translation>Arrêtez-le, ou choisissez un autre port avec --port.</translation>
    </message>
    <message>
        <source>Synchronise again: a new one is made each time.</source>
        <translation>Synchronisez de nouveau&#xa0;: il s&apos;en fait une nouvelle à chaque fois.</translation>
    </message>
    <message>
        <source>Synchronise again: it goes on from where the server is.</source>
        <translation>Synchronisez de nouveau&#xa0;: l&apos;envoi reprend là où le serveur s&apos;est arrêté.</translation>
    </message>
    <message>
        <source>Synchronise again: it is asked for from its beginning.</source>
        <translation>Synchronisez de nouveau&#xa0;: il est redemandé depuis le début.</translation>
    </message>
    <message>
        <source>Synchronise again: this computer takes the latest one.</source>
        <translation>Synchronisez de nouveau&#xa0;: cet ordinateur prend la plus récente.</translation>
    </message>
    <message>
        <source>Synchronise again; if it goes on, tell the regional office.</source>
        <translation>Synchronisez de nouveau&#x202f;; si cela continue, prévenez le bureau régional.</translation>
    </message>
    <message>
        <source>Synchronise as always.</source>
        <translation>Synchronisez comme d’habitude.</translation>
    </message>
    <message>
        <source>Synchronise first, then correct it or set it aside.</source>
        <translation>Synchronisez d&apos;abord, puis corrigez-la ou mettez-la de côté.</translation>
    </message>
    <message>
        <source>Synchronise first; it may still be waiting on another computer.</source>
        <translation>Synchronisez d&apos;abord&#x202f;; elle attend peut-être encore sur un autre ordinateur.</translation>
    </message>
    <message>
        <source>Synchronise once over a line; from then on it can write to a stick.</source>
        <translation>Synchronisez une fois par une ligne&#x202f;; ensuite il pourra écrire sur une clé.</translation>
    </message>
    <message>
        <source>Synchronise there, then here.</source>
        <translation>Synchronisez là-bas, puis ici.</translation>
    </message>
    <message>
        <source>Synchronise: the office there then has its record, and can say where it lives.</source>
        <translation>Synchronisez&#xa0;: le bureau de là-bas a ensuite son dossier et peut dire où il habite.</translation>
    </message>
    <message>
        <source>Take a new application down if something has changed.</source>
        <translation>Prenez une nouvelle demande si quelque chose a changé.</translation>
    </message>
    <message>
        <source>Take a new application down.</source>
        <translation>Prenez une nouvelle demande.</translation>
    </message>
    <message>
        <source>Take at least {length} characters; four words that do not belong together are best.</source>
        <translation>Prenez au moins {length} caractères&#x202f;; quatre mots sans lien entre eux sont le meilleur choix.</translation>
    </message>
    <message>
        <source>Take one of the fields that the comparison shows.</source>
        <translation>Prenez l&apos;un des champs que montre la comparaison.</translation>
    </message>
    <message>
        <source>Take one that an earlier check of a list has shown, and change what is different.</source>
        <translation>Prenez celui qu’une vérification précédente a montré, et changez ce qui diffère.</translation>
    </message>
    <message>
        <source>Take the code, the name and the telephone away, or do not make it anonymous.</source>
        <translation>Retirez le code, le nom et le téléphone, ou ne la rendez pas anonyme.</translation>
    </message>
    <message>
        <source>Take the merge back under To decide, Possible duplicates, and then keep what stands.</source>
        <translation>Revenez sur la fusion sous À décider, Doublons possibles, puis gardez la valeur en place.</translation>
    </message>
    <message>
        <source>Take the number from the agenda.</source>
        <translation>Prenez le numéro dans l’agenda.</translation>
    </message>
    <message>
        <source>Take the picture again: nearer, sharp, without glare, the whole code in it.</source>
        <translation>Reprenez l&apos;image&#xa0;: plus près, nette, sans reflet, avec le code entier.</translation>
    </message>
    <message>
        <source>That is more than is owed.</source>
        <translation>C&apos;est plus que ce qui est dû.</translation>
    </message>
    <message>
        <source>The alternate is the same person as the recipient.</source>
        <translation>Le remplaçant est la même personne que celle qui encaisse.</translation>
    </message>
    <message>
        <source>The amount does not fit the wage and the months.</source>
        <translation>Le montant ne correspond pas au salaire et aux mois.</translation>
    </message>
    <message>
        <source>The answer is missing.</source>
        <translation>La réponse manque.</translation>
    </message>
    <message>
        <source>The answers are not one JSON object.</source>
        <translation>Les réponses ne forment pas un objet JSON.</translation>
    </message>
    <message>
        <source>The area above, {parent}, is not in the list.</source>
        <translation>Le lieu parent {parent} n&apos;est pas dans la liste.</translation>
    </message>
    <message>
        <source>The bundle is not whole: its end is missing ({name}).</source>
        <translation>Le paquet n&apos;est pas entier&#xa0;: sa fin manque ({name}).</translation>
    </message>
    <message>
        <source>The bundle was damaged or altered on its way ({name}).</source>
        <translation>Le paquet a été abîmé ou modifié en chemin ({name}).</translation>
    </message>
    <message>
        <source>The camera does not give a picture.</source>
        <translation>La caméra ne donne pas d&apos;image.</translation>
    </message>
    <message>
        <source>The campaign has no name.</source>
        <translation>La campagne n&apos;a pas de nom.</translation>
    </message>
    <message>
        <source>The campaign would end before it begins.</source>
        <translation>La campagne finirait avant de commencer.</translation>
    </message>
    <message>
        <source>The campaign {code} is closed.</source>
        <translation>La campagne {code} est close.</translation>
    </message>
    <message>
        <source>The certificate cannot be read.</source>
        <translation>Le certificat ne peut pas être lu.</translation>
    </message>
    <message>
        <source>The certificate or its key cannot be read: {file}.</source>
        <translation>Le certificat ou sa clé ne peut pas être lu&#xa0;: {file}.</translation>
    </message>
    <message>
        <source>The character {character} ({name}) cannot be printed: {field}.</source>
        <translation>Le caractère {character} ({name}) ne peut pas être imprimé&#xa0;: {field}.</translation>
    </message>
    <message>
        <source>The clock of this computer is wrong by {hours}.</source>
        <translation>L&apos;horloge de cet ordinateur a un écart de {hours}.</translation>
    </message>
    <message>
        <source>The column {column} has H and M, but no F.</source>
        <translation>La colonne {column} contient H et M, mais pas F.</translation>
    </message>
    <message>
        <source>The column {column} holds numbers where codes are expected.</source>
        <translation>La colonne {column} contient des nombres là où l’on attend des codes.</translation>
    </message>
    <message>
        <source>The columns {column} and {other} are given for the same thing.</source>
        <translation>Les colonnes {column} et {other} sont indiquées pour la même chose.</translation>
    </message>
    <message>
        <source>The complaint is about {name}.</source>
        <translation>La réclamation vise {name}.</translation>
    </message>
    <message>
        <source>The copy does not open with this passphrase.</source>
        <translation>La copie ne s’ouvre pas avec cette phrase de passe.</translation>
    </message>
    <message>
        <source>The copy is not whole: its end is missing.</source>
        <translation>La copie n’est pas entière&#xa0;: il en manque la fin.</translation>
    </message>
    <message>
        <source>The copy was altered or damaged since it was made.</source>
        <translation>La copie a été modifiée ou endommagée depuis qu’elle a été faite.</translation>
    </message>
    <message>
        <source>The copy would not be whole: the database holds changes that could not be read.</source>
        <translation>La copie ne serait pas entière&#xa0;: la base contient des modifications qui n’ont pas pu être lues.</translation>
    </message>
    <message>
        <source>The copy {file} could not be written ({reason}).</source>
        <translation>La copie {file} n’a pas pu être écrite ({reason}).</translation>
    </message>
    <message>
        <source>The copy {file} is not there, or cannot be read.</source>
        <translation>La copie {file} est absente ou illisible.</translation>
    </message>
    <message>
        <source>The data of {count} people need an agreement to be handed over.</source>
        <translation>Pour transmettre les données de {count} personnes, il faut un protocole.</translation>
    </message>
    <message>
        <source>The database was made by a newer version of the server.</source>
        <translation>La base a été faite par une version plus récente du serveur.</translation>
    </message>
    <message>
        <source>The database was not touched. Choose a folder with room, where you may write.</source>
        <translation>La base n’a pas été touchée. Choisissez un dossier où il y a de la place et où vous pouvez écrire.</translation>
    </message>
    <message>
        <source>The date of birth is unfinished, or does not fit what is said to be known of it.</source>
        <translation>La date de naissance est incomplète ou ne correspond pas à ce qu’on dit en connaître.</translation>
    </message>
    <message>
        <source>The date of birth lies in the future.</source>
        <translation>La date de naissance est dans le futur.</translation>
    </message>
    <message>
        <source>The date {given} can be read in two ways.</source>
        <translation>La date {given} peut se lire de deux façons.</translation>
    </message>
    <message>
        <source>The day of birth of a newborn is known at least to the year.</source>
        <translation>La date de naissance d&apos;un nouveau-né est connue au moins à l&apos;année près.</translation>
    </message>
    <message>
        <source>The day of death is before the day of birth.</source>
        <translation>Le jour du décès précède celui de la naissance.</translation>
    </message>
    <message>
        <source>The day of filing is still to come.</source>
        <translation>Le jour du dépôt est dans le futur.</translation>
    </message>
    <message>
        <source>The day of payment is still to come.</source>
        <translation>Le jour du paiement est dans le futur.</translation>
    </message>
    <message>
        <source>The day of registration is still to come.</source>
        <translation>Le jour de l&apos;affiliation est dans le futur.</translation>
    </message>
    <message>
        <source>The days do not fit.</source>
        <translation>Les jours ne conviennent pas.</translation>
    </message>
    <message>
        <source>The days of the visit do not fit.</source>
        <translation>Les jours de la visite ne conviennent pas.</translation>
    </message>
    <message>
        <source>The days of this enrolment are not in their order.</source>
        <translation>Les dates de cette inscription ne sont pas dans l’ordre.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Le disque est plein.</translation>
    </message>
    <message>
        <source>The employer has no name.</source>
        <translation>L&apos;employeur n&apos;a pas de nom.</translation>
    </message>
    <message>
        <source>The end of the file is missing.</source>
        <translation>La fin du fichier manque.</translation>
    </message>
    <message>
        <source>The end of the membership has no reason.</source>
        <translation>La fin de l&apos;appartenance n&apos;a pas de motif.</translation>
    </message>
    <message>
        <source>The estimated age is incomplete.</source>
        <translation>L&apos;âge estimé est incomplet.</translation>
    </message>
    <message>
        <source>The export was stopped.</source>
        <translation>L’export a été arrêté.</translation>
    </message>
    <message>
        <source>The field {field} cannot be corrected here.</source>
        <translation>Le champ {field} ne peut pas être corrigé ici.</translation>
    </message>
    <message>
        <source>The field {field} points at another record and cannot be typed.</source>
        <translation>Le champ {field} renvoie à une autre fiche et ne se saisit pas.</translation>
    </message>
    <message>
        <source>The file cannot be opened: {name}.</source>
        <translation>Le fichier ne peut pas être ouvert&#xa0;: {name}.</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>Le fichier ne peut pas être lu.</translation>
    </message>
    <message>
        <source>The file could not be written.</source>
        <translation>Le fichier n&apos;a pas pu être écrit.</translation>
    </message>
    <message>
        <source>The file is already open in another window.</source>
        <translation>Le fichier est déjà ouvert dans une autre fenêtre.</translation>
    </message>
    <message>
        <source>The file is busy with other work.</source>
        <translation>Le fichier est occupé par un autre travail.</translation>
    </message>
    <message>
        <source>The file is damaged.</source>
        <translation>Le fichier est endommagé.</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>Le fichier est vide.</translation>
    </message>
    <message>
        <source>The file is not in UTF-8: it was read as {encoding}.</source>
        <translation>Le fichier n’est pas en UTF-8&#xa0;: il a été lu en {encoding}.</translation>
    </message>
    <message>
        <source>The file is not there.</source>
        <translation>Le fichier n&apos;existe pas à cet endroit.</translation>
    </message>
    <message>
        <source>The file is not valid YAML from this line on.</source>
        <translation>Le fichier n&apos;est pas du YAML valable à partir de cette ligne.</translation>
    </message>
    <message>
        <source>The file is not written in UTF-8.</source>
        <translation>Le fichier n&apos;est pas écrit en UTF-8.</translation>
    </message>
    <message>
        <source>The file lies outside the programme&apos;s folder.</source>
        <translation>Le fichier se trouve hors du dossier du programme.</translation>
    </message>
    <message>
        <source>The file was made by a newer version.</source>
        <translation>Le fichier vient d&apos;une version plus récente.</translation>
    </message>
    <message>
        <source>The file {name} does not say what columns mean.</source>
        <translation>Le fichier {name} ne dit pas ce que contiennent les colonnes.</translation>
    </message>
    <message>
        <source>The first age is above the last: from {first} to {last}.</source>
        <translation>Le premier âge dépasse le dernier&#xa0;: de {first} à {last}.</translation>
    </message>
    <message>
        <source>The first day of work is still to come.</source>
        <translation>Le premier jour de travail est dans le futur.</translation>
    </message>
    <message>
        <source>The folder {name} already holds something else.</source>
        <translation>Le dossier {name} contient déjà autre chose.</translation>
    </message>
    <message>
        <source>The form&apos;s code has a typing mistake: its last character does not fit.</source>
        <translation>Le code de la fiche contient une faute de frappe&#xa0;: son dernier signe ne convient pas.</translation>
    </message>
    <message>
        <source>The head of household cannot be among those who go.</source>
        <translation>Le chef de ménage ne peut pas être parmi ceux qui partent.</translation>
    </message>
    <message>
        <source>The head of household goes, and nobody has been named to follow.</source>
        <translation>Le chef de ménage s&apos;en va, et personne n&apos;est désigné pour lui succéder.</translation>
    </message>
    <message>
        <source>The head of household is under 15.</source>
        <translation>Le chef de ménage a moins de 15 ans.</translation>
    </message>
    <message>
        <source>The head of household stays, so nobody has to follow.</source>
        <translation>Le chef de ménage reste, il n&apos;y a donc pas de succession.</translation>
    </message>
    <message>
        <source>The head of the new household is not among those who go.</source>
        <translation>Le chef du nouveau ménage n&apos;est pas parmi ceux qui partent.</translation>
    </message>
    <message>
        <source>The household has changed since: the request no longer fits.</source>
        <translation>Le ménage a changé depuis&#xa0;: la demande ne convient plus.</translation>
    </message>
    <message>
        <source>The household has more than one head.</source>
        <translation>Le ménage a plusieurs chefs.</translation>
    </message>
    <message>
        <source>The household has no head.</source>
        <translation>Le ménage n&apos;a pas de chef.</translation>
    </message>
    <message>
        <source>The household has no members.</source>
        <translation>Le ménage n&apos;a aucun membre.</translation>
    </message>
    <message>
        <source>The household of this row was registered before, without this person.</source>
        <translation>Le ménage de cette ligne a déjà été enregistré, sans cette personne.</translation>
    </message>
    <message>
        <source>The institution is missing.</source>
        <translation>L&apos;institution manque.</translation>
    </message>
    <message>
        <source>The key file that belongs beside this file is damaged.</source>
        <translation>Le fichier de clés qui accompagne ce fichier est endommagé.</translation>
    </message>
    <message>
        <source>The key file that belongs beside this file is missing.</source>
        <translation>Le fichier de clés qui accompagne ce fichier manque.</translation>
    </message>
    <message>
        <source>The laptop joins again with a new code from you; its work is safe on it.</source>
        <translation>L&apos;ordinateur se rattache avec un nouveau code de votre part&#x202f;; son travail y est en sûreté.</translation>
    </message>
    <message>
        <source>The laptop that wrote this bundle is no longer allowed to synchronise.</source>
        <translation>L&apos;ordinateur qui a écrit ce paquet n&apos;est plus autorisé à synchroniser.</translation>
    </message>
    <message>
        <source>The last day is not before the first, and not after today.</source>
        <translation>Le dernier jour n&apos;est ni avant le premier, ni après aujourd&apos;hui.</translation>
    </message>
    <message>
        <source>The last day of work does not fit.</source>
        <translation>Le dernier jour de travail ne convient pas.</translation>
    </message>
    <message>
        <source>The last month lies before the first.</source>
        <translation>Le dernier mois est avant le premier.</translation>
    </message>
    <message>
        <source>The law has not set this rate yet.</source>
        <translation>La loi n&apos;a pas encore fixé ce taux.</translation>
    </message>
    <message>
        <source>The legal basis is missing.</source>
        <translation>La base légale manque.</translation>
    </message>
    <message>
        <source>The line counts for the employer. Register the person, then replace the statement, so that the month counts for them.</source>
        <translation>La ligne compte pour l&apos;employeur. Créez la personne au registre, puis remplacez la déclaration, pour que le mois compte pour elle.</translation>
    </message>
    <message>
        <source>The line is too slow: the server stopped waiting.</source>
        <translation>La ligne est trop lente&#xa0;: le serveur a cessé d&apos;attendre.</translation>
    </message>
    <message>
        <source>The line was cut.</source>
        <translation>La connexion a été coupée.</translation>
    </message>
    <message>
        <source>The list has more than {most} rows.</source>
        <translation>La liste a plus de {most} lignes.</translation>
    </message>
    <message>
        <source>The list has no column {column}.</source>
        <translation>La liste n’a pas de colonne {column}.</translation>
    </message>
    <message>
        <source>The list has {count} columns.</source>
        <translation>La liste a {count} colonnes.</translation>
    </message>
    <message>
        <source>The list of merges of the last 90 days shows the numbers.</source>
        <translation>La liste des fusions des 90 derniers jours montre les numéros.</translation>
    </message>
    <message>
        <source>The list of possible duplicates shows the numbers; it may have been settled.</source>
        <translation>La liste des doublons possibles montre les numéros&#x202f;; la paire est peut-être déjà réglée.</translation>
    </message>
    <message>
        <source>The logo is not an SVG drawing with a viewBox.</source>
        <translation>Le logo n&apos;est pas un dessin SVG avec une viewBox.</translation>
    </message>
    <message>
        <source>The logo is too large or holds more than plain shapes.</source>
        <translation>Le logo est trop lourd ou contient autre chose que des formes simples.</translation>
    </message>
    <message>
        <source>The membership ends before it begins.</source>
        <translation>L&apos;appartenance au ménage finit avant de commencer.</translation>
    </message>
    <message>
        <source>The month {month} has not begun.</source>
        <translation>Le mois {month} n&apos;a pas commencé.</translation>
    </message>
    <message>
        <source>The mother chosen is registered as a man.</source>
        <translation>La mère choisie est enregistrée comme homme.</translation>
    </message>
    <message>
        <source>The name is missing.</source>
        <translation>Le nom manque.</translation>
    </message>
    <message>
        <source>The name {name} already stands on line {first_line}.</source>
        <translation>Le nom {name} figure déjà à la ligne {first_line}.</translation>
    </message>
    <message>
        <source>The name {name} does not say which kind of file to write.</source>
        <translation>Le nom {name} ne dit pas quel type de fichier écrire.</translation>
    </message>
    <message>
        <source>The note is empty.</source>
        <translation>La note est vide.</translation>
    </message>
    <message>
        <source>The notice does not name the {blank}.</source>
        <translation>La notice ne nomme pas «&#xa0;{blank}&#xa0;».</translation>
    </message>
    <message>
        <source>The notice has a blank that nothing fills: {given}.</source>
        <translation>La notice contient un blanc que rien ne remplit&#xa0;: {given}.</translation>
    </message>
    <message>
        <source>The number of insurance {number} belongs to somebody else: {code}.</source>
        <translation>Le numéro d&apos;assuré {number} est à quelqu&apos;un d&apos;autre&#xa0;: {code}.</translation>
    </message>
    <message>
        <source>The number {key} was used further up already.</source>
        <translation>Le numéro {key} a déjà servi plus haut.</translation>
    </message>
    <message>
        <source>The office of that district has its record now.</source>
        <translation>Le bureau de ce district a maintenant le dossier.</translation>
    </message>
    <message>
        <source>The office there moves the household back.</source>
        <translation>C’est le bureau de là-bas qui fait revenir le ménage.</translation>
    </message>
    <message>
        <source>The office {office} watches over no other office.</source>
        <translation>Le bureau {office} ne suit aucun autre bureau.</translation>
    </message>
    <message>
        <source>The paper could not be printed.</source>
        <translation>Le papier n&apos;a pas pu être imprimé.</translation>
    </message>
    <message>
        <source>The passphrase is too short to protect a copy of everything.</source>
        <translation>La phrase de passe est trop courte pour protéger une copie de tout.</translation>
    </message>
    <message>
        <source>The password is missing.</source>
        <translation>Le mot de passe manque.</translation>
    </message>
    <message>
        <source>The pattern {given} is not a regular expression.</source>
        <translation>Le motif {given} n&apos;est pas une expression régulière.</translation>
    </message>
    <message>
        <source>The period&apos;s days do not fit.</source>
        <translation>Les jours de la période ne conviennent pas.</translation>
    </message>
    <message>
        <source>The person answering is under 18 and no parent or guardian is named.</source>
        <translation>La personne qui répond a moins de 18 ans et aucun parent ou tuteur n&apos;est nommé.</translation>
    </message>
    <message>
        <source>The person belongs to this household under neither code.</source>
        <translation>La personne n&apos;appartient à ce ménage sous aucun des deux codes.</translation>
    </message>
    <message>
        <source>The person is already in the scheme {scheme}, or waits for it.</source>
        <translation>La personne est déjà dans le régime {scheme}, ou l’attend.</translation>
    </message>
    <message>
        <source>The person would be over 105 years old.</source>
        <translation>La personne aurait plus de 105 ans.</translation>
    </message>
    <message>
        <source>The quotation marks of this row are not in pairs.</source>
        <translation>Les guillemets de cette ligne ne vont pas par paires.</translation>
    </message>
    <message>
        <source>The reason is missing.</source>
        <translation>Le motif manque.</translation>
    </message>
    <message>
        <source>The record stays here, where somebody cares for it. Choose a place of a district with an office.</source>
        <translation>Le dossier reste ici, où quelqu’un s’en occupe. Choisissez un lieu d’un district qui a un bureau.</translation>
    </message>
    <message>
        <source>The records have gone. Pictures and scans wait until the server has been updated.</source>
        <translation>Les fiches sont parties. Les photos et les documents numérisés attendent que le serveur soit mis à jour.</translation>
    </message>
    <message>
        <source>The register does not know of a death.</source>
        <translation>Le registre ne connaît pas de décès.</translation>
    </message>
    <message>
        <source>The row has no household number.</source>
        <translation>La ligne n’a pas de numéro de ménage.</translation>
    </message>
    <message>
        <source>The row has {cells} cells under {headings} headings.</source>
        <translation>La ligne a {cells} cellules pour {headings} titres.</translation>
    </message>
    <message>
        <source>The same worker stands on line {line} already.</source>
        <translation>Le même travailleur est déjà à la ligne {line}.</translation>
    </message>
    <message>
        <source>The scheme is still being prepared, or has been closed. Choose another.</source>
        <translation>Le régime est encore en préparation, ou a été clos. Choisissez-en un autre.</translation>
    </message>
    <message>
        <source>The server already keeps as much of this laptop as it may.</source>
        <translation>Le serveur conserve déjà de cet ordinateur tout ce qu’il peut.</translation>
    </message>
    <message>
        <source>The server could not read what this computer sent.</source>
        <translation>Le serveur n&apos;a pas pu lire ce que cet ordinateur a envoyé.</translation>
    </message>
    <message>
        <source>The server does not know the laptop that wrote this bundle.</source>
        <translation>Le serveur ne connaît pas l&apos;ordinateur qui a écrit ce paquet.</translation>
    </message>
    <message>
        <source>The server failed at this change, and left it out.</source>
        <translation>Le serveur a échoué sur cette modification et l’a laissée de côté.</translation>
    </message>
    <message>
        <source>The server has another part of this photo than this computer thought.</source>
        <translation>Le serveur a une autre partie de cette photo que ne le pensait cet ordinateur.</translation>
    </message>
    <message>
        <source>The server knows no device of that name.</source>
        <translation>Le serveur ne connaît aucun appareil de ce nom.</translation>
    </message>
    <message>
        <source>The server must be updated: it does not understand this application yet.</source>
        <translation>Le serveur doit être mis à jour&#xa0;: il ne comprend pas encore cette application.</translation>
    </message>
    <message>
        <source>The server no longer has this copy of the district.</source>
        <translation>Le serveur n&apos;a plus cette copie du district.</translation>
    </message>
    <message>
        <source>The server takes sealed work only from computers that it has shut out.</source>
        <translation>Le serveur ne prend de travail scellé que des ordinateurs qu’il a exclus.</translation>
    </message>
    <message>
        <source>The spreadsheet has rounded this number: {given}.</source>
        <translation>Le tableur a arrondi ce numéro&#xa0;: {given}.</translation>
    </message>
    <message>
        <source>The statement names nobody.</source>
        <translation>La déclaration ne nomme personne.</translation>
    </message>
    <message>
        <source>The statement {code} was replaced by a later one.</source>
        <translation>La déclaration {code} a été remplacée par une autre.</translation>
    </message>
    <message>
        <source>The step before was on {date}.</source>
        <translation>L’étape précédente date du {date}.</translation>
    </message>
    <message>
        <source>The stick or folder is no longer there.</source>
        <translation>La clé ou le dossier n&apos;est plus là.</translation>
    </message>
    <message>
        <source>The tables of the server&apos;s database are at step {tables}, not at {newest}.</source>
        <translation>Les tables de la base du serveur sont à l’étape {tables}, et non {newest}.</translation>
    </message>
    <message>
        <source>The text in this file is not in columns.</source>
        <translation>Le texte de ce fichier n’est pas en colonnes.</translation>
    </message>
    <message>
        <source>The time to appeal was {days} days from {date}.</source>
        <translation>Le délai d’appel était de {days} jours à partir du {date}.</translation>
    </message>
    <message>
        <source>The work stays safe on the laptop. Tell whoever looks after the server.</source>
        <translation>Le travail reste en sécurité sur l’ordinateur. Prévenez qui s’occupe du serveur.</translation>
    </message>
    <message>
        <source>The workbook has no sheet named {given}.</source>
        <translation>Le classeur n’a pas de feuille nommée {given}.</translation>
    </message>
    <message>
        <source>The workbook has {count} sheets; {name} was read.</source>
        <translation>Le classeur a {count} feuilles&#x202f;; {name} a été lue.</translation>
    </message>
    <message>
        <source>The workbook is damaged or not a real workbook.</source>
        <translation>Le classeur est endommagé ou n’est pas un vrai classeur.</translation>
    </message>
    <message>
        <source>There is a server in this database already.</source>
        <translation>Il y a déjà un serveur dans cette base.</translation>
    </message>
    <message>
        <source>There is already a file {file}.</source>
        <translation>Il existe déjà un fichier {file}.</translation>
    </message>
    <message>
        <source>There is more on this computer than one sealed file holds.</source>
        <translation>Il y a sur cet ordinateur plus que n’en contient un fichier scellé.</translation>
    </message>
    <message>
        <source>There is no amount.</source>
        <translation>Il n&apos;y a pas de montant.</translation>
    </message>
    <message>
        <source>There is no answer for this laptop in “{folder}”.</source>
        <translation>Il n&apos;y a pas de réponse pour cet ordinateur dans «&#xa0;{folder}&#xa0;».</translation>
    </message>
    <message>
        <source>There is no appointment of the number {number}.</source>
        <translation>Il n’y a pas de rendez-vous numéro {number}.</translation>
    </message>
    <message>
        <source>There is no bundle in “{folder}”.</source>
        <translation>Il n&apos;y a pas de paquet dans «&#xa0;{folder}&#xa0;».</translation>
    </message>
    <message>
        <source>There is no column called {given}.</source>
        <translation>Il n’y a pas de colonne nommée {given}.</translation>
    </message>
    <message>
        <source>There is no complaint of the number {code} here.</source>
        <translation>Il n’y a pas ici de réclamation numéro {code}.</translation>
    </message>
    <message>
        <source>There is no conflict {number}.</source>
        <translation>Il n&apos;y a pas de conflit {number}.</translation>
    </message>
    <message>
        <source>There is no employer with the code {code}.</source>
        <translation>Aucun employeur n&apos;a le code {code}.</translation>
    </message>
    <message>
        <source>There is no enrolment of the number {code} here.</source>
        <translation>Il n’y a pas ici d’inscription du numéro {code}.</translation>
    </message>
    <message>
        <source>There is no field called {given}.</source>
        <translation>Il n’y a pas de champ nommé {given}.</translation>
    </message>
    <message>
        <source>There is no list in this file.</source>
        <translation>Il n’y a pas de liste dans ce fichier.</translation>
    </message>
    <message>
        <source>There is no merge with this number.</source>
        <translation>Aucune fusion ne porte ce numéro.</translation>
    </message>
    <message>
        <source>There is no pair of look-alikes with this number.</source>
        <translation>Aucune paire de personnes ressemblantes ne porte ce numéro.</translation>
    </message>
    <message>
        <source>There is no payment with the number {number} that could be corrected.</source>
        <translation>Aucun paiement de numéro {number} ne peut être corrigé.</translation>
    </message>
    <message>
        <source>There is no proof of life since the suspension.</source>
        <translation>Il n’y a pas de preuve de vie depuis la suspension.</translation>
    </message>
    <message>
        <source>There is no room left on the server for this.</source>
        <translation>Le serveur n’a plus de place pour cela.</translation>
    </message>
    <message>
        <source>There is no scheme with the code {code}.</source>
        <translation>Aucun régime n&apos;a le code {code}.</translation>
    </message>
    <message>
        <source>There is no statement with the code {code}.</source>
        <translation>Aucune déclaration n&apos;a le code {code}.</translation>
    </message>
    <message>
        <source>There is no such day: {given}.</source>
        <translation>Ce jour n’existe pas&#xa0;: {given}.</translation>
    </message>
    <message>
        <source>There is no such request in this file.</source>
        <translation>Cette demande n&apos;existe pas dans ce fichier.</translation>
    </message>
    <message>
        <source>There is not enough room on the stick.</source>
        <translation>Il n&apos;y a pas assez de place sur la clé.</translation>
    </message>
    <message>
        <source>There is nothing more behind what this computer asked for.</source>
        <translation>Il n&apos;y a rien au-delà de ce que cet ordinateur a demandé.</translation>
    </message>
    <message>
        <source>There is nothing to take back: the request is “{state}”.</source>
        <translation>Il n&apos;y a rien à annuler&#xa0;: la demande est «&#xa0;{state}&#xa0;».</translation>
    </message>
    <message>
        <source>They are not enrolled, so there is no enrolment receipt.</source>
        <translation>La personne n’est pas inscrite, il n’y a donc pas de récépissé d’inscription.</translation>
    </message>
    <message>
        <source>They can apply again, with what has changed since.</source>
        <translation>La personne peut refaire une demande, avec ce qui a changé depuis.</translation>
    </message>
    <message>
        <source>This bundle is meant for somebody else (office {office}, laptop {laptop}).</source>
        <translation>Ce paquet est destiné à quelqu&apos;un d&apos;autre (bureau {office}, ordinateur {laptop}).</translation>
    </message>
    <message>
        <source>This bundle was written by a newer version.</source>
        <translation>Ce paquet a été écrit par une version plus récente.</translation>
    </message>
    <message>
        <source>This bundle was written by a version that is too old.</source>
        <translation>Ce paquet a été écrit par une version trop ancienne.</translation>
    </message>
    <message>
        <source>This cannot be said of the one chosen: {field}.</source>
        <translation>Ceci ne peut pas être dit de qui est choisi&#xa0;: {field}.</translation>
    </message>
    <message>
        <source>This change needs a proof.</source>
        <translation>Ce changement demande une preuve.</translation>
    </message>
    <message>
        <source>This change needs a record that the server refused as well.</source>
        <translation>Cette modification dépend d&apos;une fiche que le serveur a refusée aussi.</translation>
    </message>
    <message>
        <source>This change points at a record of the wrong kind.</source>
        <translation>Ce changement renvoie à un dossier d&apos;un autre genre.</translation>
    </message>
    <message>
        <source>This child was born more than three years ago.</source>
        <translation>Cet enfant est né il y a plus de trois ans.</translation>
    </message>
    <message>
        <source>This complaint is about you.</source>
        <translation>Cette réclamation vous vise.</translation>
    </message>
    <message>
        <source>This computer is no longer allowed to work with the register.</source>
        <translation>Cet ordinateur n’a plus le droit de travailler avec le registre.</translation>
    </message>
    <message>
        <source>This conflict is not about the field {field}.</source>
        <translation>Ce conflit ne porte pas sur le champ {field}.</translation>
    </message>
    <message>
        <source>This conflict was settled already, by {name}.</source>
        <translation>Ce conflit a déjà été réglé, par {name}.</translation>
    </message>
    <message>
        <source>This copy was made by a newer version of the server.</source>
        <translation>Cette copie a été faite par une version plus récente du serveur.</translation>
    </message>
    <message>
        <source>This day has not come yet.</source>
        <translation>Ce jour n’est pas encore venu.</translation>
    </message>
    <message>
        <source>This day is over.</source>
        <translation>Ce jour est passé.</translation>
    </message>
    <message>
        <source>This enrolment has not ended.</source>
        <translation>Cette inscription n’a pas pris fin.</translation>
    </message>
    <message>
        <source>This enrolment is over.</source>
        <translation>Cette inscription est terminée.</translation>
    </message>
    <message>
        <source>This file does not know yet to whom bundles are sealed.</source>
        <translation>Ce fichier ne sait pas encore pour qui sceller les paquets.</translation>
    </message>
    <message>
        <source>This file is no copy of a Guichet server.</source>
        <translation>Ce fichier n’est pas la copie d’un serveur Guichet.</translation>
    </message>
    <message>
        <source>This file is not a list but of another kind: {kind}.</source>
        <translation>Ce fichier n’est pas une liste mais d’un autre type&#xa0;: {kind}.</translation>
    </message>
    <message>
        <source>This file was closed on {date}, by order of the regional office.</source>
        <translation>Ce fichier a été fermé le {date}, sur ordre du bureau régional.</translation>
    </message>
    <message>
        <source>This household is already moving to another district: {name}.</source>
        <translation>Ce ménage passe déjà dans un autre district&#xa0;: {name}.</translation>
    </message>
    <message>
        <source>This household is closed or was merged into another.</source>
        <translation>Ce ménage est clos ou a été fusionné dans un autre.</translation>
    </message>
    <message>
        <source>This is before the person came into the household, on {date}.</source>
        <translation>C&apos;est avant l&apos;arrivée de la personne dans le ménage, le {date}.</translation>
    </message>
    <message>
        <source>This is in another district than the household&apos;s record.</source>
        <translation>C&apos;est dans un autre district que le dossier du ménage.</translation>
    </message>
    <message>
        <source>This is no name for a device.</source>
        <translation>Ce n’est pas un nom d’appareil.</translation>
    </message>
    <message>
        <source>This is the last member of the household.</source>
        <translation>C&apos;est le dernier membre du ménage.</translation>
    </message>
    <message>
        <source>This laptop has been given a new name too often today.</source>
        <translation>Cet ordinateur a reçu trop de nouveaux noms aujourd’hui.</translation>
    </message>
    <message>
        <source>This merge could be taken back until {date}.</source>
        <translation>Cette fusion pouvait être annulée jusqu&apos;au {date}.</translation>
    </message>
    <message>
        <source>This merge was taken back already.</source>
        <translation>Cette fusion est déjà annulée.</translation>
    </message>
    <message>
        <source>This officer gave the answer that is appealed against.</source>
        <translation>C’est cet agent qui a donné la réponse contestée.</translation>
    </message>
    <message>
        <source>This person has no period with the number {number}.</source>
        <translation>Cette personne n&apos;a pas de période de numéro {number}.</translation>
    </message>
    <message>
        <source>This person is the head of household already.</source>
        <translation>Cette personne est déjà chef de ménage.</translation>
    </message>
    <message>
        <source>This person works there already, since {date}.</source>
        <translation>Cette personne y travaille déjà, depuis le {date}.</translation>
    </message>
    <message>
        <source>This person’s death is recorded.</source>
        <translation>Le décès de cette personne est noté.</translation>
    </message>
    <message>
        <source>This request has been decided already ({state}).</source>
        <translation>Cette demande est déjà décidée ({state}).</translation>
    </message>
    <message>
        <source>This step cannot be taken from where the complaint stands.</source>
        <translation>Cette étape n’est pas possible là où en est la réclamation.</translation>
    </message>
    <message>
        <source>This step cannot be taken from where the enrolment stands.</source>
        <translation>Cette étape n’est pas possible là où en est l’inscription.</translation>
    </message>
    <message>
        <source>This unfinished registration is not here any more.</source>
        <translation>Cet enregistrement inachevé n&apos;est plus ici.</translation>
    </message>
    <message>
        <source>This was not written by you at this file.</source>
        <translation>Ceci n&apos;a pas été écrit par vous dans ce fichier.</translation>
    </message>
    <message>
        <source>This was written on {date}: it can be taken back on the same day only.</source>
        <translation>Ceci a été écrit le {date}&#xa0;: l&apos;annulation n&apos;est possible que le même jour.</translation>
    </message>
    <message>
        <source>Two rates of {scheme} hold on the same day: those valid from {first} and from {second}.</source>
        <translation>Deux taux de {scheme} valent le même jour&#xa0;: ceux valables à partir du {first} et du {second}.</translation>
    </message>
    <message>
        <source>Type it when asked, or set {variable}.</source>
        <translation>Saisissez-le quand il est demandé, ou définissez {variable}.</translation>
    </message>
    <message>
        <source>Unpacked, this workbook would take {megabytes} megabytes.</source>
        <translation>Décompressé, ce classeur prendrait {megabytes} mégaoctets.</translation>
    </message>
    <message>
        <source>What is to be done is missing.</source>
        <translation>Il manque ce qui est à faire.</translation>
    </message>
    <message>
        <source>What it had not sent could not be handed over yet ({reason}), and nothing was destroyed. Call the regional office, and synchronise again.</source>
        <translation>Ce qu’il n’avait pas envoyé n’a pas encore pu être remis ({reason}) et rien n’a été détruit. Appelez le bureau régional, puis synchronisez de nouveau.</translation>
    </message>
    <message>
        <source>What it had not sent was sealed and handed over first. Ask the regional office; this computer can begin again with a new file and a new code.</source>
        <translation>Ce qu’il n’avait pas envoyé a d’abord été scellé et remis. Adressez-vous au bureau régional&#x202f;; cet ordinateur peut recommencer avec un nouveau fichier et un nouveau code.</translation>
    </message>
    <message>
        <source>What it had not sent was sealed and is with the server: {changes} changes, {photos} pictures and scans. The keys of this file are destroyed: once closed it cannot be opened again. Call the regional office.</source>
        <translation>Ce qu’il n’avait pas envoyé a été scellé et se trouve au serveur&#xa0;: {changes} modifications, {photos} photos et documents. Les clés de ce fichier sont détruites&#xa0;: une fois fermé, il ne s’ouvre plus. Appelez le bureau régional.</translation>
    </message>
    <message>
        <source>What the complaint says is missing.</source>
        <translation>Il manque le texte de la réclamation.</translation>
    </message>
    <message>
        <source>When you file, this is put down from the first day of the month.</source>
        <translation>Au dépôt, cela est noté à partir du premier jour du mois.</translation>
    </message>
    <message>
        <source>Which value is right has not been said for every field.</source>
        <translation>Il n&apos;est pas dit pour chaque champ quelle valeur est juste.</translation>
    </message>
    <message>
        <source>Who collects has not been said.</source>
        <translation>Qui retire n&apos;a pas été indiqué.</translation>
    </message>
    <message>
        <source>Whoever goes cannot lead the household.</source>
        <translation>Celui qui s&apos;en va ne peut pas être chef du ménage.</translation>
    </message>
    <message>
        <source>Why the change is set aside has not been said.</source>
        <translation>Il n&apos;est pas dit pourquoi la modification est mise de côté.</translation>
    </message>
    <message>
        <source>Why the merge is taken back has not been said.</source>
        <translation>Il n&apos;est pas dit pourquoi la fusion est annulée.</translation>
    </message>
    <message>
        <source>Why this file is kept confidential, or no longer, has not been said.</source>
        <translation>Il n’est pas dit pourquoi ce dossier est confidentiel, ou ne l’est plus.</translation>
    </message>
    <message>
        <source>With this change the record would be too large to be sent to anybody.</source>
        <translation>Avec cette modification, la fiche serait trop grande pour être envoyée à qui que ce soit.</translation>
    </message>
    <message>
        <source>Write 0 to {most} days.</source>
        <translation>Écrivez de 0 à {most} jours.</translation>
    </message>
    <message>
        <source>Write a day up to today.</source>
        <translation>Écrivez un jour jusqu&apos;à aujourd&apos;hui.</translation>
    </message>
    <message>
        <source>Write a few words about what was found.</source>
        <translation>Écrivez quelques mots sur ce qui a été constaté.</translation>
    </message>
    <message>
        <source>Write a few words: whoever looks later reads them.</source>
        <translation>Écrivez quelques mots&#xa0;: qui regardera plus tard les lira.</translation>
    </message>
    <message>
        <source>Write a quotation mark inside a cell twice, or take it away.</source>
        <translation>Écrivez deux fois un guillemet dans une cellule, ou retirez-le.</translation>
    </message>
    <message>
        <source>Write figures only, with no more decimals than the currency has.</source>
        <translation>N&apos;écrivez que des chiffres, sans plus de décimales que la monnaie n&apos;en a.</translation>
    </message>
    <message>
        <source>Write in a few words why, so that whoever asked understands it.</source>
        <translation>Écrivez pourquoi en quelques mots, pour que l&apos;auteur de la demande comprenne.</translation>
    </message>
    <message>
        <source>Write it again, and save the file as XLSX or as CSV in UTF-8.</source>
        <translation>Écrivez-la de nouveau, et sauvegardez le fichier en XLSX ou en CSV UTF-8.</translation>
    </message>
    <message>
        <source>Write it as 09:30.</source>
        <translation>Écrivez-la comme 09:30.</translation>
    </message>
    <message>
        <source>Write it as field=value, for example --set village=Taru.</source>
        <translation>Écrivez champ=valeur, par exemple --set village=Taru.</translation>
    </message>
    <message>
        <source>Write it down in the person’s own words.</source>
        <translation>Notez-le dans les mots de la personne.</translation>
    </message>
    <message>
        <source>Write it in a few words; it is kept with your name and the time.</source>
        <translation>Écrivez-le en quelques mots&#x202f;; c’est gardé avec votre nom et l’heure.</translation>
    </message>
    <message>
        <source>Write it in a sentence: it is kept, and the person may ask for it.</source>
        <translation>Écrivez-le en une phrase&#xa0;: elle est conservée, et la personne peut la demander.</translation>
    </message>
    <message>
        <source>Write its two letters, for example SN.</source>
        <translation>Écrivez ses deux lettres, par exemple SN.</translation>
    </message>
    <message>
        <source>Write one of these: {expected}.</source>
        <translation>Écrivez l’un de ceux-ci&#xa0;: {expected}.</translation>
    </message>
    <message>
        <source>Write the code of the person, from the card or the receipt.</source>
        <translation>Écrivez le code de la personne, d&apos;après la carte ou le récépissé.</translation>
    </message>
    <message>
        <source>Write the date, the month or the year of birth.</source>
        <translation>Écrivez la date, le mois ou l&apos;année de naissance.</translation>
    </message>
    <message>
        <source>Write the day on which the employer was registered.</source>
        <translation>Écrivez le jour où l&apos;employeur a été affilié.</translation>
    </message>
    <message>
        <source>Write the day on which the money was received.</source>
        <translation>Écrivez le jour où l&apos;argent a été reçu.</translation>
    </message>
    <message>
        <source>Write the money down on the later one.</source>
        <translation>Notez l&apos;argent sur la plus récente.</translation>
    </message>
    <message>
        <source>Write the name as it stands on its registration.</source>
        <translation>Écrivez le nom tel qu&apos;il figure sur son affiliation.</translation>
    </message>
    <message>
        <source>Write the name of the institution: it is kept with the export.</source>
        <translation>Écrivez le nom de l’institution&#xa0;: il est consigné avec l’export.</translation>
    </message>
    <message>
        <source>Write the number of the household this person belongs to.</source>
        <translation>Écrivez le numéro du ménage de cette personne.</translation>
    </message>
    <message>
        <source>Write the place’s code instead of its name.</source>
        <translation>Écrivez le code du lieu au lieu de son nom.</translation>
    </message>
    <message>
        <source>Write the reference of the agreement, or export at most {most} people.</source>
        <translation>Écrivez la référence du protocole, ou exportez au plus {most} personnes.</translation>
    </message>
    <message>
        <source>Write the wage in figures, without the currency.</source>
        <translation>Écrivez le salaire en chiffres, sans la monnaie.</translation>
    </message>
    <message>
        <source>Write the worker&apos;s name as the employer wrote it.</source>
        <translation>Écrivez le nom du travailleur comme l&apos;employeur l&apos;a écrit.</translation>
    </message>
    <message>
        <source>Write the year and the month, for example 2018-01.</source>
        <translation>Écrivez l&apos;année et le mois, par exemple 2018-01.</translation>
    </message>
    <message>
        <source>Write what paper gives it: a power of attorney, a guardian’s act …</source>
        <translation>Écrivez quel papier le donne&#xa0;: une procuration, un acte de tutelle …</translation>
    </message>
    <message>
        <source>Write what the person will be told.</source>
        <translation>Écrivez ce qui sera dit à la personne.</translation>
    </message>
    <message>
        <source>Write what was earned in the month; for a correction file the statement anew.</source>
        <translation>Écrivez ce qui a été gagné dans le mois&#x202f;; pour une correction, déposez de nouveau la déclaration.</translation>
    </message>
    <message>
        <source>Write what was received.</source>
        <translation>Écrivez ce qui a été reçu.</translation>
    </message>
    <message>
        <source>Write what you saw, heard or agreed.</source>
        <translation>Écrivez ce que vous avez vu, entendu ou convenu.</translation>
    </message>
    <message>
        <source>Write which paper allows it: its number and its date.</source>
        <translation>Écrivez quel document l&apos;autorise&#xa0;: son numéro et sa date.</translation>
    </message>
    <message>
        <source>Write which paper was seen: a certificate, its number and its date.</source>
        <translation>Écrivez quelle pièce a été vue&#xa0;: un certificat, son numéro et sa date.</translation>
    </message>
    <message>
        <source>Write which paper you have seen and its number, or attach a scan of it.</source>
        <translation>Écrivez quel document vous avez vu et son numéro, ou joignez une copie numérisée.</translation>
    </message>
    <message>
        <source>Write who insured the person at that time.</source>
        <translation>Écrivez qui assurait la personne à ce moment-là.</translation>
    </message>
    <message>
        <source>Write whole days, or leave the cell empty.</source>
        <translation>Écrivez des jours entiers, ou laissez la case vide.</translation>
    </message>
    <message>
        <source>You asked for this yourself, so somebody else has to agree.</source>
        <translation>Vous l&apos;avez demandé vous-même&#xa0;: quelqu&apos;un d&apos;autre doit donner son accord.</translation>
    </message>
    <message>
        <source>You took the decision that is appealed against.</source>
        <translation>Vous avez pris la décision dont il est fait appel.</translation>
    </message>
    <message>
        <source>You took this application down yourself.</source>
        <translation>Vous avez pris cette demande vous-même.</translation>
    </message>
    <message>
        <source>Your role exports figures, not names.</source>
        <translation>Votre rôle exporte des chiffres, pas des noms.</translation>
    </message>
    <message>
        <source>Your work is safe here. Synchronise tomorrow; if it goes on, tell the regional office.</source>
        <translation>Votre travail est conservé ici. Synchronisez demain&#x202f;; si cela continue, prévenez le bureau régional.</translation>
    </message>
    <message>
        <source>Your work is safe here. Tell whoever looks after the server, then try again.</source>
        <translation>Votre travail est conservé ici. Prévenez qui s’occupe du serveur, puis réessayez.</translation>
    </message>
    <message>
        <source>Zeros at the beginning of a code may be lost. Ask for the list with that column as text.</source>
        <translation>Les zéros au début d’un code sont peut-être perdus. Demandez la liste avec cette colonne en texte.</translation>
    </message>
    <message>
        <source>{code} belongs to another district now.</source>
        <translation>{code} relève maintenant d’un autre district.</translation>
    </message>
    <message>
        <source>{code} cannot collect: no living member of this household has that code.</source>
        <translation>{code} ne peut pas encaisser&#xa0;: aucun membre vivant de ce ménage n’a ce code.</translation>
    </message>
    <message>
        <source>{code} has moved to another district: {name}.</source>
        <translation>{code} est passé dans un autre district&#xa0;: {name}.</translation>
    </message>
    <message>
        <source>{code} is in this household already.</source>
        <translation>{code} est déjà dans ce ménage.</translation>
    </message>
    <message>
        <source>{code} is named twice.</source>
        <translation>{code} est nommé deux fois.</translation>
    </message>
    <message>
        <source>{code} is not a member of this household today.</source>
        <translation>{code} n’est pas membre de ce ménage aujourd’hui.</translation>
    </message>
    <message>
        <source>{code} is not in this household today.</source>
        <translation>{code} n&apos;est pas dans ce ménage aujourd&apos;hui.</translation>
    </message>
    <message>
        <source>{code} would belong to two households: {household} and {other}.</source>
        <translation>{code} appartiendrait à deux ménages&#xa0;: {household} et {other}.</translation>
    </message>
    <message>
        <source>{code}: {field} has been changed since.</source>
        <translation>{code}&#xa0;: {field} a été modifié depuis.</translation>
    </message>
    <message>
        <source>{code}: {field} has changed since this was asked for, from {was} to {now}.</source>
        <translation>{code}&#xa0;: {field} a changé depuis la demande, de {was} à {now}.</translation>
    </message>
    <message>
        <source>{count} cells hold formulas, the first of them {cell}.</source>
        <translation>{count} cellules contiennent des formules, la première est {cell}.</translation>
    </message>
    <message>
        <source>{count} groups of cells are merged.</source>
        <translation>{count} groupes de cellules sont fusionnés.</translation>
    </message>
    <message>
        <source>{name} also lives in a household that stays in this district: {code}.</source>
        <translation>{name} vit aussi dans un ménage qui reste dans ce district&#xa0;: {code}.</translation>
    </message>
    <message>
        <source>{name} is closed.</source>
        <translation>{name} est fermé.</translation>
    </message>
    <message>
        <source>{name} is not known here by code or number.</source>
        <translation>{name} n&apos;est connu ici ni par code ni par numéro.</translation>
    </message>
    <message>
        <source>{name} is under {age}.</source>
        <translation>{name} a moins de {age} ans.</translation>
    </message>
    <message>
        <source>{name} may not answer this complaint.</source>
        <translation>{name} ne peut pas répondre à cette réclamation.</translation>
    </message>
    <message>
        <source>{name} was not down as working there.</source>
        <translation>{name} n&apos;était pas noté comme y travaillant.</translation>
    </message>
    <message>
        <source>{scheme} does not ask for this document: {text}.</source>
        <translation>{scheme} ne demande pas ce document&#xa0;: {text}.</translation>
    </message>
    <message>
        <source>{scheme} enrols from a final list only, and they are on none.</source>
        <translation>{scheme} n’inscrit qu’à partir d’une liste définitive, et la personne n’est sur aucune.</translation>
    </message>
    <message>
        <source>{scheme} enrols single persons: nobody is named.</source>
        <translation>{scheme} inscrit des personnes&#xa0;: aucune n’est nommée.</translation>
    </message>
    <message>
        <source>{scheme} has no limit, so nobody has to wait.</source>
        <translation>{scheme} n’a pas de limite, personne n’a donc à attendre.</translation>
    </message>
    <message>
        <source>{scheme} has no rate for {month}.</source>
        <translation>{scheme} n&apos;a pas de taux pour {month}.</translation>
    </message>
    <message>
        <source>“{given}” is not a country&apos;s code.</source>
        <translation>«&#xa0;{given}&#xa0;» n&apos;est pas un code de pays.</translation>
    </message>
    <message>
        <source>“{given}” is not a field and its value.</source>
        <translation>«&#xa0;{given}&#xa0;» n&apos;est pas un champ avec sa valeur.</translation>
    </message>
    <message>
        <source>“{given}” is not a month.</source>
        <translation>«&#xa0;{given}&#xa0;» n&apos;est pas un mois.</translation>
    </message>
    <message>
        <source>“{given}” is not an amount in {currency}.</source>
        <translation>«&#xa0;{given}&#xa0;» n&apos;est pas un montant en {currency}.</translation>
    </message>
    <message>
        <source>“{given}” is not understood here.</source>
        <translation>«&#xa0;{given}&#xa0;» n’est pas compris ici.</translation>
    </message>
    <message>
        <source>“{name}” has only {kept} points: small print may not be readable.</source>
        <translation>«&#xa0;{name}&#xa0;» n&apos;a que {kept} points&#xa0;: les petits caractères pourraient être illisibles.</translation>
    </message>
    <message>
        <source>“{name}” has {pages} pages; only the first {kept} are kept.</source>
        <translation>«&#xa0;{name}&#xa0;» a {pages} pages&#x202f;; seules les {kept} premières sont gardées.</translation>
    </message>
    <message>
        <source>“{name}” is damaged or was not copied to its end.</source>
        <translation>«&#xa0;{name}&#xa0;» est abîmé ou n&apos;a pas été copié jusqu&apos;au bout.</translation>
    </message>
    <message>
        <source>“{name}” is in the format of some telephones (HEIC), which cannot be read here.</source>
        <translation>«&#xa0;{name}&#xa0;» est au format de certains téléphones (HEIC), qui ne se lit pas ici.</translation>
    </message>
    <message>
        <source>“{name}” is locked with a password.</source>
        <translation>«&#xa0;{name}&#xa0;» est protégé par un mot de passe.</translation>
    </message>
    <message>
        <source>“{name}” is not a PDF that can be read.</source>
        <translation>«&#xa0;{name}&#xa0;» n&apos;est pas un PDF lisible.</translation>
    </message>
    <message>
        <source>“{name}” is not a field that can be taken from the other record.</source>
        <translation>«&#xa0;{name}&#xa0;» n&apos;est pas un champ qu&apos;on peut prendre de l&apos;autre fiche.</translation>
    </message>
    <message>
        <source>“{name}” is not a picture that can be read.</source>
        <translation>«&#xa0;{name}&#xa0;» n&apos;est pas une image lisible.</translation>
    </message>
    <message>
        <source>“{name}” is too large to be opened safely.</source>
        <translation>«&#xa0;{name}&#xa0;» est trop grand pour être ouvert sans risque.</translation>
    </message>
    <message>
        <source>“{name}” was made smaller: from {given} to {kept} points.</source>
        <translation>«&#xa0;{name}&#xa0;» a été réduit&#xa0;: de {given} à {kept} points.</translation>
    </message>
    <message>
        <source>“{name}” was too large and is kept as pictures, {pages} of them.</source>
        <translation>«&#xa0;{name}&#xa0;» était trop grand&#xa0;: il est gardé en images, au nombre de {pages}.</translation>
    </message>
    <message>
        <source>“{text}” is not a time of day.</source>
        <translation>«&#xa0;{text}&#xa0;» n’est pas une heure.</translation>
    </message>
    <message>
        <source>The photo was damaged on the way.</source>
        <translation>La photo a été abîmée en chemin.</translation>
    </message>
    <message>
        <source>Choose: left, moved, or entered by mistake. The others have a request of their own.</source>
        <translation>Choisissez&#xa0;: parti, déménagé ou saisi par erreur. Les autres cas ont leur propre demande.</translation>
    </message>
    <message>
        <source>It is never cut. Ask whoever keeps the programme to shorten it.</source>
        <translation>Elle n&apos;est jamais coupée. Demandez à qui tient le programme de la raccourcir.</translation>
    </message>
    <message>
        <source>Look at the list of requests. One made elsewhere comes when both laptops synchronise.</source>
        <translation>Regardez la liste des demandes. Une demande faite ailleurs arrive quand les deux postes se synchronisent.</translation>
    </message>
    <message>
        <source>The place where the household lives is missing.</source>
        <translation>Le lieu de résidence du ménage manque.</translation>
    </message>
    <message>
        <source>The printer did not take the paper.</source>
        <translation>L&apos;imprimante n&apos;a pas accepté le papier.</translation>
    </message>
    <message>
        <source>The privacy notice has not been given.</source>
        <translation>La notice d&apos;information n&apos;a pas été donnée.</translation>
    </message>
    <message>
        <source>The privacy notice was given in another language than the citizen&apos;s.</source>
        <translation>La notice d&apos;information a été donnée dans une autre langue que celle du citoyen.</translation>
    </message>
    <message>
        <source>The programme&apos;s files contain an error.</source>
        <translation>Les fichiers du programme contiennent une erreur.</translation>
    </message>
    <message>
        <source>The programme&apos;s logo uses a kind of drawing that cannot be printed: {element}.</source>
        <translation>Le logo du programme contient un dessin qui ne peut pas être imprimé&#xa0;: {element}.</translation>
    </message>
    <message>
        <source>The programme&apos;s privacy notice is too long for the first page of the form.</source>
        <translation>La notice d&apos;information du programme est trop longue pour la première page de la fiche.</translation>
    </message>
    <message>
        <source>The questionnaire has no such question.</source>
        <translation>Le questionnaire n’a pas cette question.</translation>
    </message>
    <message>
        <source>The questions on difficulties are not for children under five.</source>
        <translation>Les questions sur les difficultés ne concernent pas les enfants de moins de cinq ans.</translation>
    </message>
    <message>
        <source>The record this change speaks of is not here.</source>
        <translation>La fiche concernée par cette modification n&apos;est pas ici.</translation>
    </message>
    <message>
        <source>The role in the household has not been chosen.</source>
        <translation>Le rôle dans le ménage n&apos;a pas été choisi.</translation>
    </message>
    <message>
        <source>The scheme {scheme}, in which the person is, excludes this one.</source>
        <translation>Le régime {scheme}, où se trouve la personne, exclut celui-ci.</translation>
    </message>
    <message>
        <source>The seal on what was received is not genuine.</source>
        <translation>Le sceau de ce qui a été reçu n&apos;est pas authentique.</translation>
    </message>
    <message>
        <source>The server answered with an error of its own.</source>
        <translation>Le serveur a répondu par une erreur interne.</translation>
    </message>
    <message>
        <source>The server asks this computer to introduce itself again.</source>
        <translation>Le serveur demande à cet ordinateur de se présenter de nouveau.</translation>
    </message>
    <message>
        <source>The server cannot be reached.</source>
        <translation>Le serveur est injoignable.</translation>
    </message>
    <message>
        <source>The server could not take this change, and did not say why.</source>
        <translation>Le serveur n&apos;a pas pu prendre cette modification, et n&apos;a pas dit pourquoi.</translation>
    </message>
    <message>
        <source>The server did not recognise this computer.</source>
        <translation>Le serveur n&apos;a pas reconnu cet ordinateur.</translation>
    </message>
    <message>
        <source>The server does not have this photo.</source>
        <translation>Le serveur n&apos;a pas cette photo.</translation>
    </message>
    <message>
        <source>The server does not know this computer.</source>
        <translation>Le serveur ne connaît pas cet ordinateur.</translation>
    </message>
    <message>
        <source>The server does not know this request.</source>
        <translation>Le serveur ne connaît pas cette demande.</translation>
    </message>
    <message>
        <source>The server does not know this way of signing in.</source>
        <translation>Le serveur ne connaît pas cette façon de s&apos;identifier.</translation>
    </message>
    <message>
        <source>The server has already heard this introduction.</source>
        <translation>Le serveur a déjà entendu cette présentation.</translation>
    </message>
    <message>
        <source>The server is busy.</source>
        <translation>Le serveur est occupé.</translation>
    </message>
    <message>
        <source>The server is not installed on this computer.</source>
        <translation>Le serveur n&apos;est pas installé sur cet ordinateur.</translation>
    </message>
    <message>
        <source>The server lacks earlier changes of this file.</source>
        <translation>Il manque au serveur des modifications plus anciennes de ce fichier.</translation>
    </message>
    <message>
        <source>The server may not use the folder of its database: {folder}.</source>
        <translation>Le serveur n&apos;a pas accès au dossier de sa base de données&#xa0;: {folder}.</translation>
    </message>
    <message>
        <source>The server would use the database as its superuser.</source>
        <translation>Le serveur utiliserait la base en superutilisateur.</translation>
    </message>
    <message>
        <source>The server&apos;s answer was garbled on the way.</source>
        <translation>La réponse du serveur a été brouillée en chemin.</translation>
    </message>
    <message>
        <source>The server&apos;s database does not answer ({reason}).</source>
        <translation>La base de données du serveur ne répond pas ({reason}).</translation>
    </message>
    <message>
        <source>The server&apos;s receipt does not match what was sent.</source>
        <translation>L&apos;accusé de réception du serveur ne correspond pas à ce qui a été envoyé.</translation>
    </message>
    <message>
        <source>The sex has not been chosen.</source>
        <translation>Le sexe n&apos;a pas été indiqué.</translation>
    </message>
    <message>
        <source>The short code of this computer is not one.</source>
        <translation>Le code court de cet ordinateur n&apos;en est pas un.</translation>
    </message>
    <message>
        <source>The spouse is under 15.</source>
        <translation>Le conjoint a moins de 15 ans.</translation>
    </message>
    <message>
        <source>The table cannot be read from this line on.</source>
        <translation>Le tableau est illisible à partir de cette ligne.</translation>
    </message>
    <message>
        <source>The table has no lines.</source>
        <translation>Le tableau n&apos;a aucune ligne.</translation>
    </message>
    <message>
        <source>The team is missing.</source>
        <translation>L&apos;équipe manque.</translation>
    </message>
    <message>
        <source>The text is missing in one of the languages: {language}.</source>
        <translation>Le texte manque dans une des langues&#xa0;: {language}.</translation>
    </message>
    <message>
        <source>The two passwords are not the same.</source>
        <translation>Les deux mots de passe ne sont pas identiques.</translation>
    </message>
    <message>
        <source>The update to be corrected is not in this journey.</source>
        <translation>La mise à jour à corriger n&apos;est pas dans ce parcours.</translation>
    </message>
    <message>
        <source>The user name is missing.</source>
        <translation>Le nom d&apos;utilisateur manque.</translation>
    </message>
    <message>
        <source>The user or the password is not right.</source>
        <translation>L&apos;utilisateur ou le mot de passe n&apos;est pas correct.</translation>
    </message>
    <message>
        <source>The year has only two digits.</source>
        <translation>L&apos;année n&apos;a que deux chiffres.</translation>
    </message>
    <message>
        <source>There is already a campaign with the code {code}.</source>
        <translation>Il existe déjà une campagne de code {code}.</translation>
    </message>
    <message>
        <source>There is already a file of that name.</source>
        <translation>Un fichier porte déjà ce nom.</translation>
    </message>
    <message>
        <source>There is already a user of that name.</source>
        <translation>Un utilisateur porte déjà ce nom.</translation>
    </message>
    <message>
        <source>There is no Guichet server at this address.</source>
        <translation>Il n&apos;y a pas de serveur Guichet à cette adresse.</translation>
    </message>
    <message>
        <source>There is no campaign with the code {code}.</source>
        <translation>Il n&apos;y a pas de campagne de code {code}.</translation>
    </message>
    <message>
        <source>There is no document {number} here.</source>
        <translation>Il n&apos;y a pas de document {number} ici.</translation>
    </message>
    <message>
        <source>There is no kind of identity document called {given}.</source>
        <translation>Aucun type de pièce d&apos;identité ne s&apos;appelle {given}.</translation>
    </message>
    <message>
        <source>There is no legal basis called {given}.</source>
        <translation>Aucune base légale ne s&apos;appelle {given}.</translation>
    </message>
    <message>
        <source>There is no printer called {printer}.</source>
        <translation>Aucune imprimante ne s&apos;appelle {printer}.</translation>
    </message>
    <message>
        <source>There is no screen for a window here.</source>
        <translation>Il n&apos;y a pas d&apos;écran ici pour ouvrir une fenêtre.</translation>
    </message>
    <message>
        <source>There is no user of that name in this file.</source>
        <translation>Aucun utilisateur de ce nom dans ce fichier.</translation>
    </message>
    <message>
        <source>There is nothing to print.</source>
        <translation>Il n&apos;y a rien à imprimer.</translation>
    </message>
    <message>
        <source>There seems to be a telephone or identity number in this text.</source>
        <translation>Ce texte semble contenir un numéro de téléphone ou d’identité.</translation>
    </message>
    <message>
        <source>There were several wrong tries, so this file waits a little.</source>
        <translation>Après plusieurs essais infructueux, ce fichier fait une pause.</translation>
    </message>
    <message>
        <source>This address is not protected: it begins with http://.</source>
        <translation>Cette adresse n&apos;est pas protégée&#xa0;: elle commence par http://.</translation>
    </message>
    <message>
        <source>This answer does not have the expected form.</source>
        <translation>Cette réponse n&apos;a pas la forme attendue.</translation>
    </message>
    <message>
        <source>This answer is not one of those offered.</source>
        <translation>Cette réponse n’est pas parmi celles proposées.</translation>
    </message>
    <message>
        <source>This application is too old for the server.</source>
        <translation>Cette application est trop ancienne pour le serveur.</translation>
    </message>
    <message>
        <source>This area&apos;s code stands twice in the list.</source>
        <translation>Le code de ce lieu figure deux fois dans la liste.</translation>
    </message>
    <message>
        <source>This backup cannot be trusted.</source>
        <translation>Cette sauvegarde n&apos;est pas fiable.</translation>
    </message>
    <message>
        <source>This change is for a record of another kind.</source>
        <translation>Cette modification vise une fiche d&apos;une autre sorte.</translation>
    </message>
    <message>
        <source>This change points at a record the server does not have.</source>
        <translation>Cette modification renvoie à une fiche que le serveur n&apos;a pas.</translation>
    </message>
    <message>
        <source>This change was made on a version the server has never seen.</source>
        <translation>Cette modification porte sur une version que le serveur n&apos;a jamais vue.</translation>
    </message>
    <message>
        <source>This code contains a typing mistake.</source>
        <translation>Ce code contient une faute de frappe.</translation>
    </message>
    <message>
        <source>This code is not one of a household or a person here: {text}.</source>
        <translation>Ce code n&apos;est pas celui d&apos;un ménage ni d&apos;une personne d&apos;ici&#xa0;: {text}.</translation>
    </message>
    <message>
        <source>This code was made for another office.</source>
        <translation>Ce code a été créé pour un autre bureau.</translation>
    </message>
    <message>
        <source>This column is not known.</source>
        <translation>Cette colonne est inconnue.</translation>
    </message>
    <message>
        <source>This column stands twice in the heading.</source>
        <translation>Cette colonne figure deux fois dans l&apos;en-tête.</translation>
    </message>
    <message>
        <source>This computer has no address {host}.</source>
        <translation>Cet ordinateur n&apos;a pas d&apos;adresse {host}.</translation>
    </message>
    <message>
        <source>This computer is no longer allowed to synchronise.</source>
        <translation>Cet ordinateur n&apos;est plus autorisé à synchroniser.</translation>
    </message>
    <message>
        <source>This computer lacks what is needed to use a camera: {library}.</source>
        <translation>Il manque à cet ordinateur ce qu&apos;il faut pour une caméra&#xa0;: {library}.</translation>
    </message>
    <message>
        <source>This computer’s clock is {hours} hours from the server’s.</source>
        <translation>L’horloge de cet ordinateur est à {hours} heures de celle du serveur.</translation>
    </message>
    <message>
        <source>This computer’s clock is {minutes} minutes behind what is already written.</source>
        <translation>L’horloge de cet ordinateur a {minutes} minutes de retard sur ce qui est déjà écrit.</translation>
    </message>
    <message>
        <source>This date is {days} days ago.</source>
        <translation>Cette date remonte à {days} jours.</translation>
    </message>
    <message>
        <source>This date lies in the future.</source>
        <translation>Cette date est dans l’avenir.</translation>
    </message>
    <message>
        <source>This date of birth makes the person {age} years old.</source>
        <translation>Avec cette date de naissance, la personne aurait {age} ans.</translation>
    </message>
    <message>
        <source>This date of delivery is not within the next 300 days.</source>
        <translation>Cette date d’accouchement n’est pas dans les 300 prochains jours.</translation>
    </message>
    <message>
        <source>This document is still on the computer where it was scanned.</source>
        <translation>Ce document est encore sur l&apos;ordinateur où il a été numérisé.</translation>
    </message>
    <message>
        <source>This field does not exist.</source>
        <translation>Ce champ n&apos;existe pas.</translation>
    </message>
    <message>
        <source>This file has already joined a server.</source>
        <translation>Ce fichier est déjà rattaché à un serveur.</translation>
    </message>
    <message>
        <source>This file has not joined a server yet.</source>
        <translation>Ce fichier n&apos;est encore rattaché à aucun serveur.</translation>
    </message>
    <message>
        <source>This file is already synchronising.</source>
        <translation>Ce fichier est déjà en cours de synchronisation.</translation>
    </message>
    <message>
        <source>This file is an older copy of one that went on working.</source>
        <translation>Ce fichier est une ancienne copie d&apos;un fichier qui a continué à servir.</translation>
    </message>
    <message>
        <source>This file is kept confidential.</source>
        <translation>Ce dossier est confidentiel.</translation>
    </message>
    <message>
        <source>This file is not a bundle of Guichet ({name}).</source>
        <translation>Ce fichier n&apos;est pas un paquet de Guichet ({name}).</translation>
    </message>
    <message>
        <source>This file is not a picture that can be read.</source>
        <translation>Ce fichier n&apos;est pas une image lisible.</translation>
    </message>
    <message>
        <source>This folder does not exist: {name}.</source>
        <translation>Ce dossier n&apos;existe pas&#xa0;: {name}.</translation>
    </message>
    <message>
        <source>This form is in the register already: {name}, registered on {date}.</source>
        <translation>Cette fiche est déjà au registre&#xa0;: {name}, enregistrement du {date}.</translation>
    </message>
    <message>
        <source>This is not a telephone number of the country.</source>
        <translation>Ce n&apos;est pas un numéro de téléphone du pays.</translation>
    </message>
    <message>
        <source>This is not the address of a PostgreSQL database.</source>
        <translation>Ce n&apos;est pas l&apos;adresse d&apos;une base PostgreSQL.</translation>
    </message>
    <message>
        <source>This is not the recovery code of this file.</source>
        <translation>Ce n&apos;est pas le code de secours de ce fichier.</translation>
    </message>
    <message>
        <source>This is the last person who can open the file.</source>
        <translation>C&apos;est la dernière personne qui peut ouvrir le fichier.</translation>
    </message>
    <message>
        <source>This joining code has already been used.</source>
        <translation>Ce code de rattachement a déjà servi.</translation>
    </message>
    <message>
        <source>This joining code is not valid.</source>
        <translation>Ce code de rattachement n&apos;est pas valable.</translation>
    </message>
    <message>
        <source>This joining code is too old.</source>
        <translation>Ce code de rattachement a expiré.</translation>
    </message>
    <message>
        <source>This key is written twice.</source>
        <translation>Cette clé est écrite deux fois.</translation>
    </message>
    <message>
        <source>This line has {cells} cells where the heading has {columns}.</source>
        <translation>Cette ligne a {cells} cellules alors que l&apos;en-tête en a {columns}.</translation>
    </message>
    <message>
        <source>This line of name variants has fewer than two names: {given}.</source>
        <translation>Cette ligne de variantes de noms compte moins de deux noms&#xa0;: {given}.</translation>
    </message>
    <message>
        <source>This milestone is not in the household&apos;s journey.</source>
        <translation>Ce jalon n&apos;existe pas dans le parcours du ménage.</translation>
    </message>
    <message>
        <source>This milestone&apos;s code stands twice.</source>
        <translation>Le code de ce jalon figure deux fois.</translation>
    </message>
    <message>
        <source>This number does not look like the others of its kind.</source>
        <translation>Ce numéro n&apos;a pas la forme habituelle.</translation>
    </message>
    <message>
        <source>This number is outside what the question allows.</source>
        <translation>Ce nombre est hors de ce que la question permet.</translation>
    </message>
    <message>
        <source>This office is not in the programme.</source>
        <translation>Ce bureau ne fait pas partie du programme.</translation>
    </message>
    <message>
        <source>This office&apos;s code stands twice in the list.</source>
        <translation>Le code de ce bureau figure deux fois dans la liste.</translation>
    </message>
    <message>
        <source>This paper has already been printed.</source>
        <translation>Ce papier a déjà été imprimé.</translation>
    </message>
    <message>
        <source>This paper has never been printed.</source>
        <translation>Ce papier n&apos;a jamais été imprimé.</translation>
    </message>
    <message>
        <source>This password is too easy to guess.</source>
        <translation>Ce mot de passe est trop facile à deviner.</translation>
    </message>
    <message>
        <source>This person already belongs to household {code}.</source>
        <translation>Cette personne appartient déjà au ménage {code}.</translation>
    </message>
    <message>
        <source>This place belongs to another office.</source>
        <translation>Ce lieu relève d&apos;un autre bureau.</translation>
    </message>
    <message>
        <source>This place is not in the programme&apos;s list.</source>
        <translation>Ce lieu n&apos;est pas dans la liste du programme.</translation>
    </message>
    <message>
        <source>This place is too wide to find the household again.</source>
        <translation>Ce lieu est trop vaste pour retrouver le ménage.</translation>
    </message>
    <message>
        <source>This position is far from {name}.</source>
        <translation>Cette position est loin de {name}.</translation>
    </message>
    <message>
        <source>This programme is not installed.</source>
        <translation>Ce programme n&apos;est pas installé.</translation>
    </message>
    <message>
        <source>This question was not to be asked after the answers before it.</source>
        <translation>Après les réponses précédentes, cette question n’était pas à poser.</translation>
    </message>
    <message>
        <source>This server cannot prove that it is the right one.</source>
        <translation>Ce serveur ne peut pas prouver qu&apos;il est le bon.</translation>
    </message>
    <message>
        <source>This status needs a reason.</source>
        <translation>Ce statut demande un motif.</translation>
    </message>
    <message>
        <source>This telephone number already reaches {count} households.</source>
        <translation>Ce numéro de téléphone est déjà celui de {count} ménages.</translation>
    </message>
    <message>
        <source>This time zone does not exist.</source>
        <translation>Ce fuseau horaire n&apos;existe pas.</translation>
    </message>
    <message>
        <source>Two members of this household have the same number.</source>
        <translation>Deux membres de ce ménage ont le même numéro.</translation>
    </message>
    <message>
        <source>Type it again from the joining sheet, or ask the regional office for a new one.</source>
        <translation>Saisissez-le de nouveau d&apos;après la fiche de rattachement, ou demandez-en un autre au bureau régional.</translation>
    </message>
    <message>
        <source>Type the members first, one a row, beginning with the head of household.</source>
        <translation>Saisissez d&apos;abord les membres, un par ligne, en commençant par le chef de ménage.</translation>
    </message>
    <message>
        <source>Type the new password again in both places.</source>
        <translation>Saisissez de nouveau le mot de passe aux deux endroits.</translation>
    </message>
    <message>
        <source>Wait until that is done, then look at the result.</source>
        <translation>Attendez la fin, puis regardez le résultat.</translation>
    </message>
    <message>
        <source>What differs, or why nobody was found, has not been said.</source>
        <translation>Ce qui diffère, ou pourquoi personne n&apos;a été trouvé, n&apos;a pas été dit.</translation>
    </message>
    <message>
        <source>What has arrived is safe there, the rest is safe here. It will go on from the same place.</source>
        <translation>Ce qui est arrivé est conservé là-bas, le reste ici. L&apos;envoi reprendra au même endroit.</translation>
    </message>
    <message>
        <source>What has arrived is safe there, the rest is safe here. Try again on a better line.</source>
        <translation>Ce qui est arrivé est en sûreté là-bas, le reste est en sûreté ici. Réessayez sur une meilleure ligne.</translation>
    </message>
    <message>
        <source>What has been achieved cannot be dated in the future.</source>
        <translation>Ce qui est atteint ne peut pas être daté dans le futur.</translation>
    </message>
    <message>
        <source>What reached the server is not what was written here.</source>
        <translation>Ce qui est parvenu au serveur n&apos;est pas ce qui a été écrit ici.</translation>
    </message>
    <message>
        <source>What was already done is kept; it will go on from there next time.</source>
        <translation>Ce qui est déjà fait est conservé&#x202f;; la suite reprendra de là.</translation>
    </message>
    <message>
        <source>What was saved is safe. Send this code to whoever supports the application.</source>
        <translation>Ce qui a été enregistré est conservé. Transmettez ce code à la personne qui assure l&apos;assistance.</translation>
    </message>
    <message>
        <source>What was saved is safe. Try again; if it happens again, tell whoever supports the application.</source>
        <translation>Ce qui a été enregistré est conservé. Réessayez&#x202f;; si cela se reproduit, prévenez la personne qui assure l&apos;assistance.</translation>
    </message>
    <message>
        <source>What was sent bears the name of another computer.</source>
        <translation>Ce qui a été envoyé porte le nom d&apos;un autre ordinateur.</translation>
    </message>
    <message>
        <source>What was sent is too large for the server.</source>
        <translation>Ce qui a été envoyé est trop gros pour le serveur.</translation>
    </message>
    <message>
        <source>What was there before is untouched. Choose another folder, then try again.</source>
        <translation>Ce qui existait n&apos;a pas été touché. Choisissez un autre dossier, puis réessayez.</translation>
    </message>
    <message>
        <source>What was written here can only be added to, not altered.</source>
        <translation>À ce qui est écrit ici on peut ajouter, mais rien changer.</translation>
    </message>
    <message>
        <source>Who answered the questions on difficulties has not been said.</source>
        <translation>Il n’est pas dit qui a répondu aux questions sur les difficultés.</translation>
    </message>
    <message>
        <source>Why you stand in for somebody has not been said.</source>
        <translation>Le motif de l&apos;intérim n&apos;a pas été indiqué.</translation>
    </message>
    <message>
        <source>Write a correction instead; both stay readable.</source>
        <translation>Écrivez plutôt une correction&#x202f;; les deux restent lisibles.</translation>
    </message>
    <message>
        <source>Write a name that people will recognise, for example the district and the year.</source>
        <translation>Écrivez un nom que chacun reconnaîtra, par exemple le district et l&apos;année.</translation>
    </message>
    <message>
        <source>Write a whole number from {least} to {most}.</source>
        <translation>Écrivez un nombre entier de {least} à {most}.</translation>
    </message>
    <message>
        <source>Write it as in the IANA list, for example Africa/Dakar.</source>
        <translation>Écrivez-le comme dans la liste IANA, par exemple Africa/Dakar.</translation>
    </message>
    <message>
        <source>Write it in English, French and Portuguese.</source>
        <translation>Écrivez-le en anglais, en français et en portugais.</translation>
    </message>
    <message>
        <source>Write it in a few words, for example: the supervisor is on leave until Monday.</source>
        <translation>Écrivez-le en quelques mots, par exemple&#xa0;: le superviseur est en congé jusqu&apos;à lundi.</translation>
    </message>
    <message>
        <source>Write it in the note.</source>
        <translation>Écrivez-le dans la note.</translation>
    </message>
    <message>
        <source>Write it whole, for example 12/04/1987, 04/1987 or 1987, or say that less is known: month and year, or the year only.</source>
        <translation>Écrivez-la en entier, par exemple 12/04/1987, 04/1987 ou 1987, ou indiquez qu’on en sait moins&#xa0;: le mois et l’année, ou l’année seule.</translation>
    </message>
    <message>
        <source>Write it with four: 1927 or 2027, never 27.</source>
        <translation>Écrivez-la avec quatre chiffres&#xa0;: 1927 ou 2027, jamais 27.</translation>
    </message>
    <message>
        <source>Write it. If the person has only one name, tick “single name”.</source>
        <translation>Écrivez-le. Si la personne n&apos;a qu&apos;un seul nom, cochez «&#xa0;nom unique&#xa0;».</translation>
    </message>
    <message>
        <source>Write its name or number, always in the same way.</source>
        <translation>Écrivez son nom ou son numéro, toujours de la même façon.</translation>
    </message>
    <message>
        <source>Write the age in whole years; 0 for a baby.</source>
        <translation>Écrivez l&apos;âge en années entières&#x202f;; 0 pour un bébé.</translation>
    </message>
    <message>
        <source>Write the age in years and the day on which it was estimated.</source>
        <translation>Écrivez l&apos;âge en années et le jour de l&apos;estimation.</translation>
    </message>
    <message>
        <source>Write the given name and the family name. If the person has only one name, tick “single name”.</source>
        <translation>Écrivez le prénom et le nom de famille. Si la personne n&apos;a qu&apos;un seul nom, cochez «&#xa0;nom unique&#xa0;».</translation>
    </message>
    <message>
        <source>Write the name of the parent or guardian who was told.</source>
        <translation>Écrivez le nom du parent ou du tuteur qui a été informé.</translation>
    </message>
    <message>
        <source>Write the names that are one name on one line, parted by spaces.</source>
        <translation>Écrivez sur une même ligne, séparés par des espaces, les noms qui n&apos;en font qu&apos;un.</translation>
    </message>
    <message>
        <source>Write {{{blank}}} where the name must stand, in each language.</source>
        <translation>Écrivez {{{blank}}} là où le nom doit figurer, dans chaque langue.</translation>
    </message>
    <message>
        <source>Your data are not touched. Install the application again.</source>
        <translation>Vos données ne sont pas touchées. Réinstallez l&apos;application.</translation>
    </message>
    <message>
        <source>Your own role already allows all that this one does.</source>
        <translation>Votre propre rôle permet déjà tout ce que permet celui-ci.</translation>
    </message>
    <message>
        <source>Your role does not allow this.</source>
        <translation>Votre rôle ne permet pas cette action.</translation>
    </message>
    <message>
        <source>Your work is safe here. One of the two must be updated: tell the regional office.</source>
        <translation>Votre travail est en sûreté ici. L&apos;un des deux doit être mis à jour&#xa0;: prévenez le bureau régional.</translation>
    </message>
    <message>
        <source>Your work is safe here. Synchronise again; if it goes on, tell the regional office.</source>
        <translation>Votre travail est en sûreté ici. Synchronisez de nouveau&#x202f;; si cela continue, prévenez le bureau régional.</translation>
    </message>
    <message>
        <source>Your work is safe here. Tell the regional office.</source>
        <translation>Votre travail est en sûreté ici. Prévenez le bureau régional.</translation>
    </message>
    <message>
        <source>Your work is safe here. Tell the regional office: the server may have been restored.</source>
        <translation>Votre travail est en sûreté ici. Prévenez le bureau régional&#xa0;: le serveur a peut-être été restauré.</translation>
    </message>
    <message>
        <source>Your work is safe here. Try again later; if it goes on, tell the regional office.</source>
        <translation>Votre travail est conservé ici. Réessayez plus tard&#x202f;; si cela continue, prévenez le bureau régional.</translation>
    </message>
    <message>
        <source>{code} is not among the households to visit again in {campaign}.</source>
        <translation>{code} n&apos;est pas parmi les ménages à revoir de {campaign}.</translation>
    </message>
    <message>
        <source>{name} works with this file and can do this.</source>
        <translation>{name} travaille avec ce fichier et peut le faire.</translation>
    </message>
    <message>
        <source>“Not known” needs a reason.</source>
        <translation>«&#xa0;Non connu&#xa0;» demande un motif.</translation>
    </message>
</context>
<context>
    <name>Proof</name>
    <message>
        <source>Fingerprint</source>
        <translation>Empreinte</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Signature</translation>
    </message>
    <message>
        <source>Transfer reference</source>
        <translation>Référence du virement</translation>
    </message>
    <message>
        <source>Witness</source>
        <translation>Témoin</translation>
    </message>
</context>
<context>
    <name>ProviderKind</name>
    <message>
        <source>Bank</source>
        <translation>Banque</translation>
    </message>
    <message>
        <source>Employers’ organisation</source>
        <translation>Organisation d’employeurs</translation>
    </message>
    <message>
        <source>Government agency</source>
        <translation>Organisme public</translation>
    </message>
    <message>
        <source>Health facility</source>
        <translation>Établissement de santé</translation>
    </message>
    <message>
        <source>Local government</source>
        <translation>Collectivité locale</translation>
    </message>
    <message>
        <source>Ministry</source>
        <translation>Ministère</translation>
    </message>
    <message>
        <source>Mobile money operator</source>
        <translation>Opérateur de monnaie mobile</translation>
    </message>
    <message>
        <source>Non-governmental organisation</source>
        <translation>Organisation non gouvernementale</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Autre</translation>
    </message>
    <message>
        <source>School</source>
        <translation>École</translation>
    </message>
    <message>
        <source>Social security institution</source>
        <translation>Institution de sécurité sociale</translation>
    </message>
    <message>
        <source>United Nations agency</source>
        <translation>Agence des Nations Unies</translation>
    </message>
    <message>
        <source>University</source>
        <translation>Université</translation>
    </message>
    <message>
        <source>Workers’ organisation</source>
        <translation>Organisation de travailleurs</translation>
    </message>
</context>
<context>
    <name>Purpose</name>
    <message>
        <source>Audit</source>
        <translation>Audit</translation>
    </message>
    <message>
        <source>Delivery of benefits</source>
        <translation>Versement des prestations</translation>
    </message>
    <message>
        <source>Eligibility</source>
        <translation>Éligibilité</translation>
    </message>
    <message>
        <source>Referral to a service</source>
        <translation>Orientation vers un service</translation>
    </message>
    <message>
        <source>Registration</source>
        <translation>Enregistrement</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistiques</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message numerus="yes">
        <source>%n to decide</source>
        <translation>
            <numerusform>%n à décider</numerusform>
            <numerusform>%n à décider</numerusform>
        </translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Modification</translation>
    </message>
    <message>
        <source>Complaints</source>
        <translation>Réclamations</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>Ménage</translation>
    </message>
    <message>
        <source>In bulk</source>
        <translation>En nombre</translation>
    </message>
    <message>
        <source>New household</source>
        <translation>Nouveau ménage</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personnes</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Lieux de la fenêtre</translation>
    </message>
    <message>
        <source>Print desk</source>
        <translation>Impression</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Paramètres</translation>
    </message>
    <message>
        <source>Synchronise</source>
        <translation>Synchroniser</translation>
    </message>
    <message>
        <source>To decide</source>
        <translation>À décider</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Aujourd&apos;hui</translation>
    </message>
</context>
<context>
    <name>ReadBack</name>
    <message numerus="yes">
        <source>%n year(s) old</source>
        <translation>
            <numerusform>%n an</numerusform>
            <numerusform>%n ans</numerusform>
        </translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Naissance</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Compound</source>
        <translation>Concession</translation>
    </message>
    <message>
        <source>In the household</source>
        <translation>Dans le ménage</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Landmark</source>
        <translation>Point de repère</translation>
    </message>
    <message>
        <source>Member {number}</source>
        <translation>Membre {number}</translation>
    </message>
    <message>
        <source>Mother’s name</source>
        <translation>Nom de la mère</translation>
    </message>
    <message>
        <source>Parent or guardian</source>
        <translation>Parent ou tuteur</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Lieu</translation>
    </message>
    <message>
        <source>Please check with us: is everything as you said?</source>
        <translation>Vérifions ensemble&#xa0;: est-ce bien ce que vous avez dit&#x202f;?</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sexe</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>Village or neighbourhood</source>
        <translation>Village ou quartier</translation>
    </message>
    <message>
        <source>{youngest} to {oldest} years old</source>
        <translation>entre {youngest} et {oldest} ans</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>; </source>
        <comment>between two reasons</comment>
        <translation>; </translation>
    </message>
    <message>
        <source>another address</source>
        <translation>autre adresse</translation>
    </message>
    <message>
        <source>another area</source>
        <translation>autre zone</translation>
    </message>
    <message>
        <source>another date of birth: {years} years apart</source>
        <translation>autre date de naissance&#xa0;: {years} ans d&apos;écart</translation>
    </message>
    <message>
        <source>another mother&apos;s name</source>
        <translation>autre nom de la mère</translation>
    </message>
    <message>
        <source>another name: {a}, {b}</source>
        <translation>autre nom&#xa0;: {a}, {b}</translation>
    </message>
    <message>
        <source>another number: {scheme}</source>
        <translation>autre numéro&#xa0;: {scheme}</translation>
    </message>
    <message>
        <source>another telephone</source>
        <translation>autre téléphone</translation>
    </message>
    <message>
        <source>another village</source>
        <translation>autre village</translation>
    </message>
    <message>
        <source>born a year apart</source>
        <translation>naissances à un an d&apos;écart</translation>
    </message>
    <message>
        <source>born in the same year</source>
        <translation>même année de naissance</translation>
    </message>
    <message>
        <source>brothers and sisters would share this too</source>
        <translation>des frères et sœurs l&apos;auraient aussi en commun</translation>
    </message>
    <message>
        <source>day and month swapped</source>
        <translation>jour et mois inversés</translation>
    </message>
    <message>
        <source>given and family names swapped</source>
        <translation>prénom et nom de famille inversés</translation>
    </message>
    <message>
        <source>not the same sex</source>
        <translation>sexe différent</translation>
    </message>
    <message>
        <source>one character of the number differs: {scheme}</source>
        <translation>un caractère du numéro diffère&#xa0;: {scheme}</translation>
    </message>
    <message>
        <source>one digit of the date of birth differs</source>
        <translation>un chiffre de la date de naissance diffère</translation>
    </message>
    <message>
        <source>one digit of the telephone differs</source>
        <translation>un chiffre du téléphone diffère</translation>
    </message>
    <message>
        <source>one of them has a name more</source>
        <translation>l&apos;une des deux personnes a un nom de plus</translation>
    </message>
    <message>
        <source>same address</source>
        <translation>même adresse</translation>
    </message>
    <message>
        <source>same area</source>
        <translation>même zone</translation>
    </message>
    <message>
        <source>same birthday in another year</source>
        <translation>même jour et même mois, une autre année</translation>
    </message>
    <message>
        <source>same date of birth</source>
        <translation>même date de naissance</translation>
    </message>
    <message>
        <source>same mother&apos;s name</source>
        <translation>même nom de la mère</translation>
    </message>
    <message>
        <source>same name: {name}</source>
        <translation>même nom&#xa0;: {name}</translation>
    </message>
    <message>
        <source>same number under another kind of document</source>
        <translation>même numéro sur un autre type de document</translation>
    </message>
    <message>
        <source>same number: {scheme}</source>
        <translation>même numéro&#xa0;: {scheme}</translation>
    </message>
    <message>
        <source>same sex</source>
        <translation>même sexe</translation>
    </message>
    <message>
        <source>same telephone</source>
        <translation>même téléphone</translation>
    </message>
    <message>
        <source>same village</source>
        <translation>même village</translation>
    </message>
    <message>
        <source>similar address</source>
        <translation>adresse semblable</translation>
    </message>
    <message>
        <source>similar mother&apos;s name</source>
        <translation>nom de la mère semblable</translation>
    </message>
    <message>
        <source>the ages do not fit: {years} years or more apart</source>
        <translation>les âges ne concordent pas&#xa0;: au moins {years} ans d&apos;écart</translation>
    </message>
    <message>
        <source>the ages may be the same</source>
        <translation>les âges peuvent être les mêmes</translation>
    </message>
    <message>
        <source>the same initial: {a}, {b}</source>
        <translation>même initiale&#xa0;: {a}, {b}</translation>
    </message>
    <message>
        <source>the village is spelled nearly the same</source>
        <translation>le nom du village s&apos;écrit presque pareil</translation>
    </message>
    <message>
        <source>two digits of the date of birth differ</source>
        <translation>deux chiffres de la date de naissance diffèrent</translation>
    </message>
    <message>
        <source>{a} and {b} are nearly the same</source>
        <translation>{a} et {b} sont presque identiques</translation>
    </message>
    <message>
        <source>{a} and {b} are one name in two countries</source>
        <translation>{a} et {b} sont le même nom dans deux pays</translation>
    </message>
    <message>
        <source>{a} and {b} are written in one word or in two</source>
        <translation>{a} et {b} s&apos;écrivent en un mot ou en deux</translation>
    </message>
    <message>
        <source>{a} and {b} look alike</source>
        <translation>{a} et {b} se ressemblent</translation>
    </message>
    <message>
        <source>{a} and {b} sound the same</source>
        <translation>{a} et {b} se prononcent pareil</translation>
    </message>
</context>
<context>
    <name>Receipt</name>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%n membre</numerusform>
            <numerusform>%n membres</numerusform>
        </translation>
    </message>
    <message>
        <source>Expected date: {date}</source>
        <translation>Date prévue&#xa0;: {date}</translation>
    </message>
    <message>
        <source>Head of household</source>
        <translation>Chef de ménage</translation>
    </message>
    <message>
        <source>Household code</source>
        <translation>Code du ménage</translation>
    </message>
    <message>
        <source>It only shows that your household is registered.</source>
        <translation>Il atteste seulement que votre ménage est enregistré.</translation>
    </message>
    <message>
        <source>Keep this paper and bring it to each visit.</source>
        <translation>Conservez ce papier et présentez-le à chaque visite.</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Prochaine étape</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>Bureau</translation>
    </message>
    <message>
        <source>Officer</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Lieu</translation>
    </message>
    <message>
        <source>Questions and complaints</source>
        <translation>Questions et réclamations</translation>
    </message>
    <message>
        <source>Registered on</source>
        <translation>Enregistré le</translation>
    </message>
    <message>
        <source>Registration receipt</source>
        <translation>Récépissé d&apos;enregistrement</translation>
    </message>
    <message>
        <source>Signature and stamp of the office</source>
        <translation>Signature et cachet du bureau</translation>
    </message>
    <message>
        <source>Signature or fingerprint of the head of household</source>
        <translation>Signature ou empreinte du chef de ménage</translation>
    </message>
    <message>
        <source>Telephone: {number}</source>
        <translation>Téléphone&#xa0;: {number}</translation>
    </message>
    <message>
        <source>This is not a decision on a benefit.</source>
        <translation>Ce récépissé n&apos;est pas une décision d&apos;attribution d&apos;une prestation.</translation>
    </message>
</context>
<context>
    <name>Reconcile</name>
    <message numerus="yes">
        <source>%n change(s) for somebody to settle</source>
        <translation>
            <numerusform>%n changement à régler par quelqu’un</numerusform>
            <numerusform>%n changements à régler par quelqu’un</numerusform>
        </translation>
    </message>
    <message>
        <source>Both sides name the same figures.</source>
        <translation>Les deux côtés donnent les mêmes chiffres.</translation>
    </message>
    <message>
        <source>By kind of record</source>
        <translation>Par type de fiche</translation>
    </message>
    <message>
        <source>By officer</source>
        <translation>Par agent</translation>
    </message>
    <message>
        <source>No. {number}, signed by the server: {seal}</source>
        <translation>N° {number}, signé par le serveur&#xa0;: {seal}</translation>
    </message>
    <message>
        <source>Sent: {sent}. The server holds: {held}. Missing: {missing}.</source>
        <translation>Envoyés&#xa0;: {sent}. Le serveur en détient&#xa0;: {held}. Manquants&#xa0;: {missing}.</translation>
    </message>
    <message>
        <source>The server has change no. {there} under this file&apos;s name; the last written here is no. {here}.</source>
        <translation>Le serveur a le changement n° {there} au nom de ce fichier&#x202f;; le dernier écrit ici est le n° {here}.</translation>
    </message>
    <message>
        <source>The server was not reached: these are what its receipts kept here prove.</source>
        <translation>Le serveur n’a pas été joint&#xa0;: voici ce que prouvent ses accusés de réception gardés ici.</translation>
    </message>
    <message>
        <source>The server&apos;s figures are of {moment}.</source>
        <translation>Les chiffres du serveur sont du {moment}.</translation>
    </message>
    <message>
        <source>The server&apos;s last change of this file is no. {there}; here no. {here} counts as arrived.</source>
        <translation>Le dernier changement de ce fichier au serveur est le n° {there}&#x202f;; ici le n° {here} passe pour arrivé.</translation>
    </message>
    <message>
        <source>Up to change no. {here} the server holds other contents than were written here.</source>
        <translation>Jusqu’au changement n° {here}, le serveur détient autre chose que ce qui a été écrit ici.</translation>
    </message>
    <message>
        <source>somebody not known here</source>
        <translation>quelqu’un d’inconnu ici</translation>
    </message>
    <message>
        <source>{kind} of {name}: {here} are refused here, {there} at the server.</source>
        <translation>{kind}, par {name}&#xa0;: {here} refusés ici, {there} au serveur.</translation>
    </message>
    <message>
        <source>{kind} of {name}: {here} count as arrived here, the server holds {there}.</source>
        <translation>{kind}, par {name}&#xa0;: {here} passent pour arrivés ici, le serveur en détient {there}.</translation>
    </message>
    <message>
        <source>{kind} of {name}: {here} were written here, the server holds {there}.</source>
        <translation>{kind}, par {name}&#xa0;: {here} écrits ici, le serveur en détient {there}.</translation>
    </message>
</context>
<context>
    <name>ReferralEvent</name>
    <message>
        <source>Accepted</source>
        <translation>Acceptée</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Annulée</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Achevée</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>Refusée</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Expirée</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>Émise</translation>
    </message>
    <message>
        <source>Received by the organisation</source>
        <translation>Reçue par l’organisme</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Rédigée</translation>
    </message>
</context>
<context>
    <name>ReferralOutcome</name>
    <message>
        <source>Did not come</source>
        <translation>Ne s’est pas présenté</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Inconnu</translation>
    </message>
    <message>
        <source>On a waiting list</source>
        <translation>Sur liste d’attente</translation>
    </message>
    <message>
        <source>Refused: no room</source>
        <translation>Refus (pas de place)</translation>
    </message>
    <message>
        <source>Refused: not eligible</source>
        <translation>Refus (non éligible)</translation>
    </message>
    <message>
        <source>Service received</source>
        <translation>Service reçu</translation>
    </message>
</context>
<context>
    <name>ReferralStatus</name>
    <message>
        <source>Accepted</source>
        <translation>Acceptée</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Annulée</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Achevée</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>Refusée</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Brouillon</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Expirée</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>Émise</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Reçue</translation>
    </message>
</context>
<context>
    <name>Refused</name>
    <message numerus="yes">
        <source>%n more go with it.</source>
        <translation>
            <numerusform>%n autre l&apos;accompagne.</numerusform>
            <numerusform>%n autres l&apos;accompagnent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n set aside.</source>
        <translation>
            <numerusform>%n mise de côté.</numerusform>
            <numerusform>%n mises de côté.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Go to the one it needs</source>
        <translation>&amp;Aller à celle dont elle dépend</translation>
    </message>
    <message>
        <source>&amp;Send it so</source>
        <translation>&amp;Envoyer ainsi</translation>
    </message>
    <message>
        <source>It goes with another refused record: what is done there is done here too.</source>
        <translation>Elle accompagne une autre fiche refusée&#xa0;: ce qui y est fait vaut aussi ici.</translation>
    </message>
    <message>
        <source>It goes with the next synchronisation. What was refused stays in the journal.</source>
        <translation>Elle part à la prochaine synchronisation. Ce qui a été refusé reste dans le journal.</translation>
    </message>
    <message>
        <source>Set it asi&amp;de</source>
        <translation>Mettre de &amp;côté</translation>
    </message>
    <message>
        <source>The server has refused nothing that still needs you.</source>
        <translation>Le serveur n&apos;a rien refusé qui demande encore votre attention.</translation>
    </message>
    <message>
        <source>What stood before stands again. The journal keeps what was typed.</source>
        <translation>Ce qui valait avant vaut de nouveau. Le journal garde ce qui a été saisi.</translation>
    </message>
    <message>
        <source>What the server refused</source>
        <translation>Ce que le serveur a refusé</translation>
    </message>
    <message>
        <source>Why it is set aside (only for that)</source>
        <translation>Pourquoi la mettre de côté (seulement pour cela)</translation>
    </message>
    <message>
        <source>Written anew.</source>
        <translation>Écrit à nouveau.</translation>
    </message>
</context>
<context>
    <name>Regional</name>
    <message numerus="yes">
        <source>%n bundle(s) carried; the answers are on the stick.</source>
        <translation>
            <numerusform>%n paquet porté&#x202f;; la réponse est sur la clé.</numerusform>
            <numerusform>%n paquets portés&#x202f;; les réponses sont sur la clé.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused: the reason stands beside it.</source>
        <translation>
            <numerusform>%n refusé&#xa0;: la raison est écrite à côté.</numerusform>
            <numerusform>%n refusés&#xa0;: la raison est écrite à côté.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Ask again</source>
        <translation>&amp;Redemander</translation>
    </message>
    <message>
        <source>&amp;Back to the sticks</source>
        <translation>Re&amp;tour aux clés</translation>
    </message>
    <message>
        <source>&amp;Carry them all</source>
        <translation>Tout &amp;porter</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Question au serveur…</translation>
    </message>
    <message>
        <source>Carrying {number} of {of}: {office}, {sent} of {size}. Leave the stick in.</source>
        <translation>En route&#xa0;: {number} sur {of}, {office}, {sent} sur {size}. Laissez la clé en place.</translation>
    </message>
    <message>
        <source>Choose the s&amp;tick…</source>
        <translation>Choisir la &amp;clé…</translation>
    </message>
    <message>
        <source>L&amp;ist of the offices…</source>
        <translation>L&amp;iste des bureaux…</translation>
    </message>
    <message>
        <source>Offices</source>
        <translation>Bureaux</translation>
    </message>
    <message>
        <source>Put a stick in, or choose the folder its bundles are in.</source>
        <translation>Mettez une clé, ou choisissez le dossier où sont ses paquets.</translation>
    </message>
    <message>
        <source>Regional office</source>
        <translation>Bureau régional</translation>
    </message>
    <message>
        <source>S&amp;lips of this stick…</source>
        <translation>&amp;Bordereaux de cette clé…</translation>
    </message>
    <message>
        <source>Slips</source>
        <translation>Bordereaux</translation>
    </message>
    <message>
        <source>Sticks that were brought</source>
        <translation>Clés apportées</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Arrêt…</translation>
    </message>
    <message>
        <source>The bar is the silence; the marks stand at 7 and at 14 days.</source>
        <translation>La barre est le silence&#x202f;; les repères sont à 7 et à 14 jours.</translation>
    </message>
    <message>
        <source>The offices, the most silent first</source>
        <translation>Les bureaux, les plus silencieux d&apos;abord</translation>
    </message>
    <message>
        <source>The stick that was brought</source>
        <translation>La clé apportée</translation>
    </message>
    <message numerus="yes">
        <source>{folder}: %n bundle(s)</source>
        <translation>
            <numerusform>{folder}&#xa0;: %n paquet</numerusform>
            <numerusform>{folder}&#xa0;: %n paquets</numerusform>
        </translation>
    </message>
    <message>
        <source>{folder}: no bundle is on it.</source>
        <translation>{folder}&#xa0;: il n&apos;y a aucun paquet.</translation>
    </message>
    <message>
        <source>{folder}: no stick is in. Put the next one in.</source>
        <translation>{folder}&#xa0;: pas de clé. Mettez la suivante.</translation>
    </message>
</context>
<context>
    <name>Register</name>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%n membre</numerusform>
            <numerusform>%n membres</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other(s) are on the page Today.</source>
        <comment>drafts</comment>
        <translation>
            <numerusform>%n autre se trouve à la page Aujourd&apos;hui.</numerusform>
            <numerusform>%n autres se trouvent à la page Aujourd&apos;hui.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) confirmed</source>
        <translation>
            <numerusform>%n point confirmé</numerusform>
            <numerusform>%n points confirmés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) to correct before going on</source>
        <translation>
            <numerusform>%n point à corriger avant de continuer</numerusform>
            <numerusform>%n points à corriger avant de continuer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) to look at: correct, or say that it is right</source>
        <translation>
            <numerusform>%n point à vérifier&#xa0;: corrigez, ou confirmez que c&apos;est exact</numerusform>
            <numerusform>%n points à vérifier&#xa0;: corrigez, ou confirmez que c&apos;est exact</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Add a member</source>
        <translation>&amp;Ajouter un membre</translation>
    </message>
    <message>
        <source>&amp;Area, from the smallest place to the district</source>
        <translation>&amp;Lieu, du plus petit jusqu&apos;au district</translation>
    </message>
    <message>
        <source>&amp;Birth: what is known?</source>
        <translation>Na&amp;issance&#xa0;: qu&apos;en sait-on&#x202f;?</translation>
    </message>
    <message>
        <source>&amp;Cards</source>
        <translation>&amp;Cartes</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>&amp;Continuer</translation>
    </message>
    <message>
        <source>&amp;Date of death</source>
        <translation>Date du décès</translation>
    </message>
    <message>
        <source>&amp;Family name</source>
        <translation>Nom de &amp;famille</translation>
    </message>
    <message>
        <source>&amp;Given name</source>
        <translation>&amp;Prénom</translation>
    </message>
    <message>
        <source>&amp;Household</source>
        <translation>&amp;Ménage</translation>
    </message>
    <message>
        <source>&amp;Identity documents</source>
        <translation>Pièces &amp;d&apos;identité</translation>
    </message>
    <message>
        <source>&amp;Legal basis</source>
        <translation>Base &amp;légale</translation>
    </message>
    <message>
        <source>&amp;Mother’s name</source>
        <translation>Nom de la &amp;mère</translation>
    </message>
    <message>
        <source>&amp;New household</source>
        <translation>&amp;Nouveau ménage</translation>
    </message>
    <message>
        <source>&amp;Other names</source>
        <translation>Autres n&amp;oms</translation>
    </message>
    <message>
        <source>&amp;Role in the household</source>
        <translation>&amp;Rôle dans le ménage</translation>
    </message>
    <message>
        <source>&amp;Sex</source>
        <translation>&amp;Sexe</translation>
    </message>
    <message>
        <source>&amp;Telephone of the household</source>
        <translation>&amp;Téléphone du ménage</translation>
    </message>
    <message>
        <source>&amp;Telephones</source>
        <translation>&amp;Téléphones</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>Annu&amp;ler</translation>
    </message>
    <message>
        <source>&amp;Village or neighbourhood</source>
        <translation>&amp;Village ou quartier</translation>
    </message>
    <message>
        <source>&amp;Vital status</source>
        <translation>Statut &amp;vital</translation>
    </message>
    <message>
        <source>A&amp;ddress</source>
        <translation>A&amp;dresse</translation>
    </message>
    <message>
        <source>Alread&amp;y registered…</source>
        <translation>Dé&amp;jà enregistré…</translation>
    </message>
    <message>
        <source>Already a member of household {code}, {place}.</source>
        <translation>Déjà membre du ménage {code}, {place}.</translation>
    </message>
    <message>
        <source>Bac&amp;k</source>
        <translation>R&amp;etour</translation>
    </message>
    <message>
        <source>Both names written above are kept. Empty the one that is not theirs.</source>
        <translation>Les deux noms écrits ci-dessus sont conservés. Videz celui qui n’est pas le sien.</translation>
    </message>
    <message>
        <source>C&amp;ompound</source>
        <translation>C&amp;oncession</translation>
    </message>
    <message>
        <source>Check and print</source>
        <translation>Vérifier et imprimer</translation>
    </message>
    <message>
        <source>Confirm and &amp;print the receipt</source>
        <translation>Valider et im&amp;primer le récépissé</translation>
    </message>
    <message>
        <source>Decimal degrees, if a telephone shows them.</source>
        <translation>En degrés décimaux, si un téléphone les donne.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>Discard this registration?</source>
        <translation>Abandonner cette saisie&#x202f;?</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>Abandonner…</translation>
    </message>
    <message>
        <source>For the notice, the reading back and the papers.</source>
        <translation>Pour la notice, la relecture et les documents.</translation>
    </message>
    <message>
        <source>Go on &amp;with it</source>
        <translation>&amp;Reprendre</translation>
    </message>
    <message>
        <source>Handed over to the citi&amp;zen</source>
        <translation>Remis au cito&amp;yen</translation>
    </message>
    <message>
        <source>How was the &amp;notice given?</source>
        <translation>Comment la &amp;notice a-t-elle été donnée&#x202f;?</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Garder</translation>
    </message>
    <message>
        <source>Kind of &amp;household</source>
        <translation>Type de &amp;ménage</translation>
    </message>
    <message>
        <source>Land&amp;mark</source>
        <translation>Point de re&amp;père</translation>
    </message>
    <message>
        <source>Language and notice</source>
        <translation>Langue et notice</translation>
    </message>
    <message>
        <source>Lat&amp;itude</source>
        <translation>Lat&amp;itude</translation>
    </message>
    <message>
        <source>Lon&amp;gitude</source>
        <translation>Lon&amp;gitude</translation>
    </message>
    <message>
        <source>Look for the household under People, or begin a new one here.</source>
        <translation>Cherchez le ménage dans Personnes, ou commencez-en un nouveau ici.</translation>
    </message>
    <message>
        <source>Member {number}</source>
        <translation>Membre {number}</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Membres</translation>
    </message>
    <message>
        <source>Members of the household</source>
        <translation>Membres du ménage</translation>
    </message>
    <message>
        <source>More &amp;questions</source>
        <translation>Autres &amp;questions</translation>
    </message>
    <message>
        <source>Next: {step}, by {date}.</source>
        <translation>Ensuite&#xa0;: {step}, au plus tard le {date}.</translation>
    </message>
    <message>
        <source>Not this person after all</source>
        <translation>Finalement, ce n&apos;est pas cette personne</translation>
    </message>
    <message>
        <source>Open their household</source>
        <translation>Ouvrir son ménage</translation>
    </message>
    <message>
        <source>Si&amp;ngle name</source>
        <translation>&amp;Nom unique</translation>
    </message>
    <message>
        <source>The other name may stay empty.</source>
        <translation>L’autre nom peut rester vide.</translation>
    </message>
    <message>
        <source>This registration is finished or was discarded.</source>
        <translation>Cette saisie est terminée ou a été abandonnée.</translation>
    </message>
    <message>
        <source>Which language does the citizen &amp;speak best?</source>
        <translation>Quelle langue le citoyen parle-t-il le &amp;mieux&#x202f;?</translation>
    </message>
    <message>
        <source>Only if several households share it: the same name for each.</source>
        <translation>Seulement si plusieurs ménages la partagent&#xa0;: le même nom pour chacun.</translation>
    </message>
    <message>
        <source>People already registered</source>
        <translation>Personnes déjà enregistrées</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Photo</translation>
    </message>
    <message>
        <source>Privacy notice</source>
        <translation>Notice d&apos;information</translation>
    </message>
    <message>
        <source>Reason why the sex is not known</source>
        <translation>Motif pour lequel le sexe n&apos;est pas connu</translation>
    </message>
    <message>
        <source>Receipt handed over today</source>
        <translation>Récépissé remis aujourd&apos;hui</translation>
    </message>
    <message>
        <source>Receipt to hand over</source>
        <translation>Récépissé à remettre</translation>
    </message>
    <message>
        <source>Remove this member</source>
        <translation>Retirer ce membre</translation>
    </message>
    <message>
        <source>Same compound: {name}</source>
        <translation>Même concession&#xa0;: {name}</translation>
    </message>
    <message>
        <source>Saved on this computer, waiting to be sent.</source>
        <translation>Conservé sur cet ordinateur, en attente d&apos;envoi.</translation>
    </message>
    <message>
        <source>Sheet of the receipt</source>
        <translation>Feuille du récépissé</translation>
    </message>
    <message>
        <source>This household was registered already</source>
        <translation>Ce ménage était déjà enregistré</translation>
    </message>
    <message>
        <source>Somebody already registered</source>
        <translation>Personne déjà enregistrée</translation>
    </message>
    <message>
        <source>&amp;Parent or guardian told</source>
        <translation>Parent ou t&amp;uteur informé</translation>
    </message>
    <message>
        <source>Choose the language: the notice appears here in it.</source>
        <translation>Choisissez la langue&#xa0;: la notice s&apos;affiche ici dans cette langue.</translation>
    </message>
    <message>
        <source>No adult lives in it.</source>
        <translation>Aucun adulte n&apos;y vit.</translation>
    </message>
    <message>
        <source>Step {number} of {count}: {name}, {state}</source>
        <translation>Étape {number} sur {count}&#xa0;: {name}, {state}</translation>
    </message>
    <message>
        <source>The down arrow shows every place.</source>
        <translation>La flèche vers le bas montre tous les lieux.</translation>
    </message>
    <message>
        <source>The household is registered</source>
        <translation>Le ménage est enregistré</translation>
    </message>
    <message>
        <source>The member was removed.</source>
        <translation>Le membre a été retiré.</translation>
    </message>
    <message>
        <source>The programme proposes: {basis}.</source>
        <translation>Le programme propose&#xa0;: {basis}.</translation>
    </message>
    <message>
        <source>The receipt is not printed yet</source>
        <translation>Le récépissé n&apos;est pas encore imprimé</translation>
    </message>
    <message>
        <source>This household is &amp;headed by a child</source>
        <translation>Ce ménage est diri&amp;gé par un enfant</translation>
    </message>
    <message>
        <source>Type a name, a code, a telephone or an identity number.</source>
        <translation>Tapez un nom, un code, un téléphone ou un numéro d&apos;identité.</translation>
    </message>
    <message>
        <source>Unfinished: {name}, {when}</source>
        <translation>Inachevé&#xa0;: {name}, {when}</translation>
    </message>
    <message>
        <source>What was typed for this household is lost. Nothing was registered.</source>
        <translation>Ce qui a été saisi pour ce ménage sera perdu. Rien n&apos;a été enregistré.</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Lieu</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fait</translation>
    </message>
    <message>
        <source>something to correct</source>
        <translation>à corriger</translation>
    </message>
    <message>
        <source>to do</source>
        <translation>à faire</translation>
    </message>
    <message>
        <source>to look at</source>
        <translation>à vérifier</translation>
    </message>
    <message>
        <source>you are here</source>
        <translation>vous êtes ici</translation>
    </message>
    <message>
        <source>{field}: {problem}</source>
        <translation>{field}&#xa0;: {problem}</translation>
    </message>
    <message>
        <source>{name} is no longer in this household.</source>
        <translation>{name} ne fait plus partie de ce ménage.</translation>
    </message>
</context>
<context>
    <name>RequestDecision</name>
    <message>
        <source>Approved</source>
        <translation>Approuvé</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rejeté</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Annulé</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Retiré</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Écrit</translation>
    </message>
</context>
<context>
    <name>RequestState</name>
    <message>
        <source>Rejected</source>
        <translation>Rejeté</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Annulé</translation>
    </message>
    <message>
        <source>Waiting for a decision</source>
        <translation>En attente de décision</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Retiré</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Écrit</translation>
    </message>
</context>
<context>
    <name>Residence</name>
    <message>
        <source>Asylum seeker</source>
        <translation>Demandeur d’asile</translation>
    </message>
    <message>
        <source>Internally displaced</source>
        <translation>Déplacé interne</translation>
    </message>
    <message>
        <source>International migrant</source>
        <translation>Migrant international</translation>
    </message>
    <message>
        <source>Refugee</source>
        <translation>Réfugié</translation>
    </message>
    <message>
        <source>Resident</source>
        <translation>Résident</translation>
    </message>
    <message>
        <source>Returned after displacement</source>
        <translation>Déplacé de retour</translation>
    </message>
    <message>
        <source>Returned from abroad</source>
        <translation>Rapatrié</translation>
    </message>
    <message>
        <source>Stateless</source>
        <translation>Apatride</translation>
    </message>
</context>
<context>
    <name>Retention</name>
    <message>
        <source>died on {date}</source>
        <translation>décédé(e) le {date}</translation>
    </message>
    <message>
        <source>left the last household on {date}</source>
        <translation>a quitté le dernier ménage le {date}</translation>
    </message>
    <message>
        <source>portrait of somebody who left or died on {date}</source>
        <translation>portrait de quelqu’un parti ou décédé le {date}</translation>
    </message>
    <message>
        <source>unfinished registration, not touched since {date}</source>
        <translation>enregistrement inachevé, sans modification depuis le {date}</translation>
    </message>
</context>
<context>
    <name>Role</name>
    <message>
        <source>Absent member</source>
        <translation>Membre absent</translation>
    </message>
    <message>
        <source>Child</source>
        <translation>Enfant</translation>
    </message>
    <message>
        <source>Domestic worker</source>
        <translation>Employé de maison</translation>
    </message>
    <message>
        <source>Guest</source>
        <translation>Hôte de passage</translation>
    </message>
    <message>
        <source>Head of household</source>
        <translation>Chef de ménage</translation>
    </message>
    <message>
        <source>Not related</source>
        <translation>Sans lien de parenté</translation>
    </message>
    <message>
        <source>Other relative</source>
        <translation>Autre parent</translation>
    </message>
    <message>
        <source>Spouse</source>
        <translation>Conjoint ou conjointe</translation>
    </message>
</context>
<context>
    <name>SchemeStatus</name>
    <message>
        <source>Active</source>
        <translation>En vigueur</translation>
    </message>
    <message>
        <source>Being designed</source>
        <translation>En conception</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Fermé</translation>
    </message>
    <message>
        <source>Draft law</source>
        <translation>Projet de loi</translation>
    </message>
    <message>
        <source>Pilot</source>
        <translation>Projet pilote</translation>
    </message>
</context>
<context>
    <name>SchemeType</name>
    <message>
        <source>Contributory</source>
        <translation>Contributif</translation>
    </message>
    <message>
        <source>Mixed</source>
        <translation>Mixte</translation>
    </message>
    <message>
        <source>Non-contributory</source>
        <translation>Non contributif</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Services</translation>
    </message>
</context>
<context>
    <name>Sector</name>
    <message>
        <source>Domestic work</source>
        <translation>Travail domestique</translation>
    </message>
    <message>
        <source>Informal</source>
        <translation>Informel</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Privé</translation>
    </message>
    <message>
        <source>Public</source>
        <translation>Public</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>&amp;Add a person</source>
        <translation>&amp;Ajouter une personne</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Couleurs</translation>
    </message>
    <message>
        <source>&amp;Full name</source>
        <translation>&amp;Nom complet</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>&amp;Garder</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Langue</translation>
    </message>
    <message>
        <source>&amp;Role</source>
        <translation>&amp;Rôle</translation>
    </message>
    <message>
        <source>&amp;Size of the text</source>
        <translation>&amp;Taille du texte</translation>
    </message>
    <message>
        <source>&amp;User name</source>
        <translation>Nom d&apos;&amp;utilisateur</translation>
    </message>
    <message>
        <source>A backup is one encrypted file, opened with the same passwords. Keep it on a key or a disk away from this computer, and make a new one each week.</source>
        <translation>Une sauvegarde est un seul fichier chiffré, ouvert avec les mêmes mots de passe. Gardez-la sur une clé ou un disque loin de cet ordinateur, et faites-en une nouvelle chaque semaine.</translation>
    </message>
    <message>
        <source>A new person of this office</source>
        <translation>Une nouvelle personne de ce bureau</translation>
    </message>
    <message>
        <source>About</source>
        <translation>À propos</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sauvegardes</translation>
    </message>
    <message>
        <source>Chec&amp;k the file</source>
        <translation>&amp;Vérifier le fichier</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Vérification…</translation>
    </message>
    <message>
        <source>Close account</source>
        <translation>Fermer le compte</translation>
    </message>
    <message>
        <source>Close the account</source>
        <translation>Fermer le compte</translation>
    </message>
    <message>
        <source>Close the account of {name}?</source>
        <translation>Fermer le compte de {name}&#x202f;?</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Households: {households}. Persons: {persons}. Changes: {changes}.</source>
        <translation>Ménages&#xa0;: {households}. Personnes&#xa0;: {persons}. Modifications&#xa0;: {changes}.</translation>
    </message>
    <message>
        <source>L&amp;ock the window</source>
        <translation>Verr&amp;ouiller la fenêtre</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>Fait avec</translation>
    </message>
    <message>
        <source>New &amp;password</source>
        <translation>Nouveau mot de &amp;passe</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Nouveau mot de passe</translation>
    </message>
    <message>
        <source>New password for {name}</source>
        <translation>Nouveau mot de passe pour {name}</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>Bureau</translation>
    </message>
    <message>
        <source>Once &amp;more</source>
        <translation>Encore une &amp;fois</translation>
    </message>
    <message>
        <source>People of this office</source>
        <translation>Personnes de ce bureau</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produit</translation>
    </message>
    <message>
        <source>Programme</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>R&amp;estore a backup…</source>
        <translation>&amp;Restaurer une sauvegarde…</translation>
    </message>
    <message>
        <source>Save a &amp;backup…</source>
        <translation>Faire une &amp;sauvegarde…</translation>
    </message>
    <message>
        <source>Save a backup</source>
        <translation>Faire une sauvegarde</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Serveur</translation>
    </message>
    <message>
        <source>Synchronise now, so that what can be read is safe; then restore the latest backup.</source>
        <translation>Synchronisez maintenant, pour mettre à l&apos;abri ce qui peut être lu&#x202f;; puis restaurez la dernière sauvegarde.</translation>
    </message>
    <message>
        <source>Take it away from this computer.</source>
        <translation>Mettez-la loin de cet ordinateur.</translation>
    </message>
    <message>
        <source>The account is closed.</source>
        <translation>Le compte est fermé.</translation>
    </message>
    <message>
        <source>The backup is saved as {name}.</source>
        <translation>La sauvegarde est faite&#xa0;: {name}.</translation>
    </message>
    <message>
        <source>The file is damaged.</source>
        <translation>Le fichier est endommagé.</translation>
    </message>
    <message>
        <source>The file is sound.</source>
        <translation>Le fichier est sain.</translation>
    </message>
    <message>
        <source>The password is changed.</source>
        <translation>Le mot de passe est changé.</translation>
    </message>
    <message>
        <source>The person can sign in now.</source>
        <translation>La personne peut maintenant se connecter.</translation>
    </message>
    <message>
        <source>The window</source>
        <translation>La fenêtre</translation>
    </message>
    <message>
        <source>This office</source>
        <translation>Ce bureau</translation>
    </message>
    <message>
        <source>account closed</source>
        <translation>compte fermé</translation>
    </message>
    <message>
        <source>none joined yet</source>
        <translation>aucun pour l&apos;instant</translation>
    </message>
    <message>
        <source>{name} can no longer open this file. What they registered keeps their name. A new password opens the account again.</source>
        <translation>{name} ne pourra plus ouvrir ce fichier. Ce que cette personne a enregistré garde son nom. Un nouveau mot de passe rouvre le compte.</translation>
    </message>
</context>
<context>
    <name>SettledHow</name>
    <message>
        <source>Both were wrong: typed anew</source>
        <translation>Les deux étaient fausses&#xa0;: saisi à nouveau</translation>
    </message>
    <message>
        <source>Field by field</source>
        <translation>Champ par champ</translation>
    </message>
    <message>
        <source>The other value was taken</source>
        <translation>L&apos;autre valeur a été prise</translation>
    </message>
    <message>
        <source>The same but for the writing</source>
        <translation>Identique, à l&apos;écriture près</translation>
    </message>
    <message>
        <source>What stood was kept</source>
        <translation>La valeur en place a été gardée</translation>
    </message>
</context>
<context>
    <name>Sex</name>
    <message>
        <source>Female</source>
        <translation>Féminin</translation>
    </message>
    <message>
        <source>Male</source>
        <translation>Masculin</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Non connu</translation>
    </message>
</context>
<context>
    <name>ShockKind</name>
    <message>
        <source>Conflict</source>
        <translation>Conflit</translation>
    </message>
    <message>
        <source>Drought</source>
        <translation>Sécheresse</translation>
    </message>
    <message>
        <source>Earthquake</source>
        <translation>Séisme</translation>
    </message>
    <message>
        <source>Epidemic</source>
        <translation>Épidémie</translation>
    </message>
    <message>
        <source>Fire</source>
        <translation>Incendie</translation>
    </message>
    <message>
        <source>Flood</source>
        <translation>Inondation</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Autre</translation>
    </message>
    <message>
        <source>Rising prices</source>
        <translation>Hausse des prix</translation>
    </message>
    <message>
        <source>Storm</source>
        <translation>Tempête</translation>
    </message>
</context>
<context>
    <name>Slip</name>
    <message>
        <source>All that was sent is held by the server. The rest goes with the next synchronisation.</source>
        <translation>Le serveur détient tout ce qui a été envoyé. Le reste part à la prochaine synchronisation.</translation>
    </message>
    <message>
        <source>Both sides name the same figures: nothing is missing.</source>
        <translation>Les deux côtés donnent les mêmes chiffres&#xa0;: rien ne manque.</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Par</translation>
    </message>
    <message>
        <source>By kind of record</source>
        <translation>Par type de fiche</translation>
    </message>
    <message>
        <source>By officer</source>
        <translation>Par agent</translation>
    </message>
    <message>
        <source>Compared on</source>
        <translation>Comparé le</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Détenus</translation>
    </message>
    <message>
        <source>Laptop</source>
        <translation>Ordinateur</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Manquants</translation>
    </message>
    <message>
        <source>No. {number}</source>
        <translation>N° {number}</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>Bureau</translation>
    </message>
    <message>
        <source>Officer</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Période</translation>
    </message>
    <message>
        <source>Reconciliation of work sent</source>
        <translation>Rapprochement du travail envoyé</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Envoyés</translation>
    </message>
    <message>
        <source>Signed by the server: {seal}</source>
        <translation>Signé par le serveur&#xa0;: {seal}</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Superviseur</translation>
    </message>
    <message>
        <source>The server was not reached: this is what its receipts prove. Compare again with a line.</source>
        <translation>Le serveur n’a pas été joint&#xa0;: voici ce que prouvent ses accusés de réception. À comparer de nouveau avec une connexion.</translation>
    </message>
    <message>
        <source>The server&apos;s figures are of</source>
        <translation>Chiffres du serveur du</translation>
    </message>
    <message>
        <source>To settle</source>
        <translation>À régler</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Work of</source>
        <translation>Travail du</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Écrits</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>et %n autre</numerusform>
            <numerusform>et %n autres</numerusform>
        </translation>
    </message>
    <message>
        <source>held by the server</source>
        <translation>détenus par le serveur</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>manquants</translation>
    </message>
    <message>
        <source>never</source>
        <translation>jamais</translation>
    </message>
    <message>
        <source>not signed by the server</source>
        <translation>non signé par le serveur</translation>
    </message>
    <message>
        <source>proved by receipts</source>
        <translation>prouvés par accusés</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>envoyés</translation>
    </message>
    <message>
        <source>since the beginning</source>
        <translation>depuis le début</translation>
    </message>
    <message>
        <source>somebody not known here</source>
        <translation>quelqu’un d’inconnu ici</translation>
    </message>
    <message>
        <source>still waiting here</source>
        <translation>encore en attente ici</translation>
    </message>
    <message>
        <source>the others together</source>
        <translation>tous les autres</translation>
    </message>
    <message>
        <source>to settle</source>
        <translation>à régler</translation>
    </message>
</context>
<context>
    <name>State</name>
    <message numerus="yes">
        <source>%n waiting to be sent</source>
        <comment>changes</comment>
        <translation>
            <numerusform>%n en attente d&apos;envoi</numerusform>
            <numerusform>%n en attente d&apos;envoi</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything is sent</source>
        <translation>Tout est envoyé</translation>
    </message>
    <message>
        <source>Language of the window</source>
        <translation>Langue de la fenêtre</translation>
    </message>
    <message>
        <source>No server joined yet</source>
        <translation>Aucun serveur pour l&apos;instant</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Hors ligne</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>En ligne</translation>
    </message>
    <message>
        <source>Saved {time}</source>
        <translation>Enregistré à {time}</translation>
    </message>
    <message>
        <source>Synchronising…</source>
        <translation>Synchronisation…</translation>
    </message>
    <message>
        <source>last sync {when}</source>
        <translation>dernière synchro {when}</translation>
    </message>
    <message>
        <source>not synchronised yet</source>
        <translation>pas encore synchronisé</translation>
    </message>
</context>
<context>
    <name>StatementStatus</name>
    <message>
        <source>Draft</source>
        <translation>Brouillon</translation>
    </message>
    <message>
        <source>Filed</source>
        <translation>Déposée</translation>
    </message>
    <message>
        <source>Replaced</source>
        <translation>Remplacée</translation>
    </message>
</context>
<context>
    <name>Status of a person</name>
    <message>
        <source>Deceased</source>
        <translation>Décès déclaré</translation>
    </message>
    <message>
        <source>Household closed</source>
        <translation>Ménage clos</translation>
    </message>
    <message>
        <source>Household registered</source>
        <translation>Ménage enregistré</translation>
    </message>
    <message>
        <source>Household to be visited again</source>
        <translation>Ménage à revoir</translation>
    </message>
    <message>
        <source>Household verified</source>
        <translation>Ménage vérifié</translation>
    </message>
    <message>
        <source>Member of a household</source>
        <translation>Membre d&apos;un ménage</translation>
    </message>
    <message>
        <source>Merged into another record</source>
        <translation>Fusionné avec une autre fiche</translation>
    </message>
    <message>
        <source>Without a household</source>
        <translation>Sans ménage</translation>
    </message>
</context>
<context>
    <name>StickSlip</name>
    <message numerus="yes">
        <source>%n change(s) need somebody: the laptop shows which.</source>
        <translation>
            <numerusform>%n modification demande quelqu&apos;un&#xa0;: l&apos;ordinateur montre laquelle.</numerusform>
            <numerusform>%n modifications demandent quelqu&apos;un&#xa0;: l&apos;ordinateur montre lesquelles.</numerusform>
        </translation>
    </message>
    <message>
        <source>Brought by</source>
        <translation>Apporté par</translation>
    </message>
    <message>
        <source>Carried to the server</source>
        <translation>Porté au serveur</translation>
    </message>
    <message>
        <source>Handed back on</source>
        <translation>Rendu le</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Prochaine étape</translation>
    </message>
    <message>
        <source>Put the stick back into the laptop, open “Synchronise” and press “Read from a stick”. Only then do the changes count as arrived.</source>
        <translation>Remettez la clé dans l&apos;ordinateur, ouvrez «&#xa0;Synchroniser&#xa0;» et appuyez sur «&#xa0;Lire une clé&#xa0;». C&apos;est alors seulement que les modifications comptent comme arrivées.</translation>
    </message>
    <message>
        <source>Slip for a stick that was carried</source>
        <translation>Bordereau d&apos;une clé portée au serveur</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Taken in hand by</source>
        <translation>Pris en charge par</translation>
    </message>
    <message>
        <source>The answer is not on the stick yet: it has to be carried once more.</source>
        <translation>La réponse n&apos;est pas encore sur la clé&#xa0;: il faut la porter encore une fois.</translation>
    </message>
    <message>
        <source>There is more for this laptop: write to the stick again afterwards.</source>
        <translation>Il y en a d&apos;autres pour cet ordinateur&#xa0;: écrivez ensuite de nouveau sur la clé.</translation>
    </message>
    <message>
        <source>Written at the office</source>
        <translation>Écrit au bureau</translation>
    </message>
    <message>
        <source>changes arrived at the server</source>
        <translation>modifications arrivées au serveur</translation>
    </message>
    <message>
        <source>changes brought</source>
        <translation>modifications apportées</translation>
    </message>
    <message>
        <source>changes refused</source>
        <translation>modifications refusées</translation>
    </message>
    <message>
        <source>photos and scans brought</source>
        <translation>photos et numérisations apportées</translation>
    </message>
    <message>
        <source>records to take home</source>
        <translation>fiches à rapporter</translation>
    </message>
    <message>
        <source>{name}, laptop {office}-{laptop}</source>
        <translation>{name}, ordinateur {office}-{laptop}</translation>
    </message>
</context>
<context>
    <name>Sticks</name>
    <message numerus="yes">
        <source>%n arrived</source>
        <comment>changes</comment>
        <translation>
            <numerusform>%n arrivée</numerusform>
            <numerusform>%n arrivées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) need somebody: see “To settle”.</source>
        <translation>
            <numerusform>%n modification demande quelqu&apos;un&#xa0;: voir «&#xa0;À régler&#xa0;».</numerusform>
            <numerusform>%n modifications demandent quelqu&apos;un&#xa0;: voir «&#xa0;À régler&#xa0;».</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Write to a stick…</source>
        <translation>&amp;Écrire sur une clé…</translation>
    </message>
    <message>
        <source>Arrived: {arrived}. Came in: {received}.</source>
        <translation>Arrivées&#xa0;: {arrived}. Reçues&#xa0;: {received}.</translation>
    </message>
    <message>
        <source>Both sides name the same counts.</source>
        <translation>Les deux côtés donnent les mêmes nombres.</translation>
    </message>
    <message>
        <source>Leave the stick in until this is done.</source>
        <translation>Laissez la clé en place jusqu&apos;à la fin.</translation>
    </message>
    <message>
        <source>Part of it is older than this file; write to the stick again.</source>
        <translation>Une partie est plus ancienne que ce fichier&#x202f;; écrivez de nouveau sur la clé.</translation>
    </message>
    <message>
        <source>Rea&amp;d from a stick…</source>
        <translation>&amp;Lire une clé…</translation>
    </message>
    <message>
        <source>Stopped. Nothing was written.</source>
        <translation>Arrêté. Rien n&apos;a été écrit.</translation>
    </message>
    <message>
        <source>Stopped. What was read until then is kept; read the rest later.</source>
        <translation>Arrêté. Ce qui a été lu jusque-là est gardé&#x202f;; lisez le reste plus tard.</translation>
    </message>
    <message numerus="yes">
        <source>The bundle of {moment}, %n change(s), waits for its answer.</source>
        <translation>
            <numerusform>Le paquet du {moment}, %n modification, attend sa réponse.</numerusform>
            <numerusform>Le paquet du {moment}, %n modifications, attend sa réponse.</numerusform>
        </translation>
    </message>
    <message>
        <source>The stick to read from</source>
        <translation>La clé à lire</translation>
    </message>
    <message>
        <source>The stick to write to</source>
        <translation>La clé où écrire</translation>
    </message>
    <message>
        <source>There is more for this laptop: write to the stick again.</source>
        <translation>Il y en a d&apos;autres pour cet ordinateur&#xa0;: écrivez de nouveau sur la clé.</translation>
    </message>
    <message>
        <source>This answer had been read before. Nothing was done twice.</source>
        <translation>Cette réponse avait déjà été lue. Rien n&apos;a été fait deux fois.</translation>
    </message>
    <message>
        <source>Without a line: by stick</source>
        <translation>Sans ligne&#xa0;: par clé USB</translation>
    </message>
    <message>
        <source>Write what waits to a stick, have it carried, and read the answer that comes back.</source>
        <translation>Écrivez ce qui attend sur une clé, faites-la porter, puis lisez la réponse qui revient.</translation>
    </message>
    <message>
        <source>Written: {name}, {changes}. They count as arrived when the answer was read here.</source>
        <translation>Écrit&#xa0;: {name}, {changes}. Elles compteront comme arrivées quand la réponse aura été lue ici.</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>répondu</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refusé</translation>
    </message>
    <message>
        <source>sent, answer missing</source>
        <translation>envoyé, réponse manquante</translation>
    </message>
    <message>
        <source>to send</source>
        <translation>à envoyer</translation>
    </message>
    <message>
        <source>{office}, laptop {laptop}</source>
        <translation>{office}, ordinateur {laptop}</translation>
    </message>
</context>
<context>
    <name>SuspensionReason</name>
    <message>
        <source>Complaint</source>
        <translation>Réclamation</translation>
    </message>
    <message>
        <source>Conditions not met</source>
        <translation>Conditions non respectées</translation>
    </message>
    <message>
        <source>Problem with the data</source>
        <translation>Problème de données</translation>
    </message>
    <message>
        <source>Proof of life overdue</source>
        <translation>Preuve de vie en retard</translation>
    </message>
</context>
<context>
    <name>Sync</name>
    <message>
        <source>&amp;Address of the server</source>
        <translation>&amp;Adresse du serveur</translation>
    </message>
    <message>
        <source>&amp;Join the server</source>
        <translation>&amp;Rattacher au serveur</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Arrêter</translation>
    </message>
    <message>
        <source>&amp;Synchronise now</source>
        <translation>&amp;Synchroniser maintenant</translation>
    </message>
    <message>
        <source>About {size}. How fast this line is was not measured yet.</source>
        <translation>Environ {size}. La vitesse de cette connexion n’a pas encore été mesurée.</translation>
    </message>
    <message>
        <source>Arrived: {arrived}. Came in: {received}. {up} up, {down} down, in {seconds}.</source>
        <translation>Arrivé&#xa0;: {arrived}. Reçu&#xa0;: {received}. {up} envoyés, {down} reçus, en {seconds}.</translation>
    </message>
    <message>
        <source>Certi&amp;ficate file…</source>
        <translation>Fichier du certi&amp;ficat…</translation>
    </message>
    <message>
        <source>Certificate of the server</source>
        <translation>Certificat du serveur</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>Certificats</translation>
    </message>
    <message>
        <source>Changes of this desk</source>
        <translation>Modifications de ce poste</translation>
    </message>
    <message>
        <source>Join a server</source>
        <translation>Rattacher ce poste à un serveur</translation>
    </message>
    <message>
        <source>Joining &amp;code</source>
        <translation>&amp;Code de rattachement</translation>
    </message>
    <message>
        <source>Last round at {time}: {what}</source>
        <translation>Dernière synchronisation à {time}. {what}</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n modification</numerusform>
            <numerusform>%n modifications</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contradiction(s): both values are kept</source>
        <translation>
            <numerusform>%n contradiction&#xa0;: les deux valeurs sont gardées</numerusform>
            <numerusform>%n contradictions&#xa0;: les deux valeurs sont gardées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n fiche</numerusform>
            <numerusform>%n fiches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n still to come</source>
        <translation>
            <numerusform>encore %n à recevoir</numerusform>
            <numerusform>encore %n à recevoir</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Back to the sync centre</source>
        <translation>&amp;Retour à la synchronisation</translation>
    </message>
    <message>
        <source>About {size}, {time} on this line.</source>
        <translation>Environ {size}, {time} sur cette connexion.</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Au plus</translation>
    </message>
    <message>
        <source>At the end of a day both sides count what was written, and say the same.</source>
        <translation>En fin de journée, les deux côtés comptent ce qui a été écrit et doivent dire la même chose.</translation>
    </message>
    <message>
        <source>Both sides are counting…</source>
        <translation>Les deux côtés comptent…</translation>
    </message>
    <message>
        <source>Compare &amp;everything</source>
        <translation>&amp;Tout comparer</translation>
    </message>
    <message>
        <source>Compare &amp;today</source>
        <translation>Comparer au&amp;jourd’hui</translation>
    </message>
    <message>
        <source>Here and at the server</source>
        <translation>Ici et au serveur</translation>
    </message>
    <message>
        <source>Language of the slip</source>
        <translation>Langue du bordereau</translation>
    </message>
    <message>
        <source>Last synchronised: {when}</source>
        <translation>Dernière synchronisation&#xa0;: {when}</translation>
    </message>
    <message>
        <source>Never synchronised whole</source>
        <translation>Jamais synchronisé en entier</translation>
    </message>
    <message>
        <source>Next try at {time}</source>
        <translation>Prochain essai à {time}</translation>
    </message>
    <message>
        <source>Nothing is lost: the next round fetches everything again and compares once more.</source>
        <translation>Rien n&apos;est perdu&#xa0;: la prochaine synchronisation reprend tout et compare encore une fois.</translation>
    </message>
    <message>
        <source>Nothing waits here; what is new elsewhere is asked for.</source>
        <translation>Rien n’attend ici&#x202f;; les nouveautés d’ailleurs seront demandées.</translation>
    </message>
    <message>
        <source>Nothing: every change was taken.</source>
        <translation>Rien&#xa0;: chaque modification a été acceptée.</translation>
    </message>
    <message>
        <source>Only records on this connection, no photos and scans</source>
        <translation>Seulement les fiches sur cette connexion, ni photos ni numérisations</translation>
    </message>
    <message>
        <source>Portraits</source>
        <translation>Portraits</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Avancement</translation>
    </message>
    <message>
        <source>Re&amp;gional office…</source>
        <translation>Bureau ré&amp;gional…</translation>
    </message>
    <message>
        <source>Reconciliation {number}</source>
        <translation>Rapprochement {number}</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Fiches</translation>
    </message>
    <message>
        <source>Rounds until now</source>
        <translation>Échanges jusqu’ici</translation>
    </message>
    <message>
        <source>S&amp;lip…</source>
        <translation>&amp;Bordereau…</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>Numérisations</translation>
    </message>
    <message>
        <source>Show all of them</source>
        <translation>Tout afficher</translation>
    </message>
    <message>
        <source>Stopping after the batch that is on its way…</source>
        <translation>Arrêt après l&apos;envoi en cours…</translation>
    </message>
    <message>
        <source>Synchronise by itself when there is a line</source>
        <translation>Synchroniser automatiquement quand il y a une connexion</translation>
    </message>
    <message>
        <source>Synchronising for {since}. What has arrived stays arrived, even if you stop.</source>
        <translation>Synchronisation depuis {since}. Ce qui est arrivé le reste, même si vous arrêtez.</translation>
    </message>
    <message>
        <source>The counts here and at the server differ.</source>
        <translation>Les comptes d&apos;ici et du serveur diffèrent.</translation>
    </message>
    <message>
        <source>The first synchronisation begins now.</source>
        <translation>La première synchronisation commence maintenant.</translation>
    </message>
    <message>
        <source>The next round</source>
        <translation>Le prochain échange</translation>
    </message>
    <message>
        <source>The regional office gives a joining sheet with an address and a code that works once. Until then everything is saved here.</source>
        <translation>Le bureau régional donne une feuille de rattachement avec une adresse et un code qui sert une fois. Jusque-là, tout est enregistré ici.</translation>
    </message>
    <message>
        <source>The round of {time} did not finish. {why}</source>
        <translation>La synchronisation de {time} n&apos;est pas allée au bout. {why}</translation>
    </message>
    <message>
        <source>There was no synchronisation yet.</source>
        <translation>Il n&apos;y a pas encore eu de synchronisation.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {length} ahead of the server&apos;s. Nothing is refused for that.</source>
        <translation>L’horloge de cet ordinateur avance de {length} sur celle du serveur. Rien n’est refusé pour cela.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {length} behind the server&apos;s. Nothing is refused for that.</source>
        <translation>L’horloge de cet ordinateur retarde de {length} sur celle du serveur. Rien n’est refusé pour cela.</translation>
    </message>
    <message>
        <source>This desk has joined the server.</source>
        <translation>Ce poste est rattaché au serveur.</translation>
    </message>
    <message>
        <source>This desk has not joined a server yet.</source>
        <translation>Ce poste n&apos;est pas encore rattaché à un serveur.</translation>
    </message>
    <message>
        <source>To settle</source>
        <translation>À régler</translation>
    </message>
    <message>
        <source>What waits</source>
        <translation>Ce qui attend</translation>
    </message>
    <message>
        <source>Work of {day}; by the receipts kept here, the last of {moment}.</source>
        <translation>Travail&#xa0;: {day}&#x202f;; d’après les accusés de réception gardés ici, le dernier du {moment}.</translation>
    </message>
    <message>
        <source>Work of {day}; the server has signed for nothing yet.</source>
        <translation>Travail&#xa0;: {day}&#x202f;; le serveur n’a encore rien signé.</translation>
    </message>
    <message>
        <source>Work of {day}; the server&apos;s figures are of {moment}.</source>
        <translation>Travail&#xa0;: {day}&#x202f;; les chiffres du serveur sont du {moment}.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>changes</comment>
        <translation>
            <numerusform>et %n autre</numerusform>
            <numerusform>et %n autres</numerusform>
        </translation>
    </message>
    <message>
        <source>arrived</source>
        <translation>arrivées</translation>
    </message>
    <message>
        <source>every day</source>
        <translation>tous les jours</translation>
    </message>
    <message>
        <source>https://…</source>
        <translation>https://…</translation>
    </message>
    <message>
        <source>meeting the server…</source>
        <translation>prise de contact avec le serveur…</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>sans limite</translation>
    </message>
    <message>
        <source>on their way</source>
        <translation>en chemin</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refusées</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>what is more than the limit waits for the next round</source>
        <translation>ce qui dépasse la limite attend le prochain échange</translation>
    </message>
    <message>
        <source>{arrived} of {all} arrived, {received} came in</source>
        <translation>{arrived} sur {all} arrivées, {received} reçues</translation>
    </message>
    <message>
        <source>{date}, {time}</source>
        <translation>{date}, {time}</translation>
    </message>
    <message>
        <source>{done} of {all}</source>
        <translation>{done} sur {all}</translation>
    </message>
    <message>
        <source>{lane}: {count}, {size}</source>
        <translation>{lane}&#xa0;: {count}, {size}</translation>
    </message>
    <message>
        <source>{lane}: {count}, {size}, left for another time</source>
        <translation>{lane}&#xa0;: {count}, {size}, pour une autre fois</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} min {seconds} s</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>{size} MB</source>
        <translation>{size} Mo</translation>
    </message>
    <message>
        <source>{size} kB</source>
        <translation>{size} ko</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>A membership ended: {reason}</source>
        <translation>Une appartenance a pris fin&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>Appointment kept</source>
        <translation>Rendez-vous tenu</translation>
    </message>
    <message>
        <source>Assessment</source>
        <translation>Évaluation</translation>
    </message>
    <message>
        <source>Case note</source>
        <translation>Note de suivi</translation>
    </message>
    <message>
        <source>Changed: {fields}</source>
        <translation>Modifié&#xa0;: {fields}</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>Réclamation</translation>
    </message>
    <message>
        <source>Corrected: “{milestone}”, {status} on {date}</source>
        <translation>Corrigé&#xa0;: «&#xa0;{milestone}&#xa0;», {status} le {date}</translation>
    </message>
    <message>
        <source>Document kept: {what}</source>
        <translation>Document gardé&#xa0;: {what}</translation>
    </message>
    <message>
        <source>Enrolment</source>
        <translation>Inscription</translation>
    </message>
    <message numerus="yes">
        <source>Household registered, %n member(s)</source>
        <translation>
            <numerusform>Ménage enregistré, %n membre</numerusform>
            <numerusform>Ménage enregistré, %n membres</numerusform>
        </translation>
    </message>
    <message>
        <source>Identity document of {name} added</source>
        <translation>Pièce d&apos;identité de {name} ajoutée</translation>
    </message>
    <message>
        <source>Need</source>
        <translation>Besoin</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Paiement</translation>
    </message>
    <message>
        <source>Photo of {name} added</source>
        <translation>Photo de {name} ajoutée</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Privacy notice given</source>
        <translation>Notice d&apos;information donnée</translation>
    </message>
    <message>
        <source>Proof of life</source>
        <translation>Preuve de vie</translation>
    </message>
    <message>
        <source>Referral</source>
        <translation>Orientation</translation>
    </message>
    <message>
        <source>Service used</source>
        <translation>Service utilisé</translation>
    </message>
    <message>
        <source>Telephone added</source>
        <translation>Téléphone ajouté</translation>
    </message>
    <message>
        <source>{name} was added</source>
        <translation>{name}&#xa0;: membre ajouté</translation>
    </message>
    <message>
        <source>{paper} handed over</source>
        <translation>{paper}&#xa0;: remise au citoyen</translation>
    </message>
    <message>
        <source>{paper} printed</source>
        <translation>{paper}&#xa0;: impression</translation>
    </message>
    <message>
        <source>{paper} printed again, copy {number}: {reason}</source>
        <translation>{paper}&#xa0;: duplicata n° {number}, motif&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>“{milestone}”: {status} on {date}</source>
        <translation>«&#xa0;{milestone}&#xa0;»&#xa0;: {status} le {date}</translation>
    </message>
</context>
<context>
    <name>Today</name>
    <message numerus="yes">
        <source>%n household(s)</source>
        <translation>
            <numerusform>%n ménage</numerusform>
            <numerusform>%n ménages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n household(s) registered today.</source>
        <translation>
            <numerusform>%n ménage enregistré aujourd&apos;hui.</numerusform>
            <numerusform>%n ménages enregistrés aujourd&apos;hui.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n personne</numerusform>
            <numerusform>%n personnes</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;New household</source>
        <translation>&amp;Nouveau ménage</translation>
    </message>
    <message>
        <source>&amp;Search the register</source>
        <translation>&amp;Chercher dans le registre</translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>À faire aujourd’hui</translation>
    </message>
    <message>
        <source>Household without a name yet</source>
        <translation>Ménage encore sans nom</translation>
    </message>
    <message>
        <source>In the register: {households}, {persons}.</source>
        <translation>Au registre&#xa0;: {households}, {persons}.</translation>
    </message>
    <message>
        <source>Last synchronised {when}</source>
        <translation>Dernière synchronisation {when}</translation>
    </message>
    <message>
        <source>Milestones past their date</source>
        <translation>Jalons en retard</translation>
    </message>
    <message>
        <source>No server joined yet</source>
        <translation>Aucun serveur pour l&apos;instant</translation>
    </message>
    <message>
        <source>Not synchronised yet</source>
        <translation>Pas encore synchronisé</translation>
    </message>
    <message>
        <source>Nothing waits.</source>
        <translation>Rien n&apos;attend.</translation>
    </message>
    <message>
        <source>Register a household that is at the counter</source>
        <translation>Enregistrer un ménage qui est au guichet</translation>
    </message>
    <message>
        <source>To finish</source>
        <translation>À terminer</translation>
    </message>
    <message>
        <source>What waits</source>
        <translation>Ce qui attend</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>drafts</comment>
        <translation>
            <numerusform>et %n autre</numerusform>
            <numerusform>et %n autres</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>due</comment>
        <translation>
            <numerusform>et %n autre</numerusform>
            <numerusform>et %n autres</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>milestones</comment>
        <translation>
            <numerusform>et %n autre</numerusform>
            <numerusform>et %n autres</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>card(s) to print</source>
        <translation>
            <numerusform>carte à imprimer</numerusform>
            <numerusform>cartes à imprimer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>change(s) to send</source>
        <translation>
            <numerusform>modification à envoyer</numerusform>
            <numerusform>modifications à envoyer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>change(s) to settle</source>
        <translation>
            <numerusform>modification à régler</numerusform>
            <numerusform>modifications à régler</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>paper(s) to hand over</source>
        <translation>
            <numerusform>papier à remettre</numerusform>
            <numerusform>papiers à remettre</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>possible duplicate(s) to compare</source>
        <translation>
            <numerusform>doublon possible à comparer</numerusform>
            <numerusform>doublons possibles à comparer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>receipt(s) to print</source>
        <translation>
            <numerusform>récépissé à imprimer</numerusform>
            <numerusform>récépissés à imprimer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>request(s) to decide</source>
        <translation>
            <numerusform>demande à décider</numerusform>
            <numerusform>demandes à décider</numerusform>
        </translation>
    </message>
    <message>
        <source>{milestone}, due {date}</source>
        <translation>{milestone}, échéance le {date}</translation>
    </message>
</context>
<context>
    <name>Unit</name>
    <message>
        <source>Household</source>
        <translation>Ménage</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Personne</translation>
    </message>
</context>
<context>
    <name>UnpaidReason</name>
    <message>
        <source>Absent</source>
        <translation>Absent</translation>
    </message>
    <message>
        <source>Deceased</source>
        <translation>Décédé</translation>
    </message>
    <message>
        <source>Moved away</source>
        <translation>Parti</translation>
    </message>
    <message>
        <source>No document</source>
        <translation>Sans pièce d’identité</translation>
    </message>
    <message>
        <source>Not enough cash</source>
        <translation>Espèces insuffisantes</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Autre</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Refus</translation>
    </message>
    <message>
        <source>Registered twice</source>
        <translation>Enregistré en double</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Suspendu</translation>
    </message>
</context>
<context>
    <name>Urgency</name>
    <message>
        <source>Emergency</source>
        <translation>Immédiate</translation>
    </message>
    <message>
        <source>Routine</source>
        <translation>Ordinaire</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>Urgente</translation>
    </message>
</context>
<context>
    <name>UserRole</name>
    <message>
        <source>Administrator</source>
        <translation>Administrateur</translation>
    </message>
    <message>
        <source>Auditor</source>
        <translation>Auditeur</translation>
    </message>
    <message>
        <source>Case manager</source>
        <translation>Gestionnaire de cas</translation>
    </message>
    <message>
        <source>Clerk</source>
        <translation>Agent d&apos;accueil</translation>
    </message>
    <message>
        <source>Head of district</source>
        <translation>Chef de district</translation>
    </message>
    <message>
        <source>Monitoring and evaluation</source>
        <translation>Suivi et évaluation</translation>
    </message>
    <message>
        <source>Payment officer</source>
        <translation>Agent de paiement</translation>
    </message>
    <message>
        <source>Regional synchronisation officer</source>
        <translation>Responsable régional de la synchronisation</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Superviseur</translation>
    </message>
</context>
<context>
    <name>Via</name>
    <message>
        <source>At the desk</source>
        <translation>Au guichet</translation>
    </message>
    <message>
        <source>By synchronisation</source>
        <translation>Par synchronisation</translation>
    </message>
    <message>
        <source>By telephone</source>
        <translation>Par téléphone</translation>
    </message>
    <message>
        <source>On paper</source>
        <translation>Sur papier</translation>
    </message>
</context>
<context>
    <name>VitalStatus</name>
    <message>
        <source>Alive</source>
        <translation>En vie</translation>
    </message>
    <message>
        <source>Deceased</source>
        <translation>Décédé</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Inconnu</translation>
    </message>
</context>
<context>
    <name>WorkStatus</name>
    <message>
        <source>Contributing family worker</source>
        <translation>Travailleur familial</translation>
    </message>
    <message>
        <source>Dependent contractor</source>
        <translation>Non-salarié dépendant</translation>
    </message>
    <message>
        <source>Employee</source>
        <translation>Salarié</translation>
    </message>
    <message>
        <source>Employer</source>
        <translation>Employeur</translation>
    </message>
    <message>
        <source>Member of a cooperative</source>
        <translation>Membre d’une coopérative</translation>
    </message>
    <message>
        <source>Own-account worker</source>
        <translation>Travailleur à son compte</translation>
    </message>
</context>
</TS>
