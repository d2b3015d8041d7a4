<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AccessKind</name>
    <message>
        <source>Confidential file opened</source>
        <translation>Confidential file opened</translation>
    </message>
    <message>
        <source>Data passed on</source>
        <translation>Data passed on</translation>
    </message>
    <message>
        <source>File made confidential</source>
        <translation>File made confidential</translation>
    </message>
    <message>
        <source>File no longer confidential</source>
        <translation>File no longer confidential</translation>
    </message>
    <message>
        <source>Identity number shown</source>
        <translation>Identity number shown</translation>
    </message>
    <message>
        <source>Search by identity number</source>
        <translation>Search by identity number</translation>
    </message>
    <message>
        <source>Sheet “My data” given out</source>
        <translation>Sheet “My data” given out</translation>
    </message>
</context>
<context>
    <name>Acknowledgement</name>
    <message>
        <source>About</source>
        <translation>About</translation>
    </message>
    <message>
        <source>Acknowledgement of a complaint</source>
        <translation>Acknowledgement of a complaint</translation>
    </message>
    <message>
        <source>From</source>
        <translation>From</translation>
    </message>
    <message>
        <source>If you do not agree with the answer, tell us: another officer will look at it.</source>
        <translation>If you do not agree with the answer, tell us: another officer will look at it.</translation>
    </message>
    <message>
        <source>If you have no answer by then, come or telephone and give the number.</source>
        <translation>If you have no answer by then, come or telephone and give the number.</translation>
    </message>
    <message>
        <source>It is free. It changes nothing about the help you receive.</source>
        <translation>It is free. It changes nothing about the help you receive.</translation>
    </message>
    <message>
        <source>Keep this paper. With its number you can ask how far we are.</source>
        <translation>Keep this paper. With its number you can ask how far we are.</translation>
    </message>
    <message>
        <source>Received on</source>
        <translation>Received on</translation>
    </message>
    <message>
        <source>Signature or fingerprint, if wished</source>
        <translation>Signature or fingerprint, if wished</translation>
    </message>
    <message>
        <source>We have received your message</source>
        <translation>We have received your message</translation>
    </message>
    <message>
        <source>What happens now</source>
        <translation>What happens now</translation>
    </message>
    <message>
        <source>Whom to ask</source>
        <translation>Whom to ask</translation>
    </message>
    <message>
        <source>You will have an answer by {date}.</source>
        <translation>You will have an answer by {date}.</translation>
    </message>
    <message>
        <source>Your number</source>
        <translation>Your number</translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>without a name</translation>
    </message>
</context>
<context>
    <name>Acting</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message>
        <source>Acting rights (par intérim)</source>
        <translation>Acting rights (par intérim)</translation>
    </message>
    <message>
        <source>Every use…</source>
        <translation>Every use…</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>For how long</translation>
    </message>
    <message>
        <source>Give it back</source>
        <translation>Give it back</translation>
    </message>
    <message>
        <source>Hold a role myself…</source>
        <translation>Hold a role myself…</translation>
    </message>
    <message>
        <source>Let a colleague hold one…</source>
        <translation>Let a colleague hold one…</translation>
    </message>
    <message>
        <source>Act in that role…</source>
        <translation>Act in that role…</translation>
    </message>
    <message>
        <source>Everything decided in this role is recorded as done by somebody acting.</source>
        <translation>Everything decided in this role is recorded as done by somebody acting.</translation>
    </message>
    <message>
        <source>Hold a role for a time</source>
        <translation>Hold a role for a time</translation>
    </message>
    <message>
        <source>Nobody holds an acting role today.</source>
        <translation>Nobody holds an acting role today.</translation>
    </message>
    <message>
        <source>On leave, post vacant, no line to the colleague …</source>
        <translation>On leave, post vacant, no line to the colleague …</translation>
    </message>
    <message>
        <source>Role held for a time</source>
        <translation>Role held for a time</translation>
    </message>
    <message>
        <source>Take this role</source>
        <translation>Take this role</translation>
    </message>
    <message>
        <source>The role is given back.</source>
        <translation>The role is given back.</translation>
    </message>
    <message>
        <source>The role is held from now on; every use is recorded.</source>
        <translation>The role is held from now on; every use is recorded.</translation>
    </message>
    <message>
        <source>Who is to hold it</source>
        <translation>Who is to hold it</translation>
    </message>
    <message>
        <source>Why nobody else can decide</source>
        <translation>Why nobody else can decide</translation>
    </message>
    <message>
        <source>You may not take a role yourself while a colleague can decide. {who}</source>
        <translation>You may not take a role yourself while a colleague can decide. {who}</translation>
    </message>
    <message>
        <source>until {date} · {reason}</source>
        <translation>until {date} · {reason}</translation>
    </message>
</context>
<context>
    <name>Agenda</name>
    <message numerus="yes">
        <source>%n change(s) to send</source>
        <translation>
            <numerusform>%n change to send</numerusform>
            <numerusform>%n changes to send</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) to settle</source>
        <translation>
            <numerusform>%n change to settle</numerusform>
            <numerusform>%n changes to settle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) late</source>
        <translation>
            <numerusform>%n day late</numerusform>
            <numerusform>%n days late</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n possible duplicate(s) to compare</source>
        <translation>
            <numerusform>%n possible duplicate to compare</numerusform>
            <numerusform>%n possible duplicates to compare</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) to decide</source>
        <translation>
            <numerusform>%n request to decide</numerusform>
            <numerusform>%n requests to decide</numerusform>
        </translation>
    </message>
    <message>
        <source>A place is free, {scheme}: first on the list</source>
        <translation>A place is free, {scheme}: first on the list</translation>
    </message>
    <message>
        <source>Check an application, {scheme}</source>
        <translation>Check an application, {scheme}</translation>
    </message>
    <message>
        <source>Complaint {code} waits for an answer</source>
        <translation>Complaint {code} waits for an answer</translation>
    </message>
    <message>
        <source>Complaint {code}: tell the answer</source>
        <translation>Complaint {code}: tell the answer</translation>
    </message>
    <message>
        <source>Decide on an application, {scheme}</source>
        <translation>Decide on an application, {scheme}</translation>
    </message>
    <message>
        <source>Enrolled, not started yet, {scheme}</source>
        <translation>Enrolled, not started yet, {scheme}</translation>
    </message>
    <message>
        <source>Entitled until {date}, {scheme}: look again</source>
        <translation>Entitled until {date}, {scheme}: look again</translation>
    </message>
    <message>
        <source>Exit proposed, {scheme}: death</source>
        <translation>Exit proposed, {scheme}: death</translation>
    </message>
    <message>
        <source>Exit proposed, {scheme}: enrolled twice</source>
        <translation>Exit proposed, {scheme}: enrolled twice</translation>
    </message>
    <message>
        <source>Exit proposed, {scheme}: moved away</source>
        <translation>Exit proposed, {scheme}: moved away</translation>
    </message>
    <message>
        <source>Exit proposed, {scheme}: the scheme is closed</source>
        <translation>Exit proposed, {scheme}: the scheme is closed</translation>
    </message>
    <message>
        <source>Statement of {month} not paid, {scheme}</source>
        <translation>Statement of {month} not paid, {scheme}</translation>
    </message>
    <message>
        <source>Statement of {month} to file, {scheme}</source>
        <translation>Statement of {month} to file, {scheme}</translation>
    </message>
    <message>
        <source>Visit this employer again</source>
        <translation>Visit this employer again</translation>
    </message>
    <message>
        <source>due on {date}</source>
        <translation>due on {date}</translation>
    </message>
    <message>
        <source>due today</source>
        <translation>due today</translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message>
        <source>Eligible</source>
        <translation>Eligible</translation>
    </message>
    <message>
        <source>Not eligible</source>
        <translation>Not eligible</translation>
    </message>
    <message>
        <source>To be verified</source>
        <translation>To be verified</translation>
    </message>
</context>
<context>
    <name>AssessmentPlace</name>
    <message>
        <source>At home</source>
        <translation>At home</translation>
    </message>
    <message>
        <source>At the office</source>
        <translation>At the office</translation>
    </message>
    <message>
        <source>In the community</source>
        <translation>In the community</translation>
    </message>
</context>
<context>
    <name>AssessmentPurpose</name>
    <message>
        <source>Appeal</source>
        <translation>Appeal</translation>
    </message>
    <message>
        <source>First assessment</source>
        <translation>First assessment</translation>
    </message>
    <message>
        <source>Re-assessment</source>
        <translation>Re-assessment</translation>
    </message>
    <message>
        <source>Registration</source>
        <translation>Registration</translation>
    </message>
    <message>
        <source>Verification</source>
        <translation>Verification</translation>
    </message>
</context>
<context>
    <name>BackCheck</name>
    <message>
        <source>Agrees</source>
        <translation>Agrees</translation>
    </message>
    <message>
        <source>Differs</source>
        <translation>Differs</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Not found</translation>
    </message>
</context>
<context>
    <name>Backlog</name>
    <message numerus="yes">
        <source>%n form(s) an hour</source>
        <translation>
            <numerusform>%n form an hour</numerusform>
            <numerusform>%n forms an hour</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n form(s) saved</source>
        <translation>
            <numerusform>%n form saved</numerusform>
            <numerusform>%n forms saved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n persons</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) to correct before this form can be saved.</source>
        <translation>
            <numerusform>%n point to correct before this form can be saved.</numerusform>
            <numerusform>%n points to correct before this form can be saved.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) to look at.</source>
        <translation>
            <numerusform>%n point to look at.</numerusform>
            <numerusform>%n points to look at.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Area</source>
        <translation>&amp;Area</translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>&amp;Clear</translation>
    </message>
    <message>
        <source>&amp;Date on the form</source>
        <translation>&amp;Date on the form</translation>
    </message>
    <message>
        <source>&amp;Guardian told</source>
        <translation>&amp;Guardian told</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Language</translation>
    </message>
    <message>
        <source>&amp;Notice</source>
        <translation>&amp;Notice</translation>
    </message>
    <message>
        <source>&amp;Open the household (Ctrl+O)</source>
        <translation>&amp;Open the household (Ctrl+O)</translation>
    </message>
    <message>
        <source>&amp;Save, next form (F12)</source>
        <translation>&amp;Save, next form (F12)</translation>
    </message>
    <message>
        <source>&amp;Telephone</source>
        <translation>&amp;Telephone</translation>
    </message>
    <message>
        <source>&amp;Village</source>
        <translation>&amp;Village</translation>
    </message>
    <message>
        <source>- means one name only</source>
        <translation>- means one name only</translation>
    </message>
    <message>
        <source>12/04/1987, 04/1987, 1987, an age, or ?</source>
        <translation>12/04/1987, 04/1987, 1987, an age, or ?</translation>
    </message>
    <message>
        <source>Add&amp;ress</source>
        <translation>Add&amp;ress</translation>
    </message>
    <message>
        <source>Birth or age</source>
        <translation>Birth or age</translation>
    </message>
    <message>
        <source>Cl&amp;ear the form</source>
        <translation>Cl&amp;ear the form</translation>
    </message>
    <message>
        <source>Clear this form?</source>
        <translation>Clear this form?</translation>
    </message>
    <message>
        <source>Correct them, or press F12 again: they are saved as you typed them.</source>
        <translation>Correct them, or press F12 again: they are saved as you typed them.</translation>
    </message>
    <message>
        <source>Ctrl+D {value}</source>
        <translation>Ctrl+D {value}</translation>
    </message>
    <message>
        <source>Ctrl+Delete removes the row</source>
        <translation>Ctrl+Delete removes the row</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Document</translation>
    </message>
    <message>
        <source>Enter in an empty row: no more members</source>
        <translation>Enter in an empty row: no more members</translation>
    </message>
    <message>
        <source>F, M, or ? and a reason</source>
        <translation>F, M, or ? and a reason</translation>
    </message>
    <message>
        <source>Family name</source>
        <translation>Family name</translation>
    </message>
    <message>
        <source>For {campaign}, team {team}. Enter goes on, everywhere.</source>
        <translation>For {campaign}, team {team}. Enter goes on, everywhere.</translation>
    </message>
    <message>
        <source>Form &amp;code</source>
        <translation>Form &amp;code</translation>
    </message>
    <message>
        <source>Given name</source>
        <translation>Given name</translation>
    </message>
    <message>
        <source>Land&amp;mark</source>
        <translation>Land&amp;mark</translation>
    </message>
    <message>
        <source>Members, one a row</source>
        <translation>Members, one a row</translation>
    </message>
    <message>
        <source>Mother’s name</source>
        <translation>Mother’s name</translation>
    </message>
    <message>
        <source>No form saved in this sitting yet.</source>
        <translation>No form saved in this sitting yet.</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>Paper forms</source>
        <translation>Paper forms</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>Saved: {code}</source>
        <translation>Saved: {code}</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telephone</translation>
    </message>
    <message>
        <source>The number on the form, or first letters</source>
        <translation>The number on the form, or first letters</translation>
    </message>
    <message>
        <source>The number on the form; empty is the national number</source>
        <translation>The number on the form; empty is the national number</translation>
    </message>
    <message>
        <source>Type the code of the form, or scan it. Enter goes on, everywhere.</source>
        <translation>Type the code of the form, or scan it. Enter goes on, everywhere.</translation>
    </message>
    <message>
        <source>What was typed of it is thrown away. Forms already saved stay.</source>
        <translation>What was typed of it is thrown away. Forms already saved stay.</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>empty</translation>
    </message>
</context>
<context>
    <name>BenefitKind</name>
    <message>
        <source>Amount for each member</source>
        <translation>Amount for each member</translation>
    </message>
    <message>
        <source>By size of the household</source>
        <translation>By size of the household</translation>
    </message>
    <message>
        <source>Fixed amount</source>
        <translation>Fixed amount</translation>
    </message>
    <message>
        <source>In kind</source>
        <translation>In kind</translation>
    </message>
    <message>
        <source>Schedule of amounts</source>
        <translation>Schedule of amounts</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Share of the wage</source>
        <translation>Share of the wage</translation>
    </message>
</context>
<context>
    <name>Benefits</name>
    <message numerus="yes">
        <source>paid every %n month(s)</source>
        <translation>
            <numerusform>paid every %n month</numerusform>
            <numerusform>paid every %n months</numerusform>
        </translation>
    </message>
    <message>
        <source>{amount} for each member</source>
        <translation>{amount} for each member</translation>
    </message>
    <message>
        <source>{name}: {amount}</source>
        <translation>{name}: {amount}</translation>
    </message>
    <message>
        <source>{percent} of the wage</source>
        <translation>{percent} of the wage</translation>
    </message>
</context>
<context>
    <name>Birth</name>
    <message numerus="yes">
        <source>%n year(s) old</source>
        <translation>
            <numerusform>%n year old</numerusform>
            <numerusform>%n years old</numerusform>
        </translation>
    </message>
    <message>
        <source>Age in years</source>
        <translation>Age in years</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Month</translation>
    </message>
    <message>
        <source>Year (four digits)</source>
        <translation>Year (four digits)</translation>
    </message>
    <message>
        <source>{youngest} to {oldest} years old</source>
        <translation>{youngest} to {oldest} years old</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message numerus="yes">
        <source>%n change(s) waiting there</source>
        <translation>
            <numerusform>%n change waiting there</numerusform>
            <numerusform>%n changes waiting there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n laptop(s)</source>
        <translation>
            <numerusform>%n laptop</numerusform>
            <numerusform>%n laptops</numerusform>
        </translation>
    </message>
    <message>
        <source>As the server told it on {moment}; the most silent first.</source>
        <translation>As the server told it on {moment}; the most silent first.</translation>
    </message>
    <message>
        <source>The offices and their silence</source>
        <translation>The offices and their silence</translation>
    </message>
    <message>
        <source>heard in the last day</source>
        <translation>heard in the last day</translation>
    </message>
    <message>
        <source>never heard</source>
        <translation>never heard</translation>
    </message>
    <message>
        <source>no laptop has joined</source>
        <translation>no laptop has joined</translation>
    </message>
    <message numerus="yes">
        <source>silent for %n day(s)</source>
        <translation>
            <numerusform>silent for %n day</numerusform>
            <numerusform>silent for %n days</numerusform>
        </translation>
    </message>
    <message>
        <source>version {versions}</source>
        <translation>version {versions}</translation>
    </message>
    <message>
        <source>{number} of {of}</source>
        <translation>{number} of {of}</translation>
    </message>
</context>
<context>
    <name>Branch</name>
    <message>
        <source>Employment injury</source>
        <translation>Employment injury</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>Family</translation>
    </message>
    <message>
        <source>Invalidity</source>
        <translation>Invalidity</translation>
    </message>
    <message>
        <source>Maternity</source>
        <translation>Maternity</translation>
    </message>
    <message>
        <source>Medical care</source>
        <translation>Medical care</translation>
    </message>
    <message>
        <source>Old age</source>
        <translation>Old age</translation>
    </message>
    <message>
        <source>Sickness</source>
        <translation>Sickness</translation>
    </message>
    <message>
        <source>Social assistance</source>
        <translation>Social assistance</translation>
    </message>
    <message>
        <source>Survivors</source>
        <translation>Survivors</translation>
    </message>
    <message>
        <source>Unemployment</source>
        <translation>Unemployment</translation>
    </message>
</context>
<context>
    <name>Bulk</name>
    <message numerus="yes">
        <source>%n held back</source>
        <translation>
            <numerusform>%n held back</numerusform>
            <numerusform>%n held back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n household(s) can be registered</source>
        <translation>
            <numerusform>%n household can be registered</numerusform>
            <numerusform>%n households can be registered</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n household(s) registered</source>
        <translation>
            <numerusform>%n household registered</numerusform>
            <numerusform>%n households registered</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in the register already</source>
        <translation>
            <numerusform>%n in the register already</numerusform>
            <numerusform>%n in the register already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s) to compare</source>
        <translation>
            <numerusform>%n pair to compare</numerusform>
            <numerusform>%n pairs to compare</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) in them</source>
        <translation>
            <numerusform>%n person in them</numerusform>
            <numerusform>%n persons in them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) refused</source>
        <translation>
            <numerusform>%n row refused</numerusform>
            <numerusform>%n rows refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Check the list</source>
        <translation>&amp;Check the list</translation>
    </message>
    <message>
        <source>&amp;Drop…</source>
        <translation>&amp;Drop…</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Register %n household(s)</source>
        <translation>
            <numerusform>&amp;Register %n household</numerusform>
            <numerusform>&amp;Register %n households</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Register them, compare later</source>
        <translation>&amp;Register them, compare later</translation>
    </message>
    <message>
        <source>&amp;Sheet of the workbook</source>
        <translation>&amp;Sheet of the workbook</translation>
    </message>
    <message>
        <source>&amp;Where the list is from</source>
        <translation>&amp;Where the list is from</translation>
    </message>
    <message>
        <source>An employer’s or a partner’s list, from a spreadsheet or a CSV file</source>
        <translation>An employer’s or a partner’s list, from a spreadsheet or a CSV file</translation>
    </message>
    <message>
        <source>Blank forms</source>
        <translation>Blank forms</translation>
    </message>
    <message>
        <source>C&amp;hoose a file…</source>
        <translation>C&amp;hoose a file…</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>Campaigns</translation>
    </message>
    <message>
        <source>Check a&amp;gain</source>
        <translation>Check a&amp;gain</translation>
    </message>
    <message>
        <source>Choose a list</source>
        <translation>Choose a list</translation>
    </message>
    <message>
        <source>Compare nobody: faster, duplicates stay unnoticed</source>
        <translation>Compare nobody: faster, duplicates stay unnoticed</translation>
    </message>
    <message>
        <source>Comparing people with the register…</source>
        <translation>Comparing people with the register…</translation>
    </message>
    <message>
        <source>Contributions</source>
        <translation>Contributions</translation>
    </message>
    <message>
        <source>Correct them there and import that file under the same name of the source.</source>
        <translation>Correct them there and import that file under the same name of the source.</translation>
    </message>
    <message>
        <source>Dates in {column}</source>
        <translation>Dates in {column}</translation>
    </message>
    <message>
        <source>Day first: 25/04/1987</source>
        <translation>Day first: 25/04/1987</translation>
    </message>
    <message>
        <source>Day on which the ages were true</source>
        <translation>Day on which the ages were true</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Drop</translation>
    </message>
    <message numerus="yes">
        <source>Drop %n household(s)?</source>
        <translation>
            <numerusform>Drop %n household?</numerusform>
            <numerusform>Drop %n households?</numerusform>
        </translation>
    </message>
    <message>
        <source>Employers</source>
        <translation>Employers</translation>
    </message>
    <message>
        <source>Every row can be taken.</source>
        <translation>Every row can be taken.</translation>
    </message>
    <message>
        <source>Export people or households</source>
        <translation>Export people or households</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Field</translation>
    </message>
    <message>
        <source>First rows of the list</source>
        <translation>First rows of the list</translation>
    </message>
    <message>
        <source>For days without power, each with its code printed on it</source>
        <translation>For days without power, each with its code printed on it</translation>
    </message>
    <message>
        <source>For every row</source>
        <translation>For every row</translation>
    </message>
    <message>
        <source>Four counts</source>
        <translation>Four counts</translation>
    </message>
    <message>
        <source>Go &amp;on</source>
        <translation>Go &amp;on</translation>
    </message>
    <message>
        <source>Held since</source>
        <translation>Held since</translation>
    </message>
    <message>
        <source>Hold their household back</source>
        <translation>Hold their household back</translation>
    </message>
    <message>
        <source>Household of</source>
        <translation>Household of</translation>
    </message>
    <message>
        <source>Households held &amp;back</source>
        <translation>Households held &amp;back</translation>
    </message>
    <message>
        <source>Kind of household</source>
        <translation>Kind of household</translation>
    </message>
    <message>
        <source>Language of the citizens</source>
        <translation>Language of the citizens</translation>
    </message>
    <message>
        <source>Legal basis</source>
        <translation>Legal basis</translation>
    </message>
    <message>
        <source>People who look like somebody registered</source>
        <translation>People who look like somebody registered</translation>
    </message>
    <message>
        <source>Place, where the row names none</source>
        <translation>Place, where the row names none</translation>
    </message>
    <message>
        <source>Privacy notice</source>
        <translation>Privacy notice</translation>
    </message>
    <message>
        <source>Registered, contributing, entitled and served, kept apart</source>
        <translation>Registered, contributing, entitled and served, kept apart</translation>
    </message>
    <message>
        <source>Save the re&amp;fused rows…</source>
        <translation>Save the re&amp;fused rows…</translation>
    </message>
    <message>
        <source>Take rows without birth date or age as of unknown birth</source>
        <translation>Take rows without birth date or age as of unknown birth</translation>
    </message>
    <message>
        <source>Households held back</source>
        <translation>Households held back</translation>
    </message>
    <message>
        <source>Import a list</source>
        <translation>Import a list</translation>
    </message>
    <message>
        <source>List</source>
        <translation>List</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Lists</translation>
    </message>
    <message>
        <source>Look-alikes wait under “To decide”.</source>
        <translation>Look-alikes wait under “To decide”.</translation>
    </message>
    <message>
        <source>Looks like</source>
        <translation>Looks like</translation>
    </message>
    <message>
        <source>Month first: 04/25/1987</source>
        <translation>Month first: 04/25/1987</translation>
    </message>
    <message>
        <source>No row is refused: there is nothing to save.</source>
        <translation>No row is refused: there is nothing to save.</translation>
    </message>
    <message>
        <source>Nobody is held back.</source>
        <translation>Nobody is held back.</translation>
    </message>
    <message>
        <source>Or drop it here: a workbook (XLSX) or a text file (CSV).</source>
        <translation>Or drop it here: a workbook (XLSX) or a text file (CSV).</translation>
    </message>
    <message>
        <source>Paper and the field</source>
        <translation>Paper and the field</translation>
    </message>
    <message>
        <source>Paper backlog</source>
        <translation>Paper backlog</translation>
    </message>
    <message>
        <source>Register them; somebody compares them later</source>
        <translation>Register them; somebody compares them later</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Row</translation>
    </message>
    <message>
        <source>Row {row} · {speed} people a second</source>
        <translation>Row {row} · {speed} people a second</translation>
    </message>
    <message>
        <source>Rows that cannot be taken</source>
        <translation>Rows that cannot be taken</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>S&amp;top</translation>
    </message>
    <message>
        <source>Save the refused rows</source>
        <translation>Save the refused rows</translation>
    </message>
    <message>
        <source>Say what they stand for, then check the list again.</source>
        <translation>Say what they stand for, then check the list again.</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>Select &amp;all</translation>
    </message>
    <message>
        <source>Somebody in them looks like somebody registered</source>
        <translation>Somebody in them looks like somebody registered</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Starting…</translation>
    </message>
    <message>
        <source>Stopped half-way. Start again: what is in is not registered twice.</source>
        <translation>Stopped half-way. Start again: what is in is not registered twice.</translation>
    </message>
    <message>
        <source>The columns are remembered under this name.</source>
        <translation>The columns are remembered under this name.</translation>
    </message>
    <message>
        <source>The first {shown} of {count}. The sheet of refused rows has all of them.</source>
        <translation>The first {shown} of {count}. The sheet of refused rows has all of them.</translation>
    </message>
    <message>
        <source>The list</source>
        <translation>The list</translation>
    </message>
    <message>
        <source>The list has headings and no rows.</source>
        <translation>The list has headings and no rows.</translation>
    </message>
    <message>
        <source>The refused rows are saved as {name}.</source>
        <translation>The refused rows are saved as {name}.</translation>
    </message>
    <message>
        <source>They are not registered. The rows of the list can be imported again.</source>
        <translation>They are not registered. The rows of the list can be imported again.</translation>
    </message>
    <message>
        <source>To a spreadsheet, for a purpose that is written down</source>
        <translation>To a spreadsheet, for a purpose that is written down</translation>
    </message>
    <message>
        <source>Type paper forms one after the other, with the keyboard alone</source>
        <translation>Type paper forms one after the other, with the keyboard alone</translation>
    </message>
    <message>
        <source>Village, where the row names none</source>
        <translation>Village, where the row names none</translation>
    </message>
    <message>
        <source>Villages and teams, what is expected and what is done</source>
        <translation>Villages and teams, what is expected and what is done</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>What is wrong</translation>
    </message>
    <message>
        <source>What the check found</source>
        <translation>What the check found</translation>
    </message>
    <message>
        <source>What the columns hold</source>
        <translation>What the columns hold</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>What was done</translation>
    </message>
    <message>
        <source>Words to explain</source>
        <translation>Words to explain</translation>
    </message>
    <message>
        <source>Workers, monthly statements and what was paid on them</source>
        <translation>Workers, monthly statements and what was paid on them</translation>
    </message>
    <message>
        <source>Year first: 1987-04-25</source>
        <translation>Year first: 1987-04-25</translation>
    </message>
    <message numerus="yes">
        <source>in %n row(s)</source>
        <translation>
            <numerusform>in %n row</numerusform>
            <numerusform>in %n rows</numerusform>
        </translation>
    </message>
    <message>
        <source>in {time}</source>
        <translation>in {time}</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refused</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>tab</translation>
    </message>
    <message>
        <source>{name}: sheet {sheet}, {count} columns</source>
        <translation>{name}: sheet {sheet}, {count} columns</translation>
    </message>
    <message>
        <source>{name}: {encoding}, columns parted by {sign}, {count} columns</source>
        <translation>{name}: {encoding}, columns parted by {sign}, {count} columns</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>{time} left</translation>
    </message>
</context>
<context>
    <name>Camera</name>
    <message>
        <source>&amp;Camera</source>
        <translation>&amp;Camera</translation>
    </message>
    <message>
        <source>&amp;Mirrored on screen</source>
        <translation>&amp;Mirrored on screen</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Try again</translation>
    </message>
    <message>
        <source>Arrow keys move the frame, + and − change its size, R turns the picture.</source>
        <translation>Arrow keys move the frame, + and − change its size, R turns the picture.</translation>
    </message>
    <message>
        <source>Drag the frame, or: arrows move it, + and − change its size, R turns the picture. Enter keeps, Esc goes back.</source>
        <translation>Drag the frame, or: arrows move it, + and − change its size, R turns the picture. Enter keeps, Esc goes back.</translation>
    </message>
    <message>
        <source>Hold the card or the receipt before the camera.</source>
        <translation>Hold the card or the receipt before the camera.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Keep</translation>
    </message>
    <message>
        <source>Scan a code</source>
        <translation>Scan a code</translation>
    </message>
    <message>
        <source>Space takes the picture, Esc goes back.</source>
        <translation>Space takes the picture, Esc goes back.</translation>
    </message>
    <message>
        <source>Take another</source>
        <translation>Take another</translation>
    </message>
    <message>
        <source>Take the picture</source>
        <translation>Take the picture</translation>
    </message>
    <message>
        <source>The part of the picture that is kept</source>
        <translation>The part of the picture that is kept</translation>
    </message>
    <message>
        <source>This is a code, but not one of ours.</source>
        <translation>This is a code, but not one of ours.</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>Turn</translation>
    </message>
    <message>
        <source>Waiting for the camera…</source>
        <translation>Waiting for the camera…</translation>
    </message>
    <message>
        <source>What the camera sees</source>
        <translation>What the camera sees</translation>
    </message>
</context>
<context>
    <name>Campaign</name>
    <message>
        <source>&amp;Area</source>
        <translation>&amp;Area</translation>
    </message>
    <message>
        <source>&amp;Begin the campaign</source>
        <translation>&amp;Begin the campaign</translation>
    </message>
    <message>
        <source>&amp;Close it</source>
        <translation>&amp;Close it</translation>
    </message>
    <message>
        <source>&amp;First day</source>
        <translation>&amp;First day</translation>
    </message>
    <message>
        <source>&amp;Keep what was found</source>
        <translation>&amp;Keep what was found</translation>
    </message>
    <message>
        <source>&amp;Last day</source>
        <translation>&amp;Last day</translation>
    </message>
    <message>
        <source>&amp;Name of the campaign</source>
        <translation>&amp;Name of the campaign</translation>
    </message>
    <message>
        <source>&amp;Register for no campaign</source>
        <translation>&amp;Register for no campaign</translation>
    </message>
    <message>
        <source>&amp;Set the target</source>
        <translation>&amp;Set the target</translation>
    </message>
    <message>
        <source>&amp;Team</source>
        <translation>&amp;Team</translation>
    </message>
    <message>
        <source>&amp;Team that is registered for on this laptop</source>
        <translation>&amp;Team that is registered for on this laptop</translation>
    </message>
    <message>
        <source>&amp;Village</source>
        <translation>&amp;Village</translation>
    </message>
    <message>
        <source>By day: {days}</source>
        <translation>By day: {days}</translation>
    </message>
    <message>
        <source>C&amp;ode</source>
        <translation>C&amp;ode</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>Campaign</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>Campaigns</translation>
    </message>
    <message>
        <source>Choose a campaign, or begin one.</source>
        <translation>Choose a campaign, or begin one.</translation>
    </message>
    <message>
        <source>Close the &amp;campaign…</source>
        <translation>Close the &amp;campaign…</translation>
    </message>
    <message>
        <source>Close this campaign?</source>
        <translation>Close this campaign?</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Empty for the whole area.</source>
        <translation>Empty for the whole area.</translation>
    </message>
    <message>
        <source>Empty: one is made that no other laptop makes.</source>
        <translation>Empty: one is made that no other laptop makes.</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Found</translation>
    </message>
    <message>
        <source>From</source>
        <translation>From</translation>
    </message>
    <message>
        <source>Head of household</source>
        <translation>Head of household</translation>
    </message>
    <message>
        <source>Households &amp;expected</source>
        <translation>Households &amp;expected</translation>
    </message>
    <message>
        <source>Households to visit again</source>
        <translation>Households to visit again</translation>
    </message>
    <message>
        <source>Kept: what is registered from now on carries it.</source>
        <translation>Kept: what is registered from now on carries it.</translation>
    </message>
    <message>
        <source>N&amp;ote</source>
        <translation>N&amp;ote</translation>
    </message>
    <message>
        <source>New campaign</source>
        <translation>New campaign</translation>
    </message>
    <message>
        <source>New households and paper forms carry it until you change it.</source>
        <translation>New households and paper forms carry it until you change it.</translation>
    </message>
    <message>
        <source>No campaign yet. Begin one at the right.</source>
        <translation>No campaign yet. Begin one at the right.</translation>
    </message>
    <message>
        <source>Nothing is drawn before households are registered.</source>
        <translation>Nothing is drawn before households are registered.</translation>
    </message>
    <message>
        <source>Nothing more is registered for it. Visits may still be noted.</source>
        <translation>Nothing more is registered for it. Visits may still be noted.</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>Register &amp;for this team</source>
        <translation>Register &amp;for this team</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Targets</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>The campaign has begun. Now say who is expected where.</source>
        <translation>The campaign has begun. Now say who is expected where.</translation>
    </message>
    <message>
        <source>The target is set.</source>
        <translation>The target is set.</translation>
    </message>
    <message>
        <source>This laptop registers for {campaign}, team {team}.</source>
        <translation>This laptop registers for {campaign}, team {team}.</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>Visits</translation>
    </message>
    <message>
        <source>What to look at</source>
        <translation>What to look at</translation>
    </message>
    <message>
        <source>What was &amp;found</source>
        <translation>What was &amp;found</translation>
    </message>
    <message>
        <source>What was found is kept.</source>
        <translation>What was found is kept.</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>closed</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>under way</translation>
    </message>
    <message>
        <source>{campaign}, team {team}</source>
        <translation>{campaign}, team {team}</translation>
    </message>
    <message>
        <source>{done} of {expected} ({percent} %)</source>
        <translation>{done} of {expected} ({percent} %)</translation>
    </message>
    <message>
        <source>{done} of {expected} households</source>
        <translation>{done} of {expected} households</translation>
    </message>
    <message>
        <source>{done} without a target</source>
        <translation>{done} without a target</translation>
    </message>
    <message>
        <source>{place}, team {team}</source>
        <translation>{place}, team {team}</translation>
    </message>
    <message>
        <source>{team}: {visited} of {drawn} visited, {agrees} agree, {differs} differ, {lost} not found</source>
        <translation>{team}: {visited} of {drawn} visited, {agrees} agree, {differs} differ, {lost} not found</translation>
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
        <translation>Beneficiary card</translation>
    </message>
    <message>
        <source>Born</source>
        <comment>a person&apos;s birth</comment>
        <translation>Born</translation>
    </message>
    <message>
        <source>Card code</source>
        <translation>Card code</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>Household</translation>
    </message>
    <message>
        <source>Issued on</source>
        <translation>Issued on</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>This card is personal.</source>
        <translation>This card is personal.</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Valid until</translation>
    </message>
</context>
<context>
    <name>ChangeKind</name>
    <message>
        <source>Another head</source>
        <translation>Another head</translation>
    </message>
    <message>
        <source>Another recipient</source>
        <translation>Another recipient</translation>
    </message>
    <message>
        <source>Birth</source>
        <translation>Birth</translation>
    </message>
    <message>
        <source>Correction of details</source>
        <translation>Correction of details</translation>
    </message>
    <message>
        <source>Correction of identity</source>
        <translation>Correction of identity</translation>
    </message>
    <message>
        <source>Death</source>
        <translation>Death</translation>
    </message>
    <message>
        <source>Move to another place</source>
        <translation>Move to another place</translation>
    </message>
    <message>
        <source>New card</source>
        <translation>New card</translation>
    </message>
    <message>
        <source>Somebody joins</source>
        <translation>Somebody joins</translation>
    </message>
    <message>
        <source>Somebody leaves</source>
        <translation>Somebody leaves</translation>
    </message>
    <message>
        <source>The household splits</source>
        <translation>The household splits</translation>
    </message>
    <message>
        <source>Two households become one</source>
        <translation>Two households become one</translation>
    </message>
    <message>
        <source>Two records of one person</source>
        <translation>Two records of one person</translation>
    </message>
</context>
<context>
    <name>Changes</name>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%n member</numerusform>
            <numerusform>%n members</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Area, from the smallest place to the district</source>
        <translation>&amp;Area, from the smallest place to the district</translation>
    </message>
    <message>
        <source>&amp;Birth: what is known?</source>
        <translation>&amp;Birth: what is known?</translation>
    </message>
    <message>
        <source>&amp;Date of death</source>
        <translation>&amp;Date of death</translation>
    </message>
    <message>
        <source>&amp;Evidence</source>
        <translation>&amp;Evidence</translation>
    </message>
    <message>
        <source>&amp;Family name</source>
        <translation>&amp;Family name</translation>
    </message>
    <message>
        <source>&amp;Given name</source>
        <translation>&amp;Given name</translation>
    </message>
    <message>
        <source>&amp;Identity documents</source>
        <translation>&amp;Identity documents</translation>
    </message>
    <message>
        <source>&amp;Mandate</source>
        <translation>&amp;Mandate</translation>
    </message>
    <message>
        <source>&amp;Mother, if she lives here</source>
        <translation>&amp;Mother, if she lives here</translation>
    </message>
    <message>
        <source>&amp;Mother’s name</source>
        <translation>&amp;Mother’s name</translation>
    </message>
    <message>
        <source>&amp;Name of this person</source>
        <translation>&amp;Name of this person</translation>
    </message>
    <message>
        <source>&amp;Other names</source>
        <translation>&amp;Other names</translation>
    </message>
    <message>
        <source>&amp;Pregnancy</source>
        <translation>&amp;Pregnancy</translation>
    </message>
    <message>
        <source>&amp;Save the change</source>
        <translation>&amp;Save the change</translation>
    </message>
    <message>
        <source>&amp;Telephones</source>
        <translation>&amp;Telephones</translation>
    </message>
    <message>
        <source>&amp;Village or neighbourhood</source>
        <translation>&amp;Village or neighbourhood</translation>
    </message>
    <message>
        <source>&amp;Who</source>
        <translation>&amp;Who</translation>
    </message>
    <message>
        <source>&amp;Who died</source>
        <translation>&amp;Who died</translation>
    </message>
    <message>
        <source>&amp;Who left</source>
        <translation>&amp;Who left</translation>
    </message>
    <message>
        <source>&amp;Who lives apart now</source>
        <translation>&amp;Who lives apart now</translation>
    </message>
    <message>
        <source>&amp;Whose card</source>
        <translation>&amp;Whose card</translation>
    </message>
    <message>
        <source>A baby was born</source>
        <translation>A baby was born</translation>
    </message>
    <message>
        <source>A card was lost</source>
        <translation>A card was lost</translation>
    </message>
    <message>
        <source>A name or date is wrong</source>
        <translation>A name or date is wrong</translation>
    </message>
    <message>
        <source>A spouse, a relative, somebody registered elsewhere</source>
        <translation>A spouse, a relative, somebody registered elsewhere</translation>
    </message>
    <message>
        <source>A&amp;ddress</source>
        <translation>A&amp;ddress</translation>
    </message>
    <message>
        <source>A&amp;sk for approval</source>
        <translation>A&amp;sk for approval</translation>
    </message>
    <message>
        <source>Add a s&amp;can…</source>
        <translation>Add a s&amp;can…</translation>
    </message>
    <message>
        <source>Add a scan</source>
        <translation>Add a scan</translation>
    </message>
    <message>
        <source>Another head</source>
        <translation>Another head</translation>
    </message>
    <message>
        <source>Asked for: {what}</source>
        <translation>Asked for: {what}</translation>
    </message>
    <message>
        <source>Birth</source>
        <translation>Birth</translation>
    </message>
    <message>
        <source>Card of {name}</source>
        <translation>Card of {name}</translation>
    </message>
    <message>
        <source>Change: {name}</source>
        <translation>Change: {name}</translation>
    </message>
    <message>
        <source>Collects</source>
        <translation>Collects</translation>
    </message>
    <message>
        <source>Collects in their place</source>
        <translation>Collects in their place</translation>
    </message>
    <message>
        <source>Comp&amp;ound</source>
        <translation>Comp&amp;ound</translation>
    </message>
    <message>
        <source>District that holds the record</source>
        <translation>District that holds the record</translation>
    </message>
    <message>
        <source>From now on</source>
        <translation>From now on</translation>
    </message>
    <message>
        <source>Household {code}</source>
        <translation>Household {code}</translation>
    </message>
    <message>
        <source>Is this person in the &amp;register?</source>
        <translation>Is this person in the &amp;register?</translation>
    </message>
    <message>
        <source>It is correct, go on</source>
        <translation>It is correct, go on</translation>
    </message>
    <message>
        <source>It waits for approval by another person, under To decide (F6).</source>
        <translation>It waits for approval by another person, under To decide (F6).</translation>
    </message>
    <message>
        <source>Its head</source>
        <translation>Its head</translation>
    </message>
    <message>
        <source>Its members come into the household of this page. Both codes stay valid.</source>
        <translation>Its members come into the household of this page. Both codes stay valid.</translation>
    </message>
    <message>
        <source>Join two households</source>
        <translation>Join two households</translation>
    </message>
    <message>
        <source>Land&amp;mark</source>
        <translation>Land&amp;mark</translation>
    </message>
    <message>
        <source>Lost, stolen, damaged, with a mistake on it …</source>
        <translation>Lost, stolen, damaged, with a mistake on it …</translation>
    </message>
    <message>
        <source>Mandate</source>
        <translation>Mandate</translation>
    </message>
    <message>
        <source>Mother</source>
        <translation>Mother</translation>
    </message>
    <message>
        <source>Mother’s &amp;name</source>
        <translation>Mother’s &amp;name</translation>
    </message>
    <message>
        <source>Mother’s name, if she &amp;does not</source>
        <translation>Mother’s name, if she &amp;does not</translation>
    </message>
    <message>
        <source>Name, sex and day of birth</source>
        <translation>Name, sex and day of birth</translation>
    </message>
    <message>
        <source>Names, sex, birth, identity numbers</source>
        <translation>Names, sex, birth, identity numbers</translation>
    </message>
    <message>
        <source>New code: {codes}.</source>
        <translation>New code: {codes}.</translation>
    </message>
    <message>
        <source>New member</source>
        <translation>New member</translation>
    </message>
    <message>
        <source>No</source>
        <translation>No</translation>
    </message>
    <message>
        <source>Nobody any more</source>
        <translation>Nobody any more</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Not yet</translation>
    </message>
    <message>
        <source>Of &amp;whom</source>
        <translation>Of &amp;whom</translation>
    </message>
    <message>
        <source>Only if several households share it: the same name for each.</source>
        <translation>Only if several households share it: the same name for each.</translation>
    </message>
    <message>
        <source>Only what you changed here today can be undone. Write a new change instead.</source>
        <translation>Only what you changed here today can be undone. Write a new change instead.</translation>
    </message>
    <message>
        <source>Other details</source>
        <translation>Other details</translation>
    </message>
    <message>
        <source>Role in the &amp;household</source>
        <translation>Role in the &amp;household</translation>
    </message>
    <message>
        <source>S&amp;ince when</source>
        <translation>S&amp;ince when</translation>
    </message>
    <message>
        <source>Scans and pictures</source>
        <translation>Scans and pictures</translation>
    </message>
    <message>
        <source>Se&amp;x</source>
        <translation>Se&amp;x</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Since</translation>
    </message>
    <message>
        <source>Since &amp;when</source>
        <translation>Since &amp;when</translation>
    </message>
    <message>
        <source>Since w&amp;hen</source>
        <translation>Since w&amp;hen</translation>
    </message>
    <message>
        <source>Some of its members now live apart</source>
        <translation>Some of its members now live apart</translation>
    </message>
    <message>
        <source>Somebody died</source>
        <translation>Somebody died</translation>
    </message>
    <message>
        <source>Somebody else who may approve has to agree before this is written. Until then it waits under To decide.</source>
        <translation>Somebody else who may approve has to agree before this is written. Until then it waits under To decide.</translation>
    </message>
    <message>
        <source>Somebody joined</source>
        <translation>Somebody joined</translation>
    </message>
    <message>
        <source>Somebody left</source>
        <translation>Somebody left</translation>
    </message>
    <message>
        <source>Somebody outside the household</source>
        <translation>Somebody outside the household</translation>
    </message>
    <message>
        <source>Something else happened</source>
        <translation>Something else happened</translation>
    </message>
    <message>
        <source>Split the household</source>
        <translation>Split the household</translation>
    </message>
    <message>
        <source>State: {state}.</source>
        <translation>State: {state}.</translation>
    </message>
    <message>
        <source>Take the scan away</source>
        <translation>Take the scan away</translation>
    </message>
    <message>
        <source>Telephones, address, mother’s name</source>
        <translation>Telephones, address, mother’s name</translation>
    </message>
    <message>
        <source>The &amp;new head</source>
        <translation>The &amp;new head</translation>
    </message>
    <message>
        <source>The &amp;other household</source>
        <translation>The &amp;other household</translation>
    </message>
    <message>
        <source>The down arrow shows every place.</source>
        <translation>The down arrow shows every place.</translation>
    </message>
    <message>
        <source>The household as a whole</source>
        <translation>The household as a whole</translation>
    </message>
    <message>
        <source>The household itself</source>
        <translation>The household itself</translation>
    </message>
    <message>
        <source>The new household</source>
        <translation>The new household</translation>
    </message>
    <message>
        <source>The new place</source>
        <translation>The new place</translation>
    </message>
    <message>
        <source>The one who collects in their place</source>
        <translation>The one who collects in their place</translation>
    </message>
    <message>
        <source>The one who usually collects</source>
        <translation>The one who usually collects</translation>
    </message>
    <message>
        <source>The other household</source>
        <translation>The other household</translation>
    </message>
    <message>
        <source>The paper that lets this person collect: its number and date.</source>
        <translation>The paper that lets this person collect: its number and date.</translation>
    </message>
    <message>
        <source>The person who receives for the household</source>
        <translation>The person who receives for the household</translation>
    </message>
    <message>
        <source>The same person twice</source>
        <translation>The same person twice</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>There is nothing to undo.</translation>
    </message>
    <message>
        <source>They moved</source>
        <translation>They moved</translation>
    </message>
    <message>
        <source>This household</source>
        <translation>This household</translation>
    </message>
    <message>
        <source>This is written at once. You can undo it today.</source>
        <translation>This is written at once. You can undo it today.</translation>
    </message>
    <message>
        <source>This person was its head.</source>
        <translation>This person was its head.</translation>
    </message>
    <message>
        <source>This place is in another district: {name}. Once a colleague has agreed, the next synchronisation hands the household over: its record, those who live in it and everything written of them go to the office there, and leave this file. Only the printed codes stay here, so that you can say where it went.</source>
        <translation>This place is in another district: {name}. Once a colleague has agreed, the next synchronisation hands the household over: its record, those who live in it and everything written of them go to the office there, and leave this file. Only the printed codes stay here, so that you can say where it went.</translation>
    </message>
    <message>
        <source>Throw this away</source>
        <translation>Throw this away</translation>
    </message>
    <message>
        <source>Two records are one household</source>
        <translation>Two records are one household</translation>
    </message>
    <message>
        <source>Two records of one person are joined</source>
        <translation>Two records of one person are joined</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>Undo (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Undone: everything is as it was before this change.</source>
        <translation>Undone: everything is as it was before this change.</translation>
    </message>
    <message>
        <source>Until now</source>
        <translation>Until now</translation>
    </message>
    <message>
        <source>Wh&amp;o</source>
        <translation>Wh&amp;o</translation>
    </message>
    <message>
        <source>Wh&amp;y</source>
        <translation>Wh&amp;y</translation>
    </message>
    <message>
        <source>What &amp;happened to it</source>
        <translation>What &amp;happened to it</translation>
    </message>
    <message>
        <source>What is written of them</source>
        <translation>What is written of them</translation>
    </message>
    <message>
        <source>What its &amp;head becomes here</source>
        <translation>What its &amp;head becomes here</translation>
    </message>
    <message>
        <source>What was typed before is here again.</source>
        <translation>What was typed before is here again.</translation>
    </message>
    <message>
        <source>What will change</source>
        <translation>What will change</translation>
    </message>
    <message>
        <source>What you answer is compared here with what the register has.</source>
        <translation>What you answer is compared here with what the register has.</translation>
    </message>
    <message>
        <source>What {name} &amp;is from then on</source>
        <translation>What {name} &amp;is from then on</translation>
    </message>
    <message>
        <source>Which &amp;recipient</source>
        <translation>Which &amp;recipient</translation>
    </message>
    <message>
        <source>Which paper was seen, its number and date, or who said it.</source>
        <translation>Which paper was seen, its number and date, or who said it.</translation>
    </message>
    <message>
        <source>Who &amp;leads the new household</source>
        <translation>Who &amp;leads the new household</translation>
    </message>
    <message>
        <source>Who collects</source>
        <translation>Who collects</translation>
    </message>
    <message>
        <source>Who leads the &amp;household now</source>
        <translation>Who leads the &amp;household now</translation>
    </message>
    <message>
        <source>Who leads the household from now on</source>
        <translation>Who leads the household from now on</translation>
    </message>
    <message>
        <source>Who lives in the household</source>
        <translation>Who lives in the household</translation>
    </message>
    <message>
        <source>Who, since when, and why</source>
        <translation>Who, since when, and why</translation>
    </message>
    <message>
        <source>Who, when, and the certificate</source>
        <translation>Who, when, and the certificate</translation>
    </message>
    <message>
        <source>Whose card, and what happened to it</source>
        <translation>Whose card, and what happened to it</translation>
    </message>
    <message>
        <source>Withdraw the request</source>
        <translation>Withdraw the request</translation>
    </message>
    <message>
        <source>Written: {what}</source>
        <translation>Written: {what}</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>Yes, registered already</source>
        <translation>Yes, registered already</translation>
    </message>
    <message>
        <source>is part of {code}</source>
        <translation>is part of {code}</translation>
    </message>
    <message>
        <source>no longer a member</source>
        <translation>no longer a member</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>nobody</translation>
    </message>
    <message>
        <source>to be printed again</source>
        <translation>to be printed again</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>valid</translation>
    </message>
    <message>
        <source>{name}: from {before} to {after}</source>
        <translation>{name}: from {before} to {after}</translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message numerus="yes">
        <source>%n already there</source>
        <translation>
            <numerusform>%n already there</numerusform>
            <numerusform>%n already there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) had been read before; nothing was done twice</source>
        <translation>
            <numerusform>%n answer had been read before; nothing was done twice</numerusform>
            <numerusform>%n answers had been read before; nothing was done twice</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) are in it</source>
        <translation>
            <numerusform>%n change are in it</numerusform>
            <numerusform>%n changes are in it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) arrived at the server</source>
        <translation>
            <numerusform>%n change arrived at the server</numerusform>
            <numerusform>%n changes arrived at the server</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) arrived with a copy of this file: no receipt here</source>
        <translation>
            <numerusform>%n change arrived with a copy of this file: no receipt here</numerusform>
            <numerusform>%n changes arrived with a copy of this file: no receipt here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) in the journal</source>
        <translation>
            <numerusform>%n change in the journal</numerusform>
            <numerusform>%n changes in the journal</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) not sent yet</source>
        <translation>
            <numerusform>%n change not sent yet</numerusform>
            <numerusform>%n changes not sent yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) refused by the server</source>
        <translation>
            <numerusform>%n change refused by the server</numerusform>
            <numerusform>%n changes refused by the server</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) set aside; the journal keeps what was typed</source>
        <translation>
            <numerusform>%n change set aside; the journal keeps what was typed</numerusform>
            <numerusform>%n changes set aside; the journal keeps what was typed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s) open again</source>
        <translation>
            <numerusform>%n conflict open again</numerusform>
            <numerusform>%n conflicts open again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s) settled</source>
        <translation>
            <numerusform>%n conflict settled</numerusform>
            <numerusform>%n conflicts settled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s) to be settled: guichet conflicts list</source>
        <translation>
            <numerusform>%n conflict to be settled: guichet conflicts list</numerusform>
            <numerusform>%n conflicts to be settled: guichet conflicts list</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s): two people wrote the same field</source>
        <translation>
            <numerusform>%n conflict: two people wrote the same field</numerusform>
            <numerusform>%n conflicts: two people wrote the same field</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n form(s) in {file}</source>
        <translation>
            <numerusform>%n form in {file}</numerusform>
            <numerusform>%n forms in {file}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n held back</source>
        <translation>
            <numerusform>%n held back</numerusform>
            <numerusform>%n held back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n household(s)</source>
        <translation>
            <numerusform>%n household</numerusform>
            <numerusform>%n households</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n household(s) can be registered</source>
        <translation>
            <numerusform>%n household can be registered</numerusform>
            <numerusform>%n households can be registered</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n household(s) dropped</source>
        <translation>
            <numerusform>%n household dropped</numerusform>
            <numerusform>%n households dropped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n household(s) registered</source>
        <translation>
            <numerusform>%n household registered</numerusform>
            <numerusform>%n households registered</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) refused</source>
        <translation>
            <numerusform>%n line refused</numerusform>
            <numerusform>%n lines refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open conflict(s)</source>
        <translation>
            <numerusform>%n open conflict</numerusform>
            <numerusform>%n open conflicts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s) to compare</source>
        <translation>
            <numerusform>%n pair to compare</numerusform>
            <numerusform>%n pairs to compare</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paper(s) in {file}</source>
        <translation>
            <numerusform>%n paper in {file}</numerusform>
            <numerusform>%n papers in {file}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n persons</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) in them</source>
        <translation>
            <numerusform>%n person in them</numerusform>
            <numerusform>%n persons in them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) left out: their files are confidential</source>
        <translation>
            <numerusform>%n person left out: their files are confidential</numerusform>
            <numerusform>%n persons left out: their files are confidential</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) not compared yet</source>
        <translation>
            <numerusform>%n person not compared yet</numerusform>
            <numerusform>%n persons not compared yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) and scan(s) left for another time</source>
        <translation>
            <numerusform>%n photo and scan left for another time</numerusform>
            <numerusform>%n photos and scans left for another time</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) are in it</source>
        <translation>
            <numerusform>%n photo are in it</numerusform>
            <numerusform>%n photos are in it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) exchanged</source>
        <translation>
            <numerusform>%n photo exchanged</numerusform>
            <numerusform>%n photos exchanged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n possible duplicate(s) to be decided: `duplicates` lists them</source>
        <translation>
            <numerusform>%n possible duplicate to be decided: `duplicates` lists them</numerusform>
            <numerusform>%n possible duplicates to be decided: `duplicates` lists them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n receipt(s) of the server, checked</source>
        <translation>
            <numerusform>%n receipt of the server, checked</numerusform>
            <numerusform>%n receipts of the server, checked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n receipt(s) that do NOT hold</source>
        <translation>
            <numerusform>%n receipt that do NOT hold</numerusform>
            <numerusform>%n receipts that do NOT hold</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) received</source>
        <translation>
            <numerusform>%n record received</numerusform>
            <numerusform>%n records received</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n role(s) given back</source>
        <translation>
            <numerusform>%n role given back</numerusform>
            <numerusform>%n roles given back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) in {file}</source>
        <translation>
            <numerusform>%n row in {file}</numerusform>
            <numerusform>%n rows in {file}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) refused</source>
        <translation>
            <numerusform>%n row refused</numerusform>
            <numerusform>%n rows refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unfinished registration(s) dropped.</source>
        <translation>
            <numerusform>%n unfinished registration dropped.</numerusform>
            <numerusform>%n unfinished registrations dropped.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s) recorded, to be confirmed</source>
        <translation>
            <numerusform>%n warning recorded, to be confirmed</numerusform>
            <numerusform>%n warnings recorded, to be confirmed</numerusform>
        </translation>
    </message>
    <message>
        <source>(arrived at the server on {moment})</source>
        <translation>(arrived at the server on {moment})</translation>
    </message>
    <message>
        <source>, {time} left</source>
        <translation>, {time} left</translation>
    </message>
    <message>
        <source>--judge takes the number of a pair and one of: {choices}</source>
        <translation>--judge takes the number of a pair and one of: {choices}</translation>
    </message>
    <message>
        <source>--layout {layout} is not for {paper}</source>
        <translation>--layout {layout} is not for {paper}</translation>
    </message>
    <message>
        <source>--set takes FIELD=VALUE</source>
        <translation>--set takes FIELD=VALUE</translation>
    </message>
    <message>
        <source>--take is a field and whose value: {fields}</source>
        <translation>--take is a field and whose value: {fields}</translation>
    </message>
    <message>
        <source>AGES</source>
        <translation>AGES</translation>
    </message>
    <message>
        <source>AMOUNT</source>
        <translation>AMOUNT</translation>
    </message>
    <message>
        <source>AREA</source>
        <translation>AREA</translation>
    </message>
    <message numerus="yes">
        <source>About {size}, %n second(s) on this line</source>
        <translation>
            <numerusform>About {size}, %n second on this line</numerusform>
            <numerusform>About {size}, %n seconds on this line</numerusform>
        </translation>
    </message>
    <message>
        <source>Add {option} to write over it.</source>
        <translation>Add {option} to write over it.</translation>
    </message>
    <message>
        <source>Appointment {number} is kept</source>
        <translation>Appointment {number} is kept</translation>
    </message>
    <message>
        <source>Appointment {number} is off the agenda</source>
        <translation>Appointment {number} is off the agenda</translation>
    </message>
    <message>
        <source>Arrived at the server on {moment}</source>
        <translation>Arrived at the server on {moment}</translation>
    </message>
    <message>
        <source>Ask for their merge with `merge`: a colleague agrees to it</source>
        <translation>Ask for their merge with `merge`: a colleague agrees to it</translation>
    </message>
    <message>
        <source>Asked. A colleague has to agree: {option}</source>
        <translation>Asked. A colleague has to agree: {option}</translation>
    </message>
    <message>
        <source>BOX</source>
        <translation>BOX</translation>
    </message>
    <message>
        <source>Both sides name the same counts.</source>
        <translation>Both sides name the same counts.</translation>
    </message>
    <message>
        <source>CAMPAIGN</source>
        <translation>CAMPAIGN</translation>
    </message>
    <message>
        <source>CODE</source>
        <translation>CODE</translation>
    </message>
    <message>
        <source>COLUMN</source>
        <translation>COLUMN</translation>
    </message>
    <message>
        <source>COMMAND</source>
        <translation>COMMAND</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Commands</translation>
    </message>
    <message>
        <source>DATE</source>
        <translation>DATE</translation>
    </message>
    <message>
        <source>DAY</source>
        <translation>DAY</translation>
    </message>
    <message>
        <source>DECISION</source>
        <translation>DECISION</translation>
    </message>
    <message>
        <source>DEGREES</source>
        <translation>DEGREES</translation>
    </message>
    <message>
        <source>Device {office}-{code} is now called “{name}”.</source>
        <translation>Device {office}-{code} is now called “{name}”.</translation>
    </message>
    <message>
        <source>Device {office}-{code} is shut out.</source>
        <translation>Device {office}-{code} is shut out.</translation>
    </message>
    <message>
        <source>Did you mean “{word}”?</source>
        <translation>Did you mean “{word}”?</translation>
    </message>
    <message>
        <source>EMPLOYER</source>
        <translation>EMPLOYER</translation>
    </message>
    <message>
        <source>Every form has come back</source>
        <translation>Every form has come back</translation>
    </message>
    <message>
        <source>FIELD</source>
        <translation>FIELD</translation>
    </message>
    <message>
        <source>FIELD:WORD=CODE</source>
        <translation>FIELD:WORD=CODE</translation>
    </message>
    <message>
        <source>FIELD=VALUE</source>
        <translation>FIELD=VALUE</translation>
    </message>
    <message>
        <source>FILE</source>
        <translation>FILE</translation>
    </message>
    <message>
        <source>FOLDER</source>
        <translation>FOLDER</translation>
    </message>
    <message>
        <source>HEADING=FIELD</source>
        <translation>HEADING=FIELD</translation>
    </message>
    <message>
        <source>HEADING=ORDER</source>
        <translation>HEADING=ORDER</translation>
    </message>
    <message>
        <source>IMAGE</source>
        <translation>IMAGE</translation>
    </message>
    <message>
        <source>ITEM</source>
        <translation>ITEM</translation>
    </message>
    <message>
        <source>Identity number: {number}</source>
        <translation>Identity number: {number}</translation>
    </message>
    <message>
        <source>Indexing: {done} of {total} persons</source>
        <translation>Indexing: {done} of {total} persons</translation>
    </message>
    <message>
        <source>It serves once, until {date}.</source>
        <translation>It serves once, until {date}.</translation>
    </message>
    <message>
        <source>Its recovery key: {key}</source>
        <translation>Its recovery key: {key}</translation>
    </message>
    <message>
        <source>Joined {server}: {districts}</source>
        <translation>Joined {server}: {districts}</translation>
    </message>
    <message>
        <source>Joining code: {code}</source>
        <translation>Joining code: {code}</translation>
    </message>
    <message>
        <source>Journey</source>
        <translation>Journey</translation>
    </message>
    <message>
        <source>KIND</source>
        <translation>KIND</translation>
    </message>
    <message>
        <source>LIST</source>
        <translation>LIST</translation>
    </message>
    <message>
        <source>Left as it is, since it was changed meanwhile: {fields}</source>
        <translation>Left as it is, since it was changed meanwhile: {fields}</translation>
    </message>
    <message>
        <source>MONTH</source>
        <translation>MONTH</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Members</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>NAME</translation>
    </message>
    <message>
        <source>NUMBER</source>
        <translation>NUMBER</translation>
    </message>
    <message>
        <source>New code: {code}</source>
        <translation>New code: {code}</translation>
    </message>
    <message>
        <source>New password: </source>
        <translation>New password: </translation>
    </message>
    <message>
        <source>No appointments.</source>
        <translation>No appointments.</translation>
    </message>
    <message>
        <source>No complaints.</source>
        <translation>No complaints.</translation>
    </message>
    <message>
        <source>No conflict waits to be settled</source>
        <translation>No conflict waits to be settled</translation>
    </message>
    <message>
        <source>No device has handed anything over.</source>
        <translation>No device has handed anything over.</translation>
    </message>
    <message>
        <source>No device has joined yet.</source>
        <translation>No device has joined yet.</translation>
    </message>
    <message>
        <source>No documents.</source>
        <translation>No documents.</translation>
    </message>
    <message>
        <source>No enrolments.</source>
        <translation>No enrolments.</translation>
    </message>
    <message>
        <source>No exits are proposed.</source>
        <translation>No exits are proposed.</translation>
    </message>
    <message>
        <source>No household found</source>
        <translation>No household found</translation>
    </message>
    <message>
        <source>No household has moved to another district.</source>
        <translation>No household has moved to another district.</translation>
    </message>
    <message>
        <source>No notes.</source>
        <translation>No notes.</translation>
    </message>
    <message>
        <source>No possible duplicate waits to be decided</source>
        <translation>No possible duplicate waits to be decided</translation>
    </message>
    <message>
        <source>No request</source>
        <translation>No request</translation>
    </message>
    <message>
        <source>Nobody found</source>
        <translation>Nobody found</translation>
    </message>
    <message>
        <source>Nobody holds another role today</source>
        <translation>Nobody holds another role today</translation>
    </message>
    <message>
        <source>Nobody in the register looks like this person</source>
        <translation>Nobody in the register looks like this person</translation>
    </message>
    <message>
        <source>Nobody is held back</source>
        <translation>Nobody is held back</translation>
    </message>
    <message>
        <source>Nobody is named to collect.</source>
        <translation>Nobody is named to collect.</translation>
    </message>
    <message>
        <source>Nobody to hold against a rule.</source>
        <translation>Nobody to hold against a rule.</translation>
    </message>
    <message>
        <source>Nobody was merged in the last 90 days</source>
        <translation>Nobody was merged in the last 90 days</translation>
    </message>
    <message>
        <source>Nothing has been kept longer than its time.</source>
        <translation>Nothing has been kept longer than its time.</translation>
    </message>
    <message>
        <source>Nothing is due.</source>
        <translation>Nothing is due.</translation>
    </message>
    <message>
        <source>Nothing the server refused waits for anybody</source>
        <translation>Nothing the server refused waits for anybody</translation>
    </message>
    <message>
        <source>Nothing waits to be sent</source>
        <translation>Nothing waits to be sent</translation>
    </message>
    <message>
        <source>Nothing waits to be sent: it asks only for what others have written.</source>
        <translation>Nothing waits to be sent: it asks only for what others have written.</translation>
    </message>
    <message>
        <source>Number {number} holds {changes} changes and {photos} pictures.</source>
        <translation>Number {number} holds {changes} changes and {photos} pictures.</translation>
    </message>
    <message>
        <source>OTHER</source>
        <translation>OTHER</translation>
    </message>
    <message>
        <source>OUTPUT</source>
        <translation>OUTPUT</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Options</translation>
    </message>
    <message>
        <source>PLACE</source>
        <translation>PLACE</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>Papers</translation>
    </message>
    <message>
        <source>Passphrase of the copy: </source>
        <translation>Passphrase of the copy: </translation>
    </message>
    <message>
        <source>Password: </source>
        <translation>Password: </translation>
    </message>
    <message>
        <source>Programme {programme}, version {version}, with the offices {offices}.</source>
        <translation>Programme {programme}, version {version}, with the offices {offices}.</translation>
    </message>
    <message>
        <source>ROLE</source>
        <translation>ROLE</translation>
    </message>
    <message>
        <source>Reached: {items}</source>
        <translation>Reached: {items}</translation>
    </message>
    <message>
        <source>Recovery code: </source>
        <translation>Recovery code: </translation>
    </message>
    <message>
        <source>Recovery code: {code}</source>
        <translation>Recovery code: {code}</translation>
    </message>
    <message>
        <source>Refused rows are in {file}</source>
        <translation>Refused rows are in {file}</translation>
    </message>
    <message>
        <source>Registered on {date}</source>
        <translation>Registered on {date}</translation>
    </message>
    <message>
        <source>Request {number} waits for a colleague to agree</source>
        <translation>Request {number} waits for a colleague to agree</translation>
    </message>
    <message>
        <source>SCAN</source>
        <translation>SCAN</translation>
    </message>
    <message>
        <source>STATEMENT</source>
        <translation>STATEMENT</translation>
    </message>
    <message>
        <source>Settled: {how}</source>
        <translation>Settled: {how}</translation>
    </message>
    <message>
        <source>Should it be wrong, add another update with {option}</source>
        <translation>Should it be wrong, add another update with {option}</translation>
    </message>
    <message>
        <source>Start the server: devices send again what came after the copy was taken.</source>
        <translation>Start the server: devices send again what came after the copy was taken.</translation>
    </message>
    <message>
        <source>Stopped. What was done until then is kept.</source>
        <translation>Stopped. What was done until then is kept.</translation>
    </message>
    <message>
        <source>TEXT</source>
        <translation>TEXT</translation>
    </message>
    <message>
        <source>Taken over: {taken}, of them refused: {refused}.</source>
        <translation>Taken over: {taken}, of them refused: {refused}.</translation>
    </message>
    <message>
        <source>Telephone: {numbers}</source>
        <translation>Telephone: {numbers}</translation>
    </message>
    <message>
        <source>The acknowledgement is written to {file}</source>
        <translation>The acknowledgement is written to {file}</translation>
    </message>
    <message>
        <source>The backup is made: {file}</source>
        <translation>The backup is made: {file}</translation>
    </message>
    <message>
        <source>The bundle is written: {file}</source>
        <translation>The bundle is written: {file}</translation>
    </message>
    <message>
        <source>The command was not understood: {reason}</source>
        <translation>The command was not understood: {reason}</translation>
    </message>
    <message>
        <source>The copy is in {file} ({size} bytes).</source>
        <translation>The copy is in {file} ({size} bytes).</translation>
    </message>
    <message>
        <source>The copy of {date} is in the database, with {count} changes.</source>
        <translation>The copy of {date} is in the database, with {count} changes.</translation>
    </message>
    <message>
        <source>The counts differ: {kinds}. The next round starts from the beginning.</source>
        <translation>The counts differ: {kinds}. The next round starts from the beginning.</translation>
    </message>
    <message>
        <source>The document is written to {file}</source>
        <translation>The document is written to {file}</translation>
    </message>
    <message>
        <source>The file can be read by the whole office.</source>
        <translation>The file can be read by the whole office.</translation>
    </message>
    <message>
        <source>The file is NOT sound: {pages} damaged page(s), {changes} altered change(s).</source>
        <translation>The file is NOT sound: {pages} damaged page(s), {changes} altered change(s).</translation>
    </message>
    <message>
        <source>The file is confidential: opening it asks for a reason.</source>
        <translation>The file is confidential: opening it asks for a reason.</translation>
    </message>
    <message>
        <source>The file is restored: {file}. Its new device code is {code}.</source>
        <translation>The file is restored: {file}. Its new device code is {code}.</translation>
    </message>
    <message>
        <source>The file is sound: every page and every change is as it was written.</source>
        <translation>The file is sound: every page and every change is as it was written.</translation>
    </message>
    <message>
        <source>The merge is taken back: both records stand again</source>
        <translation>The merge is taken back: both records stand again</translation>
    </message>
    <message>
        <source>The note is kept.</source>
        <translation>The note is kept.</translation>
    </message>
    <message>
        <source>The office file is made: {file}</source>
        <translation>The office file is made: {file}</translation>
    </message>
    <message>
        <source>The old recovery code is spent. The new one: {code}</source>
        <translation>The old recovery code is spent. The new one: {code}</translation>
    </message>
    <message>
        <source>The paper is handed over.</source>
        <translation>The paper is handed over.</translation>
    </message>
    <message>
        <source>The paper is written to {file}</source>
        <translation>The paper is written to {file}</translation>
    </message>
    <message>
        <source>The portrait is kept.</source>
        <translation>The portrait is kept.</translation>
    </message>
    <message>
        <source>The register of a counter, from a terminal.</source>
        <translation>The register of a counter, from a terminal.</translation>
    </message>
    <message>
        <source>The same once more: </source>
        <translation>The same once more: </translation>
    </message>
    <message>
        <source>The server answers at {url}. Its fingerprint is {fingerprint}.</source>
        <translation>The server answers at {url}. Its fingerprint is {fingerprint}.</translation>
    </message>
    <message>
        <source>The server is of an older version. Tell the regional office to update it.</source>
        <translation>The server is of an older version. Tell the regional office to update it.</translation>
    </message>
    <message>
        <source>The sheet is written to {file}</source>
        <translation>The sheet is written to {file}</translation>
    </message>
    <message>
        <source>The slip is written to {file}</source>
        <translation>The slip is written to {file}</translation>
    </message>
    <message>
        <source>There is more: write and carry another bundle to have the rest.</source>
        <translation>There is more: write and carry another bundle to have the rest.</translation>
    </message>
    <message>
        <source>There is no bundle here: their names end in .guichet-out.</source>
        <translation>There is no bundle here: their names end in .guichet-out.</translation>
    </message>
    <message>
        <source>They count as arrived when the answer has come back and was read here.</source>
        <translation>They count as arrived when the answer has come back and was read here.</translation>
    </message>
    <message>
        <source>They wait under To decide, and in: guichet conflicts, guichet refused</source>
        <translation>They wait under To decide, and in: guichet conflicts, guichet refused</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Usage: </source>
        <translation>Usage: </translation>
    </message>
    <message>
        <source>VALUE</source>
        <translation>VALUE</translation>
    </message>
    <message>
        <source>WHO=AMOUNT</source>
        <translation>WHO=AMOUNT</translation>
    </message>
    <message>
        <source>WORDS</source>
        <translation>WORDS</translation>
    </message>
    <message>
        <source>Waiting: {waiting}. On their way: {sent}. Arrived: {arrived}. Refused: {refused}.</source>
        <translation>Waiting: {waiting}. On their way: {sent}. Arrived: {arrived}. Refused: {refused}.</translation>
    </message>
    <message>
        <source>What it takes</source>
        <translation>What it takes</translation>
    </message>
    <message>
        <source>Where it happened is noted, without anybody&apos;s data, in {file}</source>
        <translation>Where it happened is noted, without anybody&apos;s data, in {file}</translation>
    </message>
    <message>
        <source>Write it down now and lock it away: it is shown this once. Without it and without a password, what was never sent is lost.</source>
        <translation>Write it down now and lock it away: it is shown this once. Without it and without a password, what was never sent is lost.</translation>
    </message>
    <message>
        <source>Written anew; it goes with the next synchronisation</source>
        <translation>Written anew; it goes with the next synchronisation</translation>
    </message>
    <message>
        <source>Written. Should it be wrong, take it back today with {option}</source>
        <translation>Written. Should it be wrong, take it back today with {option}</translation>
    </message>
    <message>
        <source>a merge and its undoing need --reason</source>
        <translation>a merge and its undoing need --reason</translation>
    </message>
    <message>
        <source>corrected by {number}</source>
        <translation>corrected by {number}</translation>
    </message>
    <message>
        <source>due on {date}</source>
        <translation>due on {date}</translation>
    </message>
    <message>
        <source>goes with number {number}: correct that first</source>
        <translation>goes with number {number}: correct that first</translation>
    </message>
    <message>
        <source>here</source>
        <translation>here</translation>
    </message>
    <message>
        <source>its clock is {time} ahead</source>
        <translation>its clock is {time} ahead</translation>
    </message>
    <message>
        <source>its clock is {time} behind</source>
        <translation>its clock is {time} behind</translation>
    </message>
    <message>
        <source>laptop {device}</source>
        <translation>laptop {device}</translation>
    </message>
    <message>
        <source>moved by another office</source>
        <translation>moved by another office</translation>
    </message>
    <message>
        <source>never heard</source>
        <translation>never heard</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>not known</translation>
    </message>
    <message>
        <source>photos and scans: {done} of {all}</source>
        <translation>photos and scans: {done} of {all}</translation>
    </message>
    <message>
        <source>portraits</source>
        <translation>portraits</translation>
    </message>
    <message>
        <source>records</source>
        <translation>records</translation>
    </message>
    <message>
        <source>row {row}, {share} %, {speed} people a second</source>
        <translation>row {row}, {share} %, {speed} people a second</translation>
    </message>
    <message>
        <source>row {row}: {problem}</source>
        <translation>row {row}: {problem}</translation>
    </message>
    <message>
        <source>scans</source>
        <translation>scans</translation>
    </message>
    <message>
        <source>set aside: {reason}</source>
        <translation>set aside: {reason}</translation>
    </message>
    <message>
        <source>shut out</source>
        <translation>shut out</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>somebody</translation>
    </message>
    <message>
        <source>somebody at laptop {device}</source>
        <translation>somebody at laptop {device}</translation>
    </message>
    <message>
        <source>stands</source>
        <translation>stands</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>taken back</translation>
    </message>
    <message>
        <source>taken over</source>
        <translation>taken over</translation>
    </message>
    <message>
        <source>the other</source>
        <translation>the other</translation>
    </message>
    <message>
        <source>time not known</source>
        <translation>time not known</translation>
    </message>
    <message>
        <source>to bring: {papers}</source>
        <translation>to bring: {papers}</translation>
    </message>
    <message>
        <source>to {district} on {date}</source>
        <translation>to {district} on {date}</translation>
    </message>
    <message>
        <source>waiting on it: {count}</source>
        <translation>waiting on it: {count}</translation>
    </message>
    <message>
        <source>{bundle}: taken; its answer is {answer}</source>
        <translation>{bundle}: taken; its answer is {answer}</translation>
    </message>
    <message>
        <source>{district} holds {digest}: two files that hold the same say the same</source>
        <translation>{district} holds {digest}: two files that hold the same say the same</translation>
    </message>
    <message>
        <source>{done} of {all}</source>
        <translation>{done} of {all}</translation>
    </message>
    <message>
        <source>{field}: {old} → {new}</source>
        <translation>{field}: {old} → {new}</translation>
    </message>
    <message>
        <source>{lane}: {count}, {size}</source>
        <translation>{lane}: {count}, {size}</translation>
    </message>
    <message>
        <source>{lane}: {count}, {size}, left for another time</source>
        <translation>{lane}: {count}, {size}, left for another time</translation>
    </message>
    <message>
        <source>{name} holds the role “{role}” until {date}: {reason}</source>
        <translation>{name} holds the role “{role}” until {date}: {reason}</translation>
    </message>
    <message>
        <source>{number} of {of}: {office}</source>
        <translation>{number} of {of}: {office}</translation>
    </message>
    <message>
        <source>{size} kB</source>
        <translation>{size} kB</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
    <message>
        <source>age uncertain</source>
        <translation>age uncertain</translation>
    </message>
    <message>
        <source>  changed meanwhile: {value}</source>
        <translation>  changed meanwhile: {value}</translation>
    </message>
    <message>
        <source>About {size}; how fast this line is was not measured yet</source>
        <translation>About {size}; how fast this line is was not measured yet</translation>
    </message>
    <message>
        <source>Moving to {district} on {date}; its file goes with the next round</source>
        <translation>Moving to {district} on {date}; its file goes with the next round</translation>
    </message>
    <message>
        <source>Write it down, away from the server: it is shown once, and nothing else opens the copy.</source>
        <translation>Write it down, away from the server: it is shown once, and nothing else opens the copy.</translation>
    </message>
    <message>
        <source>but: {reasons}</source>
        <translation>but: {reasons}</translation>
    </message>
    <message>
        <source>can be taken back until {date}</source>
        <translation>can be taken back until {date}</translation>
    </message>
    <message>
        <source>give two codes, or --list, or --undo with a number</source>
        <translation>give two codes, or --list, or --undo with a number</translation>
    </message>
    <message>
        <source>handed over</source>
        <translation>handed over</translation>
    </message>
    <message>
        <source>line {line}</source>
        <translation>line {line}</translation>
    </message>
    <message>
        <source>not here yet</source>
        <translation>not here yet</translation>
    </message>
    <message>
        <source>one of these is missing: {names}</source>
        <translation>one of these is missing: {names}</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>overdue</translation>
    </message>
    <message>
        <source>{arrived} of {waiting} arrived, {received} received</source>
        <translation>{arrived} of {waiting} arrived, {received} received</translation>
    </message>
    <message>
        <source>{count} rows, {share} %</source>
        <translation>{count} rows, {share} %</translation>
    </message>
    <message>
        <source>{field}: {problem}</source>
        <translation>{field}: {problem}</translation>
    </message>
    <message>
        <source>{heading}:</source>
        <translation>{heading}:</translation>
    </message>
    <message>
        <source>{item}: {status}</source>
        <translation>{item}: {status}</translation>
    </message>
    <message>
        <source>{line}: {problem}</source>
        <translation>{line}: {problem}</translation>
    </message>
    <message>
        <source>{names} does not go together with {other}</source>
        <translation>{names} does not go together with {other}</translation>
    </message>
    <message>
        <source>{names} is missing</source>
        <translation>{names} is missing</translation>
    </message>
    <message>
        <source>{names} is not known here</source>
        <translation>{names} is not known here</translation>
    </message>
    <message>
        <source>{names} takes no value</source>
        <translation>{names} takes no value</translation>
    </message>
    <message>
        <source>{names} wants a value after it</source>
        <translation>{names} wants a value after it</translation>
    </message>
    <message>
        <source>{name} cannot be “{given}”.</source>
        <translation>{name} cannot be “{given}”.</translation>
    </message>
    <message>
        <source>{name} cannot be “{given}”. Expected: {expected}.</source>
        <translation>{name} cannot be “{given}”. Expected: {expected}.</translation>
    </message>
    <message>
        <source>{name} cannot be “{given}”. Possible: {choices}.</source>
        <translation>{name} cannot be “{given}”. Possible: {choices}.</translation>
    </message>
    <message>
        <source>{name} has a new password.</source>
        <translation>{name} has a new password.</translation>
    </message>
    <message>
        <source>{name} may not open the file any more.</source>
        <translation>{name} may not open the file any more.</translation>
    </message>
    <message>
        <source>{name} may open the file.</source>
        <translation>{name} may open the file.</translation>
    </message>
    <message>
        <source>{person} and {other}: {decision}</source>
        <translation>{person} and {other}: {decision}</translation>
    </message>
    <message>
        <source>{scan} is kept as document {number}</source>
        <translation>{scan} is kept as document {number}</translation>
    </message>
    <message>
        <source>“&lt;” hides a count under {least}, or one that would give it away.</source>
        <translation>“&lt;” hides a count under {least}, or one that would give it away.</translation>
    </message>
</context>
<context>
    <name>CommandHelp</name>
    <message>
        <source>a certificate (PEM) to trust besides the server&apos;s own</source>
        <translation>a certificate (PEM) to trust besides the server&apos;s own</translation>
    </message>
    <message>
        <source>a certificate of your own (PEM)</source>
        <translation>a certificate of your own (PEM)</translation>
    </message>
    <message>
        <source>a code of your own (else one is made)</source>
        <translation>a code of your own (else one is made)</translation>
    </message>
    <message>
        <source>a day as 2026-11-23, or today (else all that was ever written)</source>
        <translation>a day as 2026-11-23, or today (else all that was ever written)</translation>
    </message>
    <message>
        <source>a few words about it</source>
        <translation>a few words about it</translation>
    </message>
    <message>
        <source>a field and its right value, as often as needed; none sends it again as it is</source>
        <translation>a field and its right value, as often as needed; none sends it again as it is</translation>
    </message>
    <message>
        <source>a folder, as a stick&apos;s, or the bundle&apos;s own name (else here)</source>
        <translation>a folder, as a stick&apos;s, or the bundle&apos;s own name (else here)</translation>
    </message>
    <message>
        <source>a list of wages, CSV or XLSX</source>
        <translation>a list of wages, CSV or XLSX</translation>
    </message>
    <message>
        <source>a member by printed code, or a name from outside</source>
        <translation>a member by printed code, or a name from outside</translation>
    </message>
    <message>
        <source>a name or address under which devices reach the server; may be repeated</source>
        <translation>a name or address under which devices reach the server; may be repeated</translation>
    </message>
    <message>
        <source>a number, a code or a word of it</source>
        <translation>a number, a code or a word of it</translation>
    </message>
    <message>
        <source>a number; the same one makes the same households (else {seed})</source>
        <translation>a number; the same one makes the same households (else {seed})</translation>
    </message>
    <message>
        <source>a part of the name</source>
        <translation>a part of the name</translation>
    </message>
    <message>
        <source>a picture file</source>
        <translation>a picture file</translation>
    </message>
    <message>
        <source>a picture of a card, a receipt or an identity document</source>
        <translation>a picture of a card, a receipt or an identity document</translation>
    </message>
    <message>
        <source>a printed code, of a household or of a person</source>
        <translation>a printed code, of a household or of a person</translation>
    </message>
    <message>
        <source>a printed code, of a household or of a person (else everybody)</source>
        <translation>a printed code, of a household or of a person (else everybody)</translation>
    </message>
    <message>
        <source>a printed code, of the household or of a member</source>
        <translation>a printed code, of the household or of a member</translation>
    </message>
    <message>
        <source>a telephone or a place where they can be told</source>
        <translation>a telephone or a place where they can be told</translation>
    </message>
    <message>
        <source>a worker&apos;s month: NAME=AMOUNT, or the code or number of insurance in the name&apos;s place</source>
        <translation>a worker&apos;s month: NAME=AMOUNT, or the code or number of insurance in the name&apos;s place</translation>
    </message>
    <message>
        <source>add a period of insurance, here or in another country</source>
        <translation>add a period of insurance, here or in another country</translation>
    </message>
    <message>
        <source>add an update to a household&apos;s journey</source>
        <translation>add an update to a household&apos;s journey</translation>
    </message>
    <message>
        <source>agree to a request, by its number, and write it</source>
        <translation>agree to a request, by its number, and write it</translation>
    </message>
    <message>
        <source>all answers as one JSON object; - for standard input</source>
        <translation>all answers as one JSON object; - for standard input</translation>
    </message>
    <message>
        <source>always list names that are spelled differently (else where few are not)</source>
        <translation>always list names that are spelled differently (else where few are not)</translation>
    </message>
    <message>
        <source>an answer of its form, as often as needed: --set on=2026-11-02</source>
        <translation>an answer of its form, as often as needed: --set on=2026-11-02</translation>
    </message>
    <message>
        <source>an office with a whole district in it, of so many people</source>
        <translation>an office with a whole district in it, of so many people</translation>
    </message>
    <message>
        <source>an unfinished registration, by its number</source>
        <translation>an unfinished registration, by its number</translation>
    </message>
    <message>
        <source>answer with one JSON document</source>
        <translation>answer with one JSON document</translation>
    </message>
    <message>
        <source>ask for a change of a household, and decide on what was asked for</source>
        <translation>ask for a change of a household, and decide on what was asked for</translation>
    </message>
    <message>
        <source>at most so many lines</source>
        <translation>at most so many lines</translation>
    </message>
    <message>
        <source>at most so many megabytes, both ways; records go in any case</source>
        <translation>at most so many megabytes, both ways; records go in any case</translation>
    </message>
    <message>
        <source>at most so many of them (else {count})</source>
        <translation>at most so many of them (else {count})</translation>
    </message>
    <message>
        <source>back an office file up</source>
        <translation>back an office file up</translation>
    </message>
    <message>
        <source>begin a campaign</source>
        <translation>begin a campaign</translation>
    </message>
    <message>
        <source>beginnings of names, a code, a phone or an identifier; &apos;&apos; for all</source>
        <translation>beginnings of names, a code, a phone or an identifier; &apos;&apos; for all</translation>
    </message>
    <message>
        <source>bring a copy back, into an empty database</source>
        <translation>bring a copy back, into an empty database</translation>
    </message>
    <message>
        <source>bring an office file back</source>
        <translation>bring an office file back</translation>
    </message>
    <message>
        <source>by bands of age, or by place</source>
        <translation>by bands of age, or by place</translation>
    </message>
    <message>
        <source>carry the bundles of other offices to the server over this file&apos;s line</source>
        <translation>carry the bundles of other offices to the server over this file&apos;s line</translation>
    </message>
    <message>
        <source>check everything and write nothing</source>
        <translation>check everything and write nothing</translation>
    </message>
    <message>
        <source>check that an office file is sound</source>
        <translation>check that an office file is sound</translation>
    </message>
    <message>
        <source>close a campaign</source>
        <translation>close a campaign</translation>
    </message>
    <message>
        <source>codes of households or people</source>
        <translation>codes of households or people</translation>
    </message>
    <message>
        <source>codes of the documents seen, with commas; the others are missing</source>
        <translation>codes of the documents seen, with commas; the others are missing</translation>
    </message>
    <message>
        <source>columns, in order (else those of the last export)</source>
        <translation>columns, in order (else those of the last export)</translation>
    </message>
    <message>
        <source>compare nobody with the register: faster, and duplicates stay unnoticed</source>
        <translation>compare nobody with the register: faster, and duplicates stay unnoticed</translation>
    </message>
    <message>
        <source>compare what was written here with what the server holds</source>
        <translation>compare what was written here with what the server holds</translation>
    </message>
    <message>
        <source>copy the database into one sealed file, while the server works</source>
        <translation>copy the database into one sealed file, while the server works</translation>
    </message>
    <message>
        <source>correct what is known of an employer</source>
        <translation>correct what is known of an employer</translation>
    </message>
    <message>
        <source>correct what the server refused, or set it aside</source>
        <translation>correct what the server refused, or set it aside</translation>
    </message>
    <message>
        <source>count people by age or place, small counts hidden</source>
        <translation>count people by age or place, small counts hidden</translation>
    </message>
    <message>
        <source>count who is registered, contributing, entitled and served, kept apart</source>
        <translation>count who is registered, contributing, entitled and served, kept apart</translation>
    </message>
    <message>
        <source>do not look for people who may be registered already</source>
        <translation>do not look for people who may be registered already</translation>
    </message>
    <message>
        <source>drop the unfinished registrations whose time is over</source>
        <translation>drop the unfinished registrations whose time is over</translation>
    </message>
    <message>
        <source>encrypt the line even on this machine</source>
        <translation>encrypt the line even on this machine</translation>
    </message>
    <message>
        <source>file an employer&apos;s monthly statement, take money on it, print it</source>
        <translation>file an employer&apos;s monthly statement, take money on it, print it</translation>
    </message>
    <message>
        <source>file an employer&apos;s statement of a month</source>
        <translation>file an employer&apos;s statement of a month</translation>
    </message>
    <message>
        <source>find people or households</source>
        <translation>find people or households</translation>
    </message>
    <message>
        <source>for how many days, today included</source>
        <translation>for how many days, today included</translation>
    </message>
    <message>
        <source>for those alone who may read what is sealed</source>
        <translation>for those alone who may read what is sealed</translation>
    </message>
    <message>
        <source>forget these of them, by number, or all</source>
        <translation>forget these of them, by number, or all</translation>
    </message>
    <message>
        <source>give a device the name people call it by</source>
        <translation>give a device the name people call it by</translation>
    </message>
    <message>
        <source>give a person a portrait</source>
        <translation>give a person a portrait</translation>
    </message>
    <message>
        <source>give somebody a new password</source>
        <translation>give somebody a new password</translation>
    </message>
    <message>
        <source>give yourself a new password with the recovery code</source>
        <translation>give yourself a new password with the recovery code</translation>
    </message>
    <message>
        <source>hear complaints, acknowledge and answer them</source>
        <translation>hear complaints, acknowledge and answer them</translation>
    </message>
    <message>
        <source>hold a role for some days, or let a colleague hold it</source>
        <translation>hold a role for some days, or let a colleague hold it</translation>
    </message>
    <message>
        <source>hold another role for a time, where nobody else is there</source>
        <translation>hold another role for a time, where nobody else is there</translation>
    </message>
    <message>
        <source>hold back households with somebody who looks like somebody registered</source>
        <translation>hold back households with somebody who looks like somebody registered</translation>
    </message>
    <message>
        <source>hold it no longer</source>
        <translation>hold it no longer</translation>
    </message>
    <message>
        <source>households instead of people</source>
        <translation>households instead of people</translation>
    </message>
    <message>
        <source>households, one JSON object a line; - for standard input</source>
        <translation>households, one JSON object a line; - for standard input</translation>
    </message>
    <message>
        <source>how it stands from now on</source>
        <translation>how it stands from now on</translation>
    </message>
    <message>
        <source>how many households (else {count})</source>
        <translation>how many households (else {count})</translation>
    </message>
    <message>
        <source>how many households are expected</source>
        <translation>how many households are expected</translation>
    </message>
    <message>
        <source>how many months they pay for at a time</source>
        <translation>how many months they pay for at a time</translation>
    </message>
    <message>
        <source>how many people work there</source>
        <translation>how many people work there</translation>
    </message>
    <message>
        <source>how the complaint came</source>
        <translation>how the complaint came</translation>
    </message>
    <message>
        <source>how the dates of a column are written: dmy, mdy or ymd (repeat)</source>
        <translation>how the dates of a column are written: dmy, mdy or ymd (repeat)</translation>
    </message>
    <message>
        <source>how the privacy notice was given to them</source>
        <translation>how the privacy notice was given to them</translation>
    </message>
    <message>
        <source>identity numbers whole instead of their last three signs</source>
        <translation>identity numbers whole instead of their last three signs</translation>
    </message>
    <message>
        <source>in the place of the one filed for this month</source>
        <translation>in the place of the one filed for this month</translation>
    </message>
    <message>
        <source>install a programme pack from a folder</source>
        <translation>install a programme pack from a folder</translation>
    </message>
    <message>
        <source>its number in the list</source>
        <translation>its number in the list</translation>
    </message>
    <message>
        <source>join a server with a one-time code</source>
        <translation>join a server with a one-time code</translation>
    </message>
    <message>
        <source>keep a household&apos;s file confidential</source>
        <translation>keep a household&apos;s file confidential</translation>
    </message>
    <message>
        <source>keep employers, who works for them, and visits</source>
        <translation>keep employers, who works for them, and visits</translation>
    </message>
    <message>
        <source>keep it as a draft, not handed in yet</source>
        <translation>keep it as a draft, not handed in yet</translation>
    </message>
    <message>
        <source>keep it from ordinary lists (misconduct and violence always are)</source>
        <translation>keep it from ordinary lists (misconduct and violence always are)</translation>
    </message>
    <message>
        <source>keep pictures or PDFs with a household or a person</source>
        <translation>keep pictures or PDFs with a household or a person</translation>
    </message>
    <message>
        <source>keep scans with a household, list them, take one out</source>
        <translation>keep scans with a household, list them, take one out</translation>
    </message>
    <message>
        <source>let it be: what stood before stands again</source>
        <translation>let it be: what stood before stands again</translation>
    </message>
    <message>
        <source>let somebody open it no more; what they did stays</source>
        <translation>let somebody open it no more; what they did stays</translation>
    </message>
    <message>
        <source>let somebody open the file</source>
        <translation>let somebody open the file</translation>
    </message>
    <message>
        <source>list a person&apos;s periods of insurance with their totals</source>
        <translation>list a person&apos;s periods of insurance with their totals</translation>
    </message>
    <message>
        <source>list an employer&apos;s statements</source>
        <translation>list an employer&apos;s statements</translation>
    </message>
    <message>
        <source>list complaints, what is due first at the top</source>
        <translation>list complaints, what is due first at the top</translation>
    </message>
    <message>
        <source>list employers, all or by name, code or number</source>
        <translation>list employers, all or by name, code or number</translation>
    </message>
    <message>
        <source>list enrolments: of a household, of a scheme, waiting, to decide</source>
        <translation>list enrolments: of a household, of a scheme, waiting, to decide</translation>
    </message>
    <message>
        <source>list people of the register who may be the same person as somebody</source>
        <translation>list people of the register who may be the same person as somebody</translation>
    </message>
    <message>
        <source>list people who may be registered twice, and decide</source>
        <translation>list people who may be registered twice, and decide</translation>
    </message>
    <message>
        <source>list the appointments until a day</source>
        <translation>list the appointments until a day</translation>
    </message>
    <message>
        <source>list the campaigns</source>
        <translation>list the campaigns</translation>
    </message>
    <message>
        <source>list the conflicts nobody has settled</source>
        <translation>list the conflicts nobody has settled</translation>
    </message>
    <message>
        <source>list the devices that have joined</source>
        <translation>list the devices that have joined</translation>
    </message>
    <message>
        <source>list the documents of a household or a person</source>
        <translation>list the documents of a household or a person</translation>
    </message>
    <message>
        <source>list the enrolments that should end, and why</source>
        <translation>list the enrolments that should end, and why</translation>
    </message>
    <message>
        <source>list the forms that have not come back</source>
        <translation>list the forms that have not come back</translation>
    </message>
    <message>
        <source>list the households held back</source>
        <translation>list the households held back</translation>
    </message>
    <message>
        <source>list the households that moved to another district</source>
        <translation>list the households that moved to another district</translation>
    </message>
    <message>
        <source>list the households to visit again, one in twenty</source>
        <translation>list the households to visit again, one in twenty</translation>
    </message>
    <message>
        <source>list the merges of the last 90 days</source>
        <translation>list the merges of the last 90 days</translation>
    </message>
    <message>
        <source>list the notes of a household</source>
        <translation>list the notes of a household</translation>
    </message>
    <message>
        <source>list the pairs that wait (the default)</source>
        <translation>list the pairs that wait (the default)</translation>
    </message>
    <message>
        <source>list the requests that wait, or all those of a household</source>
        <translation>list the requests that wait, or all those of a household</translation>
    </message>
    <message>
        <source>list those that were settled instead</source>
        <translation>list those that were settled instead</translation>
    </message>
    <message>
        <source>list what became of the others instead</source>
        <translation>list what became of the others instead</translation>
    </message>
    <message>
        <source>list what has been kept longer than its time</source>
        <translation>list what has been kept longer than its time</translation>
    </message>
    <message>
        <source>list what is due at this desk; make appointments</source>
        <translation>list what is due at this desk; make appointments</translation>
    </message>
    <message>
        <source>list what is due today or was before</source>
        <translation>list what is due today or was before</translation>
    </message>
    <message>
        <source>list what the server refused and nobody has dealt with</source>
        <translation>list what the server refused and nobody has dealt with</translation>
    </message>
    <message>
        <source>list who holds which role today</source>
        <translation>list who holds which role today</translation>
    </message>
    <message>
        <source>list who may open the file</source>
        <translation>list who may open the file</translation>
    </message>
    <message>
        <source>list, open or apply what devices handed over when they were shut out</source>
        <translation>list, open or apply what devices handed over when they were shut out</translation>
    </message>
    <message>
        <source>look after the server: devices, offices, copies, programmes</source>
        <translation>look after the server: devices, offices, copies, programmes</translation>
    </message>
    <message>
        <source>make a new office file, and show its recovery code once</source>
        <translation>make a new office file, and show its recovery code once</translation>
    </message>
    <message>
        <source>make a one-time code with which a device joins</source>
        <translation>make a one-time code with which a device joins</translation>
    </message>
    <message>
        <source>make an appointment, with a household or for oneself</source>
        <translation>make an appointment, with a household or for oneself</translation>
    </message>
    <message>
        <source>make an office file</source>
        <translation>make an office file</translation>
    </message>
    <message>
        <source>make one record of two of the same person, or take it back</source>
        <translation>make one record of two of the same person, or take it back</translation>
    </message>
    <message>
        <source>make receipts or cards as a PDF</source>
        <translation>make receipts or cards as a PDF</translation>
    </message>
    <message>
        <source>make registration forms, blank with their codes or filled in</source>
        <translation>make registration forms, blank with their codes or filled in</translation>
    </message>
    <message>
        <source>make up households to try things with</source>
        <translation>make up households to try things with</translation>
    </message>
    <message>
        <source>mean it, warnings read</source>
        <translation>mean it, warnings read</translation>
    </message>
    <message>
        <source>name who collects for a household, and who does in their place</source>
        <translation>name who collects for a household, and who does in their place</translation>
    </message>
    <message>
        <source>no longer confidential</source>
        <translation>no longer confidential</translation>
    </message>
    <message>
        <source>nobody is named</source>
        <translation>nobody is named</translation>
    </message>
    <message>
        <source>note a visit to an employer and what it found</source>
        <translation>note a visit to an employer and what it found</translation>
    </message>
    <message>
        <source>note contributions somebody paid for themselves or for others</source>
        <translation>note contributions somebody paid for themselves or for others</translation>
    </message>
    <message>
        <source>note money received on a statement</source>
        <translation>note money received on a statement</translation>
    </message>
    <message>
        <source>note papers brought later, a sponsor, a priority</source>
        <translation>note papers brought later, a sponsor, a priority</translation>
    </message>
    <message>
        <source>note something about a household</source>
        <translation>note something about a household</translation>
    </message>
    <message>
        <source>note something about a household or a person</source>
        <translation>note something about a household or a person</translation>
    </message>
    <message>
        <source>note that a paper was handed over</source>
        <translation>note that a paper was handed over</translation>
    </message>
    <message>
        <source>note what a visit found</source>
        <translation>note what a visit found</translation>
    </message>
    <message>
        <source>of this person alone, not of the household</source>
        <translation>of this person alone, not of the household</translation>
    </message>
    <message>
        <source>on which legal basis they are registered</source>
        <translation>on which legal basis they are registered</translation>
    </message>
    <message>
        <source>once more the forms of a stack that have not come back, by one of its codes</source>
        <translation>once more the forms of a stack that have not come back, by one of its codes</translation>
    </message>
    <message>
        <source>one field only, for example village or person.given_name</source>
        <translation>one field only, for example village or person.given_name</translation>
    </message>
    <message>
        <source>one role (else all of them)</source>
        <translation>one role (else all of them)</translation>
    </message>
    <message>
        <source>only names spelled as typed</source>
        <translation>only names spelled as typed</translation>
    </message>
    <message>
        <source>only say what it would cost; no line is needed</source>
        <translation>only say what it would cost; no line is needed</translation>
    </message>
    <message>
        <source>only say what would be settled</source>
        <translation>only say what would be settled</translation>
    </message>
    <message>
        <source>only this place and those in it, its name or its code</source>
        <translation>only this place and those in it, its name or its code</translation>
    </message>
    <message>
        <source>only this place and what is in it, by its code</source>
        <translation>only this place and what is in it, by its code</translation>
    </message>
    <message>
        <source>only this village</source>
        <translation>only this village</translation>
    </message>
    <message>
        <source>only what is of this kind</source>
        <translation>only what is of this kind</translation>
    </message>
    <message>
        <source>only who this text finds, as in a search</source>
        <translation>only who this text finds, as in a search</translation>
    </message>
    <message>
        <source>open the window</source>
        <translation>open the window</translation>
    </message>
    <message>
        <source>pictures or PDFs</source>
        <translation>pictures or PDFs</translation>
    </message>
    <message>
        <source>place on a waiting list: 1 comes first</source>
        <translation>place on a waiting list: 1 comes first</translation>
    </message>
    <message>
        <source>print all that is held of a household, for its people</source>
        <translation>print all that is held of a household, for its people</translation>
    </message>
    <message>
        <source>print the JSON Schema of an import</source>
        <translation>print the JSON Schema of an import</translation>
    </message>
    <message>
        <source>print the acknowledgement of a complaint</source>
        <translation>print the acknowledgement of a complaint</translation>
    </message>
    <message>
        <source>print the decision letter, the enrolment receipt or the exit letter</source>
        <translation>print the decision letter, the enrolment receipt or the exit letter</translation>
    </message>
    <message>
        <source>print the version and stop</source>
        <translation>print the version and stop</translation>
    </message>
    <message>
        <source>put a person down as working for an employer, or for themselves</source>
        <translation>put a person down as working for an employer, or for themselves</translation>
    </message>
    <message>
        <source>read a code from a picture and say whose it is</source>
        <translation>read a code from a picture and say whose it is</translation>
    </message>
    <message>
        <source>read the answers that came back for this file</source>
        <translation>read the answers that came back for this file</translation>
    </message>
    <message>
        <source>receipt: of a household; card: of a person</source>
        <translation>receipt: of a household; card: of a person</translation>
    </message>
    <message>
        <source>receipts: a5, a4 (two a page), roll80; cards: single, sheet (ten a page)</source>
        <translation>receipts: a5, a4 (two a page), roll80; cards: single, sheet (ten a page)</translation>
    </message>
    <message>
        <source>records alone: photos and scans wait for a better line</source>
        <translation>records alone: photos and scans wait for a better line</translation>
    </message>
    <message>
        <source>refuse a household when somebody in it may be registered already</source>
        <translation>refuse a household when somebody in it may be registered already</translation>
    </message>
    <message>
        <source>refuse a request, with --reason</source>
        <translation>refuse a request, with --reason</translation>
    </message>
    <message>
        <source>register an employer</source>
        <translation>register an employer</translation>
    </message>
    <message>
        <source>register for a campaign&apos;s team from now on</source>
        <translation>register for a campaign&apos;s team from now on</translation>
    </message>
    <message>
        <source>register households from a file</source>
        <translation>register households from a file</translation>
    </message>
    <message>
        <source>register people from a list, CSV or XLSX</source>
        <translation>register people from a list, CSV or XLSX</translation>
    </message>
    <message>
        <source>register these of them, by number, or all</source>
        <translation>register these of them, by number, or all</translation>
    </message>
    <message>
        <source>registered on this day or before, YYYY-MM-DD</source>
        <translation>registered on this day or before, YYYY-MM-DD</translation>
    </message>
    <message>
        <source>registered on this day or later, YYYY-MM-DD</source>
        <translation>registered on this day or later, YYYY-MM-DD</translation>
    </message>
    <message>
        <source>run a registration campaign: targets, progress, second visits</source>
        <translation>run a registration campaign: targets, progress, second visits</translation>
    </message>
    <message>
        <source>run the central server</source>
        <translation>run the central server</translation>
    </message>
    <message>
        <source>say at a glance who of a household is entitled</source>
        <translation>say at a glance who of a household is entitled</translation>
    </message>
    <message>
        <source>say how many households a team is expected to register in a village</source>
        <translation>say how many households a team is expected to register in a village</translation>
    </message>
    <message>
        <source>say it again with other values; a record is made anew with all that leans on it</source>
        <translation>say it again with other values; a record is made anew with all that leans on it</translation>
    </message>
    <message>
        <source>say of pair # that it is the same person, different, or unsure</source>
        <translation>say of pair # that it is the same person, different, or unsure</translation>
    </message>
    <message>
        <source>say that an appointment falls away</source>
        <translation>say that an appointment falls away</translation>
    </message>
    <message>
        <source>say that an appointment was kept</source>
        <translation>say that an appointment was kept</translation>
    </message>
    <message>
        <source>say the last day somebody worked</source>
        <translation>say the last day somebody worked</translation>
    </message>
    <message>
        <source>say what is due on a monthly base for some months</source>
        <translation>say what is due on a monthly base for some months</translation>
    </message>
    <message>
        <source>say which schemes people are eligible for, and why</source>
        <translation>say which schemes people are eligible for, and why</translation>
    </message>
    <message>
        <source>say which value stands, field by field or for all</source>
        <translation>say which value stands, field by field or for all</translation>
    </message>
    <message>
        <source>say who is insured and entitled, keep periods, count four ways</source>
        <translation>say who is insured and entitled, keep periods, count four ways</translation>
    </message>
    <message>
        <source>say who may open an office file</source>
        <translation>say who may open an office file</translation>
    </message>
    <message>
        <source>seal it with a new recovery key, which is shown once</source>
        <translation>seal it with a new recovery key, which is shown once</translation>
    </message>
    <message>
        <source>served since this day, YYYY-MM-DD (else since the first of the month)</source>
        <translation>served since this day, YYYY-MM-DD (else since the first of the month)</translation>
    </message>
    <message>
        <source>settle those that differ in the writing alone; what stands is kept</source>
        <translation>settle those that differ in the writing alone; what stands is kept</translation>
    </message>
    <message>
        <source>settle what two people wrote without knowing of each other</source>
        <translation>settle what two people wrote without knowing of each other</translation>
    </message>
    <message>
        <source>show a complaint with its steps</source>
        <translation>show a complaint with its steps</translation>
    </message>
    <message>
        <source>show a statement line by line</source>
        <translation>show a statement line by line</translation>
    </message>
    <message>
        <source>show an employer with its workers, statements and visits</source>
        <translation>show an employer with its workers, statements and visits</translation>
    </message>
    <message>
        <source>show an enrolment with its steps and decisions</source>
        <translation>show an enrolment with its steps and decisions</translation>
    </message>
    <message>
        <source>show both sides of one, who wrote them, and the evidence</source>
        <translation>show both sides of one, who wrote them, and the evidence</translation>
    </message>
    <message>
        <source>show every change, with --json</source>
        <translation>show every change, with --json</translation>
    </message>
    <message>
        <source>show everything on invented households</source>
        <translation>show everything on invented households</translation>
    </message>
    <message>
        <source>show this help and stop</source>
        <translation>show this help and stop</translation>
    </message>
    <message>
        <source>show what is expected and done, by village and by day</source>
        <translation>show what is expected and done, by village and by day</translation>
    </message>
    <message>
        <source>show when each office was last heard, and what waits there</source>
        <translation>show when each office was last heard, and what waits there</translation>
    </message>
    <message>
        <source>so many blank forms, each with a code that nobody else is given</source>
        <translation>so many blank forms, each with a code that nobody else is given</translation>
    </message>
    <message>
        <source>suspend or close an employer, or make it active again</source>
        <translation>suspend or close an employer, or make it active again</translation>
    </message>
    <message>
        <source>synchronise by stick, or carry the sticks of others</source>
        <translation>synchronise by stick, or carry the sticks of others</translation>
    </message>
    <message>
        <source>synchronise with the server</source>
        <translation>synchronise with the server</translation>
    </message>
    <message>
        <source>take a complaint one step on</source>
        <translation>take a complaint one step on</translation>
    </message>
    <message>
        <source>take a period entered in error out of every sum</source>
        <translation>take a period entered in error out of every sum</translation>
    </message>
    <message>
        <source>take a value from the other record: {fields}</source>
        <translation>take a value from the other record: {fields}</translation>
    </message>
    <message>
        <source>take an application down; its number is the answer</source>
        <translation>take an application down; its number is the answer</translation>
    </message>
    <message>
        <source>take an enrolment one step on</source>
        <translation>take an enrolment one step on</translation>
    </message>
    <message>
        <source>take applications, decide, enrol, name who collects, print letters</source>
        <translation>take applications, decide, enrol, name who collects, print letters</translation>
    </message>
    <message>
        <source>take back what a request has written, on the same day</source>
        <translation>take back what a request has written, on the same day</translation>
    </message>
    <message>
        <source>take it over, as if it had arrived in time</source>
        <translation>take it over, as if it had arrived in time</translation>
    </message>
    <message>
        <source>take merge # of that list back</source>
        <translation>take merge # of that list back</translation>
    </message>
    <message>
        <source>take one&apos;s own request back before it is decided</source>
        <translation>take one&apos;s own request back before it is decided</translation>
    </message>
    <message>
        <source>take rows without a birth date or an age as of unknown birth</source>
        <translation>take rows without a birth date or an age as of unknown birth</translation>
    </message>
    <message>
        <source>take settlements back</source>
        <translation>take settlements back</translation>
    </message>
    <message>
        <source>take the bundles of a stick, and write the answers beside them</source>
        <translation>take the bundles of a stick, and write the answers beside them</translation>
    </message>
    <message>
        <source>tell every value a household ever had, who set it and why</source>
        <translation>tell every value a household ever had, who set it and why</translation>
    </message>
    <message>
        <source>the PDF to write</source>
        <translation>the PDF to write</translation>
    </message>
    <message>
        <source>the PostgreSQL database to use</source>
        <translation>the PostgreSQL database to use</translation>
    </message>
    <message>
        <source>the address to listen on (else this machine alone)</source>
        <translation>the address to listen on (else this machine alone)</translation>
    </message>
    <message>
        <source>the amount received, in the currency&apos;s main unit</source>
        <translation>the amount received, in the currency&apos;s main unit</translation>
    </message>
    <message>
        <source>the appointment&apos;s number, as `agenda appointments` names it</source>
        <translation>the appointment&apos;s number, as `agenda appointments` names it</translation>
    </message>
    <message>
        <source>the archive to write</source>
        <translation>the archive to write</translation>
    </message>
    <message>
        <source>the area&apos;s code</source>
        <translation>the area&apos;s code</translation>
    </message>
    <message>
        <source>the area&apos;s code (else the office&apos;s district)</source>
        <translation>the area&apos;s code (else the office&apos;s district)</translation>
    </message>
    <message>
        <source>the backup&apos;s archive</source>
        <translation>the backup&apos;s archive</translation>
    </message>
    <message>
        <source>the branch of insurance</source>
        <translation>the branch of insurance</translation>
    </message>
    <message>
        <source>the campaign&apos;s code</source>
        <translation>the campaign&apos;s code</translation>
    </message>
    <message>
        <source>the campaign&apos;s name</source>
        <translation>the campaign&apos;s name</translation>
    </message>
    <message>
        <source>the certificate&apos;s key (PEM)</source>
        <translation>the certificate&apos;s key (PEM)</translation>
    </message>
    <message>
        <source>the citizens&apos; language</source>
        <translation>the citizens&apos; language</translation>
    </message>
    <message>
        <source>the code of the person whose record stands</source>
        <translation>the code of the person whose record stands</translation>
    </message>
    <message>
        <source>the code of the same person&apos;s other record; it stays valid</source>
        <translation>the code of the same person&apos;s other record; it stays valid</translation>
    </message>
    <message>
        <source>the colleague who shall hold it (else yourself)</source>
        <translation>the colleague who shall hold it (else yourself)</translation>
    </message>
    <message>
        <source>the complaint’s number, G-…</source>
        <translation>the complaint’s number, G-…</translation>
    </message>
    <message>
        <source>the country, two letters</source>
        <translation>the country, two letters</translation>
    </message>
    <message>
        <source>the day it happened, YYYY-MM-DD</source>
        <translation>the day it happened, YYYY-MM-DD</translation>
    </message>
    <message>
        <source>the day it happened, YYYY-MM-DD (else today)</source>
        <translation>the day it happened, YYYY-MM-DD (else today)</translation>
    </message>
    <message>
        <source>the day it was paid, YYYY-MM-DD (else today)</source>
        <translation>the day it was paid, YYYY-MM-DD (else today)</translation>
    </message>
    <message>
        <source>the day it was told, YYYY-MM-DD (else today)</source>
        <translation>the day it was told, YYYY-MM-DD (else today)</translation>
    </message>
    <message>
        <source>the day of registration (else today)</source>
        <translation>the day of registration (else today)</translation>
    </message>
    <message>
        <source>the day on which the ages of the list were true, YYYY-MM-DD</source>
        <translation>the day on which the ages of the list were true, YYYY-MM-DD</translation>
    </message>
    <message>
        <source>the day the paper was made, YYYY-MM-DD (else today)</source>
        <translation>the day the paper was made, YYYY-MM-DD (else today)</translation>
    </message>
    <message>
        <source>the day to visit again, YYYY-MM-DD</source>
        <translation>the day to visit again, YYYY-MM-DD</translation>
    </message>
    <message>
        <source>the day whose ages count, YYYY-MM-DD (else today)</source>
        <translation>the day whose ages count, YYYY-MM-DD (else today)</translation>
    </message>
    <message>
        <source>the day, YYYY-MM-DD</source>
        <translation>the day, YYYY-MM-DD</translation>
    </message>
    <message>
        <source>the day, YYYY-MM-DD (else today)</source>
        <translation>the day, YYYY-MM-DD (else today)</translation>
    </message>
    <message>
        <source>the employer&apos;s code (else they work for themselves)</source>
        <translation>the employer&apos;s code (else they work for themselves)</translation>
    </message>
    <message>
        <source>the employer&apos;s code, EMP-…</source>
        <translation>the employer&apos;s code, EMP-…</translation>
    </message>
    <message>
        <source>the employer&apos;s name</source>
        <translation>the employer&apos;s name</translation>
    </message>
    <message>
        <source>the enrolment’s number, E-…</source>
        <translation>the enrolment’s number, E-…</translation>
    </message>
    <message>
        <source>the first day, YYYY-MM-DD (else today)</source>
        <translation>the first day, YYYY-MM-DD (else today)</translation>
    </message>
    <message>
        <source>the first month, YYYY-MM</source>
        <translation>the first month, YYYY-MM</translation>
    </message>
    <message>
        <source>the folder with the bundles; the answers are written beside them</source>
        <translation>the folder with the bundles; the answers are written beside them</translation>
    </message>
    <message>
        <source>the last day, YYYY-MM-DD (else today)</source>
        <translation>the last day, YYYY-MM-DD (else today)</translation>
    </message>
    <message>
        <source>the last month, YYYY-MM (else the first)</source>
        <translation>the last month, YYYY-MM (else the first)</translation>
    </message>
    <message>
        <source>the member who applies, by printed code</source>
        <translation>the member who applies, by printed code</translation>
    </message>
    <message>
        <source>the month, YYYY-MM</source>
        <translation>the month, YYYY-MM</translation>
    </message>
    <message>
        <source>the monthly base, in the currency&apos;s main unit</source>
        <translation>the monthly base, in the currency&apos;s main unit</translation>
    </message>
    <message>
        <source>the monthly base; the amount has to be what is due on it</source>
        <translation>the monthly base; the amount has to be what is due on it</translation>
    </message>
    <message>
        <source>the number of a complaint whose answer is contested</source>
        <translation>the number of a complaint whose answer is contested</translation>
    </message>
    <message>
        <source>the number of insurance</source>
        <translation>the number of insurance</translation>
    </message>
    <message>
        <source>the number of the payment this one corrects</source>
        <translation>the number of the payment this one corrects</translation>
    </message>
    <message>
        <source>the officer it is about, by the name they sign in with</source>
        <translation>the officer it is about, by the name they sign in with</translation>
    </message>
    <message>
        <source>the paper that lets a person from outside collect</source>
        <translation>the paper that lets a person from outside collect</translation>
    </message>
    <message>
        <source>the paper&apos;s language</source>
        <translation>the paper&apos;s language</translation>
    </message>
    <message>
        <source>the paper&apos;s language (else the citizen&apos;s)</source>
        <translation>the paper&apos;s language (else the citizen&apos;s)</translation>
    </message>
    <message>
        <source>the payer&apos;s name</source>
        <translation>the payer&apos;s name</translation>
    </message>
    <message>
        <source>the period&apos;s number, as `insured periods` names it</source>
        <translation>the period&apos;s number, as `insured periods` names it</translation>
    </message>
    <message>
        <source>the reason; with resolve, the answer they will be told</source>
        <translation>the reason; with resolve, the answer they will be told</translation>
    </message>
    <message>
        <source>the receipt&apos;s or transfer&apos;s number</source>
        <translation>the receipt&apos;s or transfer&apos;s number</translation>
    </message>
    <message>
        <source>the registration number</source>
        <translation>the registration number</translation>
    </message>
    <message>
        <source>the scheme&apos;s code</source>
        <translation>the scheme&apos;s code</translation>
    </message>
    <message>
        <source>the scheme’s code</source>
        <translation>the scheme’s code</translation>
    </message>
    <message>
        <source>the sector</source>
        <translation>the sector</translation>
    </message>
    <message>
        <source>the statement&apos;s code, ST-…</source>
        <translation>the statement&apos;s code, ST-…</translation>
    </message>
    <message>
        <source>the stick&apos;s folder, or one answer</source>
        <translation>the stick&apos;s folder, or one answer</translation>
    </message>
    <message>
        <source>the stick&apos;s folder, or one bundle</source>
        <translation>the stick&apos;s folder, or one bundle</translation>
    </message>
    <message>
        <source>the tax number</source>
        <translation>the tax number</translation>
    </message>
    <message>
        <source>the telephone number</source>
        <translation>the telephone number</translation>
    </message>
    <message>
        <source>the time of day, as 09:30</source>
        <translation>the time of day, as 09:30</translation>
    </message>
    <message>
        <source>this scheme alone; may be given several times</source>
        <translation>this scheme alone; may be given several times</translation>
    </message>
    <message>
        <source>those of one household, or of one person</source>
        <translation>those of one household, or of one person</translation>
    </message>
    <message>
        <source>those of one household; sealed ones are never among them</source>
        <translation>those of one household; sealed ones are never among them</translation>
    </message>
    <message>
        <source>what is noted</source>
        <translation>what is noted</translation>
    </message>
    <message>
        <source>what is said, in their own words</source>
        <translation>what is said, in their own words</translation>
    </message>
    <message>
        <source>what is to be done, in a few words</source>
        <translation>what is to be done, in a few words</translation>
    </message>
    <message>
        <source>what the complaint is about</source>
        <translation>what the complaint is about</translation>
    </message>
    <message>
        <source>what the note is of</source>
        <translation>what the note is of</translation>
    </message>
    <message>
        <source>what to do</source>
        <translation>what to do</translation>
    </message>
    <message>
        <source>what was found, in a few words</source>
        <translation>what was found, in a few words</translation>
    </message>
    <message>
        <source>which complaints</source>
        <translation>which complaints</translation>
    </message>
    <message>
        <source>which enrolments</source>
        <translation>which enrolments</translation>
    </message>
    <message>
        <source>which paper</source>
        <translation>which paper</translation>
    </message>
    <message>
        <source>which paper proves it</source>
        <translation>which paper proves it</translation>
    </message>
    <message>
        <source>which step</source>
        <translation>which step</translation>
    </message>
    <message>
        <source>who applies in their place</source>
        <translation>who applies in their place</translation>
    </message>
    <message>
        <source>who complains, where there is no code</source>
        <translation>who complains, where there is no code</translation>
    </message>
    <message>
        <source>who insured them</source>
        <translation>who insured them</translation>
    </message>
    <message>
        <source>who is to do it (else whoever is at the desk)</source>
        <translation>who is to do it (else whoever is at the desk)</translation>
    </message>
    <message>
        <source>who pays (else the worker)</source>
        <translation>who pays (else the worker)</translation>
    </message>
    <message>
        <source>who pays the contributions in their place</source>
        <translation>who pays the contributions in their place</translation>
    </message>
    <message>
        <source>whom to ask for</source>
        <translation>whom to ask for</translation>
    </message>
    <message>
        <source>why it is printed again</source>
        <translation>why it is printed again</translation>
    </message>
    <message>
        <source>why, in a sentence that is kept</source>
        <translation>why, in a sentence that is kept</translation>
    </message>
    <message>
        <source>with assign: who shall answer (else yourself)</source>
        <translation>with assign: who shall answer (else yourself)</translation>
    </message>
    <message>
        <source>with close: whether they are content</source>
        <translation>with close: whether they are content</translation>
    </message>
    <message>
        <source>with decide: the committee that decided</source>
        <translation>with decide: the committee that decided</translation>
    </message>
    <message>
        <source>with decide: whether they are eligible</source>
        <translation>with decide: whether they are eligible</translation>
    </message>
    <message>
        <source>with exit: why it ends</source>
        <translation>with exit: why it ends</translation>
    </message>
    <message>
        <source>with resume: whether what was held back is paid</source>
        <translation>with resume: whether what was held back is paid</translation>
    </message>
    <message>
        <source>with suspend: why benefits are held back</source>
        <translation>with suspend: why benefits are held back</translation>
    </message>
    <message>
        <source>work a month&apos;s contributions out and write nothing</source>
        <translation>work a month&apos;s contributions out and write nothing</translation>
    </message>
    <message>
        <source>write a complaint down; its number is the answer</source>
        <translation>write a complaint down; its number is the answer</translation>
    </message>
    <message>
        <source>write a person&apos;s statement of insurance periods to a PDF</source>
        <translation>write a person&apos;s statement of insurance periods to a PDF</translation>
    </message>
    <message>
        <source>write a statement to a PDF</source>
        <translation>write a statement to a PDF</translation>
    </message>
    <message>
        <source>write the log as one JSON object a line</source>
        <translation>write the log as one JSON object a line</translation>
    </message>
    <message>
        <source>write what has not arrived into a bundle, for somebody to carry</source>
        <translation>write what has not arrived into a bundle, for somebody to carry</translation>
    </message>
    <message>
        <source>the document&apos;s number, as `document list` names it</source>
        <translation>the document&apos;s number, as `document list` names it</translation>
    </message>
    <message>
        <source>Exit 0: everything arrived. 1: the line or the server failed. 3: something still waits. 4: something was refused and needs somebody. 5: the counts differ.</source>
        <translation>Exit 0: everything arrived. 1: the line or the server failed. 3: something still waits. 4: something was refused and needs somebody. 5: the counts differ.</translation>
    </message>
    <message>
        <source>the file of the copy; its passphrase is asked for, or read from GUICHET_BACKUP_PASSPHRASE</source>
        <translation>the file of the copy; its passphrase is asked for, or read from GUICHET_BACKUP_PASSPHRASE</translation>
    </message>
    <message>
        <source>the file to write</source>
        <translation>the file to write</translation>
    </message>
    <message>
        <source>the file to write, .xlsx or .csv</source>
        <translation>the file to write, .xlsx or .csv</translation>
    </message>
    <message>
        <source>the first day, YYYY-MM-DD</source>
        <translation>the first day, YYYY-MM-DD</translation>
    </message>
    <message>
        <source>the folder of the pack</source>
        <translation>the folder of the pack</translation>
    </message>
    <message>
        <source>the folder of the server&apos;s own database, for a trial</source>
        <translation>the folder of the server&apos;s own database, for a trial</translation>
    </message>
    <message>
        <source>the joining code</source>
        <translation>the joining code</translation>
    </message>
    <message>
        <source>the language of the answer (else GUICHET_LANG, else the system&apos;s)</source>
        <translation>the language of the answer (else GUICHET_LANG, else the system&apos;s)</translation>
    </message>
    <message>
        <source>the last day, YYYY-MM-DD</source>
        <translation>the last day, YYYY-MM-DD</translation>
    </message>
    <message>
        <source>the list, CSV or XLSX</source>
        <translation>the list, CSV or XLSX</translation>
    </message>
    <message>
        <source>the number of a scan that proves it</source>
        <translation>the number of a scan that proves it</translation>
    </message>
    <message>
        <source>the number of the change</source>
        <translation>the number of the change</translation>
    </message>
    <message>
        <source>the number of the conflict</source>
        <translation>the number of the conflict</translation>
    </message>
    <message>
        <source>the paper&apos;s language (else the office&apos;s)</source>
        <translation>the paper&apos;s language (else the office&apos;s)</translation>
    </message>
    <message>
        <source>the part to keep, LEFT,TOP,RIGHT,BOTTOM in per cent of the turned picture</source>
        <translation>the part to keep, LEFT,TOP,RIGHT,BOTTOM in per cent of the turned picture</translation>
    </message>
    <message>
        <source>the place of rows that name none, its name or its code</source>
        <translation>the place of rows that name none, its name or its code</translation>
    </message>
    <message>
        <source>the reference of the agreement, needed for more than 50 people</source>
        <translation>the reference of the agreement, needed for more than 50 people</translation>
    </message>
    <message>
        <source>the role</source>
        <translation>the role</translation>
    </message>
    <message>
        <source>the scripted tour, even where there is a screen</source>
        <translation>the scripted tour, even where there is a screen</translation>
    </message>
    <message>
        <source>the sheet of a workbook (else the first)</source>
        <translation>the sheet of a workbook (else the first)</translation>
    </message>
    <message>
        <source>the slip to write, a PDF</source>
        <translation>the slip to write, a PDF</translation>
    </message>
    <message>
        <source>the team&apos;s name</source>
        <translation>the team&apos;s name</translation>
    </message>
    <message>
        <source>the village (else the whole area)</source>
        <translation>the village (else the whole area)</translation>
    </message>
    <message>
        <source>the village of rows that name none</source>
        <translation>the village of rows that name none</translation>
    </message>
    <message>
        <source>the whole mapping as JSON, as --dry-run --json shows it</source>
        <translation>the whole mapping as JSON, as --dry-run --json shows it</translation>
    </message>
    <message>
        <source>turn it clockwise: 90, 180 or 270 degrees</source>
        <translation>turn it clockwise: 90, 180 or 270 degrees</translation>
    </message>
    <message>
        <source>two sheets of paper for large households</source>
        <translation>two sheets of paper for large households</translation>
    </message>
    <message>
        <source>what a column holds; empty after = for a column that is not read (repeat)</source>
        <translation>what a column holds; empty after = for a column that is not read (repeat)</translation>
    </message>
    <message>
        <source>what a word stands for, for example sex:Hb=male (repeat)</source>
        <translation>what a word stands for, for example sex:Hb=male (repeat)</translation>
    </message>
    <message>
        <source>what happened: {kinds}</source>
        <translation>what happened: {kinds}</translation>
    </message>
    <message>
        <source>what kind of household they are</source>
        <translation>what kind of household they are</translation>
    </message>
    <message>
        <source>what people call it, for example “counter 2”; empty for nothing</source>
        <translation>what people call it, for example “counter 2”; empty for nothing</translation>
    </message>
    <message>
        <source>what the data are for</source>
        <translation>what the data are for</translation>
    </message>
    <message>
        <source>what the document is</source>
        <translation>what the document is</translation>
    </message>
    <message>
        <source>what was found</source>
        <translation>what was found</translation>
    </message>
    <message>
        <source>where the list is from; its columns are remembered under this name</source>
        <translation>where the list is from; its columns are remembered under this name</translation>
    </message>
    <message>
        <source>where to look for the text (else everywhere)</source>
        <translation>where to look for the text (else everywhere)</translation>
    </message>
    <message>
        <source>who is of this sex</source>
        <translation>who is of this sex</translation>
    </message>
    <message>
        <source>who lives in this area or below it, by its P-code</source>
        <translation>who lives in this area or below it, by its P-code</translation>
    </message>
    <message>
        <source>who receives them</source>
        <translation>who receives them</translation>
    </message>
    <message>
        <source>who stands so, or whose household does</source>
        <translation>who stands so, or whose household does</translation>
    </message>
    <message>
        <source>whose age is, or may be, in this range: 18-59, 60-, -17</source>
        <translation>whose age is, or may be, in this range: 18-59, 60-, -17</translation>
    </message>
    <message>
        <source>why a confidential file is opened; it is written down</source>
        <translation>why a confidential file is opened; it is written down</translation>
    </message>
    <message>
        <source>why another copy is needed</source>
        <translation>why another copy is needed</translation>
    </message>
    <message>
        <source>why it is decided so</source>
        <translation>why it is decided so</translation>
    </message>
    <message>
        <source>why it is set aside</source>
        <translation>why it is set aside</translation>
    </message>
    <message>
        <source>why it is settled so</source>
        <translation>why it is settled so</translation>
    </message>
    <message>
        <source>why nobody else can do it</source>
        <translation>why nobody else can do it</translation>
    </message>
    <message>
        <source>why: two persons agree to a merge, and the second reads this</source>
        <translation>why: two persons agree to a merge, and the second reads this</translation>
    </message>
    <message>
        <source>why; it is written down with your name</source>
        <translation>why; it is written down with your name</translation>
    </message>
    <message>
        <source>write a document to a file</source>
        <translation>write a document to a file</translation>
    </message>
    <message>
        <source>write over a file of that name</source>
        <translation>write over a file of that name</translation>
    </message>
    <message>
        <source>write people or households to a CSV or XLSX file</source>
        <translation>write people or households to a CSV or XLSX file</translation>
    </message>
    <message>
        <source>write refused rows here, with what is wrong (.xlsx or .csv)</source>
        <translation>write refused rows here, with what is wrong (.xlsx or .csv)</translation>
    </message>
    <message>
        <source>the office file</source>
        <translation>the office file</translation>
    </message>
    <message>
        <source>Where no district is given, another office moved the household: ask there, or the regional office.</source>
        <translation>Where no district is given, another office moved the household: ask there, or the regional office.</translation>
    </message>
    <message>
        <source>mine, theirs, standing or other, for all or as FIELD=mine; or FIELD=VALUE where both are wrong</source>
        <translation>mine, theirs, standing or other, for all or as FIELD=mine; or FIELD=VALUE where both are wrong</translation>
    </message>
    <message>
        <source>show a household, by its code or a person&apos;s</source>
        <translation>show a household, by its code or a person&apos;s</translation>
    </message>
    <message>
        <source>shut a device out</source>
        <translation>shut a device out</translation>
    </message>
    <message>
        <source>the device: its id, or OFFICE-CODE</source>
        <translation>the device: its id, or OFFICE-CODE</translation>
    </message>
    <message>
        <source>the folder for what is made (else a temporary one, or our own)</source>
        <translation>the folder for what is made (else a temporary one, or our own)</translation>
    </message>
    <message>
        <source>the household the person lives in (else the one of the record that stands)</source>
        <translation>the household the person lives in (else the one of the record that stands)</translation>
    </message>
    <message>
        <source>the number of an earlier update that this one corrects, as `show` names it</source>
        <translation>the number of an earlier update that this one corrects, as `show` names it</translation>
    </message>
    <message>
        <source>the office where they live (else all offices in turn)</source>
        <translation>the office where they live (else all offices in turn)</translation>
    </message>
    <message>
        <source>the office whose device may join</source>
        <translation>the office whose device may join</translation>
    </message>
    <message>
        <source>the office&apos;s code in the programme</source>
        <translation>the office&apos;s code in the programme</translation>
    </message>
    <message>
        <source>the paper that proves it</source>
        <translation>the paper that proves it</translation>
    </message>
    <message>
        <source>the paper&apos;s language (else each citizen&apos;s own)</source>
        <translation>the paper&apos;s language (else each citizen&apos;s own)</translation>
    </message>
    <message>
        <source>the port to listen on; 0 for a free one</source>
        <translation>the port to listen on; 0 for a free one</translation>
    </message>
    <message>
        <source>the programme: the code of a shipped pack, or a pack&apos;s folder</source>
        <translation>the programme: the code of a shipped pack, or a pack&apos;s folder</translation>
    </message>
    <message>
        <source>the server&apos;s address, from https:// to the last character</source>
        <translation>the server&apos;s address, from https:// to the last character</translation>
    </message>
    <message>
        <source>the step&apos;s code, as `show` names it</source>
        <translation>the step&apos;s code, as `show` names it</translation>
    </message>
    <message>
        <source>the user concerned</source>
        <translation>the user concerned</translation>
    </message>
    <message>
        <source>the user&apos;s full name</source>
        <translation>the user&apos;s full name</translation>
    </message>
    <message>
        <source>what one line of households.jsonl holds</source>
        <translation>what one line of households.jsonl holds</translation>
    </message>
    <message>
        <source>what the user may do</source>
        <translation>what the user may do</translation>
    </message>
    <message>
        <source>where the step stands</source>
        <translation>where the step stands</translation>
    </message>
    <message>
        <source>who works (else GUICHET_USER, else the only user); the password is asked for, or read from GUICHET_PASSWORD</source>
        <translation>who works (else GUICHET_USER, else the only user); the password is asked for, or read from GUICHET_PASSWORD</translation>
    </message>
</context>
<context>
    <name>Compare</name>
    <message numerus="yes">
        <source>%n likely</source>
        <translation>
            <numerusform>%n likely</numerusform>
            <numerusform>%n likely</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) look like this one</source>
        <translation>
            <numerusform>%n person looks like this one</numerusform>
            <numerusform>%n people look like this one</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n possible</source>
        <translation>
            <numerusform>%n possible</numerusform>
            <numerusform>%n possible</numerusform>
        </translation>
    </message>
    <message>
        <source>; </source>
        <comment>between two reasons</comment>
        <translation>; </translation>
    </message>
    <message>
        <source>A confidential file: ask somebody who may open it.</source>
        <translation>A confidential file: ask somebody who may open it.</translation>
    </message>
    <message>
        <source>A number may exist in another district; check when you next synchronise.</source>
        <translation>A number may exist in another district; check when you next synchronise.</translation>
    </message>
    <message>
        <source>A number typed here belongs to somebody registered already.</source>
        <translation>A number typed here belongs to somebody registered already.</translation>
    </message>
    <message>
        <source>Back to the &amp;questions</source>
        <translation>Back to the &amp;questions</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Born</translation>
    </message>
    <message>
        <source>Compare… ({key})</source>
        <translation>Compare… ({key})</translation>
    </message>
    <message>
        <source>Family name</source>
        <translation>Family name</translation>
    </message>
    <message>
        <source>Given name</source>
        <translation>Given name</translation>
    </message>
    <message>
        <source>Head of household</source>
        <translation>Head of household</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>Household</translation>
    </message>
    <message>
        <source>Identity documents</source>
        <translation>Identity documents</translation>
    </message>
    <message>
        <source>In the register</source>
        <translation>In the register</translation>
    </message>
    <message>
        <source>It is the same &amp;person</source>
        <translation>It is the same &amp;person</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Members</translation>
    </message>
    <message>
        <source>Mother’s name</source>
        <translation>Mother’s name</translation>
    </message>
    <message>
        <source>No photo</source>
        <translation>No photo</translation>
    </message>
    <message>
        <source>Not s&amp;ure</source>
        <translation>Not s&amp;ure</translation>
    </message>
    <message>
        <source>Not sure: it will wait under To decide</source>
        <translation>Not sure: it will wait under To decide</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>Other names</translation>
    </message>
    <message>
        <source>People who look like this one</source>
        <translation>People who look like this one</translation>
    </message>
    <message>
        <source>Photo of {name}</source>
        <translation>Photo of {name}</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>Registered</translation>
    </message>
    <message>
        <source>Registered already?</source>
        <translation>Registered already?</translation>
    </message>
    <message>
        <source>Role in the household</source>
        <translation>Role in the household</translation>
    </message>
    <message>
        <source>S&amp;omebody else</source>
        <translation>S&amp;omebody else</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>State of the household</source>
        <translation>State of the household</translation>
    </message>
    <message>
        <source>Telephones</source>
        <translation>Telephones</translation>
    </message>
    <message>
        <source>Typed at registration:</source>
        <translation>Typed at registration:</translation>
    </message>
    <message>
        <source>Typed now</source>
        <translation>Typed now</translation>
    </message>
    <message>
        <source>Vital status</source>
        <translation>Vital status</translation>
    </message>
    <message>
        <source>Why: {reasons}</source>
        <translation>Why: {reasons}</translation>
    </message>
    <message>
        <source>a similar name</source>
        <translation>a similar name</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>differs</translation>
    </message>
    <message>
        <source>likely</source>
        <translation>likely</translation>
    </message>
    <message>
        <source>on one side only</source>
        <translation>on one side only</translation>
    </message>
    <message>
        <source>possible</source>
        <translation>possible</translation>
    </message>
    <message>
        <source>same</source>
        <translation>same</translation>
    </message>
    <message>
        <source>{field}: {left} and {right}, {agreement}</source>
        <translation>{field}: {left} and {right}, {agreement}</translation>
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
        <translation>&amp;Answer they will be told</translation>
    </message>
    <message>
        <source>&amp;Back to the list</source>
        <translation>&amp;Back to the list</translation>
    </message>
    <message>
        <source>&amp;Day it happened, if any</source>
        <translation>&amp;Day it happened, if any</translation>
    </message>
    <message>
        <source>&amp;Day, if not today</source>
        <translation>&amp;Day, if not today</translation>
    </message>
    <message>
        <source>&amp;How it came</source>
        <translation>&amp;How it came</translation>
    </message>
    <message>
        <source>&amp;List</source>
        <translation>&amp;List</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Reason</translation>
    </message>
    <message>
        <source>&amp;Remark</source>
        <translation>&amp;Remark</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>&amp;Search</translation>
    </message>
    <message>
        <source>&amp;What they say</source>
        <translation>&amp;What they say</translation>
    </message>
    <message>
        <source>A name or a code; empty when they are not registered.</source>
        <translation>A name or a code; empty when they are not registered.</translation>
    </message>
    <message>
        <source>A&amp;nonymous: nobody is named</source>
        <translation>A&amp;nonymous: nobody is named</translation>
    </message>
    <message>
        <source>About</source>
        <translation>About</translation>
    </message>
    <message>
        <source>Ac&amp;knowledgement</source>
        <translation>Ac&amp;knowledgement</translation>
    </message>
    <message>
        <source>Admit it</source>
        <translation>Admit it</translation>
    </message>
    <message>
        <source>All</source>
        <translation>All</translation>
    </message>
    <message numerus="yes">
        <source>An answer is due within %n day(s).</source>
        <translation>
            <numerusform>An answer is due within %n day.</numerusform>
            <numerusform>An answer is due within %n days.</numerusform>
        </translation>
    </message>
    <message>
        <source>Answered, not told yet</source>
        <translation>Answered, not told yet</translation>
    </message>
    <message>
        <source>Are they &amp;content with the answer?</source>
        <translation>Are they &amp;content with the answer?</translation>
    </message>
    <message>
        <source>Choose a complaint, or hear a new one.</source>
        <translation>Choose a complaint, or hear a new one.</translation>
    </message>
    <message>
        <source>Close it: the answer was told</source>
        <translation>Close it: the answer was told</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>Complaint</translation>
    </message>
    <message>
        <source>Complaints</source>
        <translation>Complaints</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>From</source>
        <translation>From</translation>
    </message>
    <message>
        <source>Give it to an officer</source>
        <translation>Give it to an officer</translation>
    </message>
    <message>
        <source>H&amp;ousehold</source>
        <translation>H&amp;ousehold</translation>
    </message>
    <message>
        <source>It is sealed: only those who may see it find it again.</source>
        <translation>It is sealed: only those who may see it find it again.</translation>
    </message>
    <message>
        <source>Keep this s&amp;tep</source>
        <translation>Keep this s&amp;tep</translation>
    </message>
    <message>
        <source>Kept as {code}. Give its number out.</source>
        <translation>Kept as {code}. Give its number out.</translation>
    </message>
    <message>
        <source>Mine to answer</source>
        <translation>Mine to answer</translation>
    </message>
    <message>
        <source>Misconduct and violence always are.</source>
        <translation>Misconduct and violence always are.</translation>
    </message>
    <message>
        <source>Na&amp;me, when not registered</source>
        <translation>Na&amp;me, when not registered</translation>
    </message>
    <message>
        <source>New complaint</source>
        <translation>New complaint</translation>
    </message>
    <message>
        <source>No</source>
        <translation>No</translation>
    </message>
    <message>
        <source>No complaint on this list.</source>
        <translation>No complaint on this list.</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Nobody</translation>
    </message>
    <message>
        <source>Not admit it, and say why</source>
        <translation>Not admit it, and say why</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>Number, code or word</source>
        <translation>Number, code or word</translation>
    </message>
    <message>
        <source>O&amp;fficer it is about, if any</source>
        <translation>O&amp;fficer it is about, if any</translation>
    </message>
    <message>
        <source>Officer &amp;who answers</source>
        <translation>Officer &amp;who answers</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Open the h&amp;ousehold</source>
        <translation>Open the h&amp;ousehold</translation>
    </message>
    <message>
        <source>Pass it upwards</source>
        <translation>Pass it upwards</translation>
    </message>
    <message>
        <source>Passed upwards</source>
        <translation>Passed upwards</translation>
    </message>
    <message>
        <source>Past their date</source>
        <translation>Past their date</translation>
    </message>
    <message>
        <source>S&amp;ealed: not on ordinary lists</source>
        <translation>S&amp;ealed: not on ordinary lists</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>Standing</translation>
    </message>
    <message>
        <source>Take it back from above</source>
        <translation>Take it back from above</translation>
    </message>
    <message>
        <source>Telephone or place to &amp;tell them</source>
        <translation>Telephone or place to &amp;tell them</translation>
    </message>
    <message>
        <source>The kind says by when an answer is due.</source>
        <translation>The kind says by when an answer is due.</translation>
    </message>
    <message>
        <source>The step is kept.</source>
        <translation>The step is kept.</translation>
    </message>
    <message>
        <source>They do not agree: appeal</source>
        <translation>They do not agree: appeal</translation>
    </message>
    <message>
        <source>They withdraw it</source>
        <translation>They withdraw it</translation>
    </message>
    <message>
        <source>What &amp;happens next</source>
        <translation>What &amp;happens next</translation>
    </message>
    <message>
        <source>What it is &amp;about</source>
        <translation>What it is &amp;about</translation>
    </message>
    <message>
        <source>What to look at</source>
        <translation>What to look at</translation>
    </message>
    <message>
        <source>Write it down and print its num&amp;ber</source>
        <translation>Write it down and print its num&amp;ber</translation>
    </message>
    <message>
        <source>Write the answer</source>
        <translation>Write the answer</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>about {name}</source>
        <translation>about {name}</translation>
    </message>
    <message>
        <source>due on {date}</source>
        <translation>due on {date}</translation>
    </message>
    <message>
        <source>sealed</source>
        <translation>sealed</translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>without a name</translation>
    </message>
    <message>
        <source>{name} answers</source>
        <translation>{name} answers</translation>
    </message>
</context>
<context>
    <name>Conditions</name>
    <message>
        <source>Age</source>
        <translation>Age</translation>
    </message>
    <message>
        <source>An assessment of the household</source>
        <translation>An assessment of the household</translation>
    </message>
    <message>
        <source>Certificate of disability</source>
        <translation>Certificate of disability</translation>
    </message>
    <message>
        <source>Certificate of pregnancy</source>
        <translation>Certificate of pregnancy</translation>
    </message>
    <message>
        <source>Children under {age} in the household</source>
        <translation>Children under {age} in the household</translation>
    </message>
    <message>
        <source>Civil status</source>
        <translation>Civil status</translation>
    </message>
    <message>
        <source>Date of birth, or a paper that shows it</source>
        <translation>Date of birth, or a paper that shows it</translation>
    </message>
    <message>
        <source>Date of the birth</source>
        <translation>Date of the birth</translation>
    </message>
    <message>
        <source>Declaration of the emergency</source>
        <translation>Declaration of the emergency</translation>
    </message>
    <message>
        <source>Declared emergency</source>
        <translation>Declared emergency</translation>
    </message>
    <message>
        <source>Enrolled in: {scheme}</source>
        <translation>Enrolled in: {scheme}</translation>
    </message>
    <message>
        <source>Enrolment in the other scheme</source>
        <translation>Enrolment in the other scheme</translation>
    </message>
    <message>
        <source>Group in the social register</source>
        <translation>Group in the social register</translation>
    </message>
    <message>
        <source>Identity paper</source>
        <translation>Identity paper</translation>
    </message>
    <message>
        <source>Member working abroad</source>
        <translation>Member working abroad</translation>
    </message>
    <message>
        <source>Months of contributions</source>
        <translation>Months of contributions</translation>
    </message>
    <message>
        <source>Nationality</source>
        <translation>Nationality</translation>
    </message>
    <message>
        <source>Older people in the household</source>
        <translation>Older people in the household</translation>
    </message>
    <message>
        <source>Paper that shows the civil status</source>
        <translation>Paper that shows the civil status</translation>
    </message>
    <message>
        <source>Paper that shows the nationality</source>
        <translation>Paper that shows the nationality</translation>
    </message>
    <message>
        <source>Paper that shows the right to reside</source>
        <translation>Paper that shows the right to reside</translation>
    </message>
    <message>
        <source>Paper that shows the work</source>
        <translation>Paper that shows the work</translation>
    </message>
    <message>
        <source>Place in the household</source>
        <translation>Place in the household</translation>
    </message>
    <message>
        <source>Place of residence</source>
        <translation>Place of residence</translation>
    </message>
    <message>
        <source>Pregnancy</source>
        <translation>Pregnancy</translation>
    </message>
    <message>
        <source>Proof of life</source>
        <translation>Proof of life</translation>
    </message>
    <message>
        <source>Record of contributions</source>
        <translation>Record of contributions</translation>
    </message>
    <message>
        <source>Registered employer</source>
        <translation>Registered employer</translation>
    </message>
    <message>
        <source>Residence status</source>
        <translation>Residence status</translation>
    </message>
    <message>
        <source>Result of the assessment</source>
        <translation>Result of the assessment</translation>
    </message>
    <message>
        <source>Result of the survey</source>
        <translation>Result of the survey</translation>
    </message>
    <message>
        <source>Sector of work</source>
        <translation>Sector of work</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>Size of the employer</source>
        <translation>Size of the employer</translation>
    </message>
    <message>
        <source>Size of the household</source>
        <translation>Size of the household</translation>
    </message>
    <message>
        <source>Status at work</source>
        <translation>Status at work</translation>
    </message>
    <message>
        <source>The survey of the household</source>
        <translation>The survey of the household</translation>
    </message>
    <message>
        <source>Time since the birth</source>
        <translation>Time since the birth</translation>
    </message>
    <message>
        <source>Who lives in the household</source>
        <translation>Who lives in the household</translation>
    </message>
    <message>
        <source>Woman as head of household</source>
        <translation>Woman as head of household</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Work</translation>
    </message>
    <message>
        <source>{condition}: met</source>
        <translation>{condition}: met</translation>
    </message>
    <message>
        <source>{condition}: not met</source>
        <translation>{condition}: not met</translation>
    </message>
    <message>
        <source>{condition}: still to be shown</source>
        <translation>{condition}: still to be shown</translation>
    </message>
</context>
<context>
    <name>ConflictCause</name>
    <message>
        <source>Ended here, changed there</source>
        <translation>Ended here, changed there</translation>
    </message>
    <message>
        <source>Merged into each other</source>
        <translation>Merged into each other</translation>
    </message>
    <message>
        <source>This status cannot follow</source>
        <translation>This status cannot follow</translation>
    </message>
    <message>
        <source>Two values</source>
        <translation>Two values</translation>
    </message>
</context>
<context>
    <name>Conflicts</name>
    <message numerus="yes">
        <source>%n alike but for the &amp;writing …</source>
        <translation>
            <numerusform>%n alike but for the &amp;writing …</numerusform>
            <numerusform>%n alike but for the &amp;writing …</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n settled. It goes to the others with the next synchronisation.</source>
        <translation>
            <numerusform>%n settled. It goes to the others with the next synchronisation.</numerusform>
            <numerusform>%n settled. It goes to the others with the next synchronisation.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Look at it</source>
        <translation>&amp;Look at it</translation>
    </message>
    <message>
        <source>&amp;Settle all of these</source>
        <translation>&amp;Settle all of these</translation>
    </message>
    <message>
        <source>&amp;Settle it so</source>
        <translation>&amp;Settle it so</translation>
    </message>
    <message>
        <source>&amp;Why (a few words)</source>
        <translation>&amp;Why (a few words)</translation>
    </message>
    <message>
        <source>A status was given that cannot follow the one that stands; it was not applied.</source>
        <translation>A status was given that cannot follow the one that stands; it was not applied.</translation>
    </message>
    <message>
        <source>Alike but for the writing: what stands is kept</source>
        <translation>Alike but for the writing: what stands is kept</translation>
    </message>
    <message>
        <source>By</source>
        <translation>By</translation>
    </message>
    <message>
        <source>Changed meanwhile: {field} to “{value}”. That change stands as well.</source>
        <translation>Changed meanwhile: {field} to “{value}”. That change stands as well.</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Field</translation>
    </message>
    <message>
        <source>For “{value}”: {why}</source>
        <translation>For “{value}”: {why}</translation>
    </message>
    <message>
        <source>How</source>
        <translation>How</translation>
    </message>
    <message>
        <source>It is about who somebody is, about an end, or about a status.</source>
        <translation>It is about who somebody is, about an end, or about a status.</translation>
    </message>
    <message>
        <source>Le&amp;ft for all</source>
        <translation>Le&amp;ft for all</translation>
    </message>
    <message>
        <source>Nothing waits to be settled.</source>
        <translation>Nothing waits to be settled.</translation>
    </message>
    <message>
        <source>Nothing was settled yet.</source>
        <translation>Nothing was settled yet.</translation>
    </message>
    <message>
        <source>Of whom</source>
        <translation>Of whom</translation>
    </message>
    <message>
        <source>One person ended this record while another was still changing it. Does the end stand?</source>
        <translation>One person ended this record while another was still changing it. Does the end stand?</translation>
    </message>
    <message>
        <source>Open a&amp;gain</source>
        <translation>Open a&amp;gain</translation>
    </message>
    <message>
        <source>Open again: what stood before stands.</source>
        <translation>Open again: what stood before stands.</translation>
    </message>
    <message>
        <source>Open the house&amp;hold</source>
        <translation>Open the house&amp;hold</translation>
    </message>
    <message>
        <source>Ri&amp;ght for all</source>
        <translation>Ri&amp;ght for all</translation>
    </message>
    <message>
        <source>Right is, for {field}</source>
        <translation>Right is, for {field}</translation>
    </message>
    <message>
        <source>Settled lately</source>
        <translation>Settled lately</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Since</translation>
    </message>
    <message>
        <source>Somebody who may approve has to settle this one.</source>
        <translation>Somebody who may approve has to settle this one.</translation>
    </message>
    <message>
        <source>Stands for now</source>
        <translation>Stands for now</translation>
    </message>
    <message>
        <source>Stood then; by now it is: {value}</source>
        <translation>Stood then; by now it is: {value}</translation>
    </message>
    <message>
        <source>The right value</source>
        <translation>The right value</translation>
    </message>
    <message>
        <source>Two laptops merged records into each other. One stands everywhere: is it the right one?</source>
        <translation>Two laptops merged records into each other. One stands everywhere: is it the right one?</translation>
    </message>
    <message>
        <source>Two people wrote the same field without knowing of each other. Which is right?</source>
        <translation>Two people wrote the same field without knowing of each other. Which is right?</translation>
    </message>
    <message>
        <source>Two values for one field</source>
        <translation>Two values for one field</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>What happened</translation>
    </message>
    <message>
        <source>at laptop {device}</source>
        <translation>at laptop {device}</translation>
    </message>
    <message>
        <source>at this laptop</source>
        <translation>at this laptop</translation>
    </message>
    <message>
        <source>mine</source>
        <translation>mine</translation>
    </message>
    <message>
        <source>neither: I type it</source>
        <translation>neither: I type it</translation>
    </message>
    <message>
        <source>somebody whose name is not known here</source>
        <translation>somebody whose name is not known here</translation>
    </message>
    <message>
        <source>the left one</source>
        <translation>the left one</translation>
    </message>
    <message>
        <source>the right one</source>
        <translation>the right one</translation>
    </message>
    <message>
        <source>theirs</source>
        <translation>theirs</translation>
    </message>
    <message>
        <source>{who}, {field}: “{stays}” stays, “{goes}” goes</source>
        <translation>{who}, {field}: “{stays}” stays, “{goes}” goes</translation>
    </message>
</context>
<context>
    <name>Coverage</name>
    <message>
        <source>&amp;Count</source>
        <translation>&amp;Count</translation>
    </message>
    <message>
        <source>&amp;On</source>
        <translation>&amp;On</translation>
    </message>
    <message>
        <source>&amp;Served since</source>
        <translation>&amp;Served since</translation>
    </message>
    <message>
        <source>Each person counts once in a count. The counts are never added, to each other or over time. Contributing: a month paid for since {month}.</source>
        <translation>Each person counts once in a count. The counts are never added, to each other or over time. Contributing: a month paid for since {month}.</translation>
    </message>
    <message>
        <source>Four counts</source>
        <translation>Four counts</translation>
    </message>
    <message>
        <source>Nobody is registered in any scheme on this day.</source>
        <translation>Nobody is registered in any scheme on this day.</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>Of</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>Scheme</translation>
    </message>
    <message>
        <source>households</source>
        <translation>households</translation>
    </message>
    <message>
        <source>persons</source>
        <translation>persons</translation>
    </message>
</context>
<context>
    <name>CoverageKind</name>
    <message>
        <source>Contributing</source>
        <translation>Contributing</translation>
    </message>
    <message>
        <source>Entitled</source>
        <translation>Entitled</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>Registered</translation>
    </message>
    <message>
        <source>Served</source>
        <translation>Served</translation>
    </message>
</context>
<context>
    <name>CycleEvent</name>
    <message>
        <source>Approved</source>
        <translation>Approved</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Made</translation>
    </message>
    <message>
        <source>Opened again</source>
        <translation>Opened again</translation>
    </message>
    <message>
        <source>Payment begun</source>
        <translation>Payment begun</translation>
    </message>
    <message>
        <source>Reconciled</source>
        <translation>Reconciled</translation>
    </message>
</context>
<context>
    <name>CycleStatus</name>
    <message>
        <source>Approved</source>
        <translation>Approved</translation>
    </message>
    <message>
        <source>Being paid</source>
        <translation>Being paid</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Draft</translation>
    </message>
    <message>
        <source>Reconciled</source>
        <translation>Reconciled</translation>
    </message>
</context>
<context>
    <name>Dates</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
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
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message>
        <source>1</source>
        <comment>the first day of a month</comment>
        <translation>1</translation>
    </message>
    <message>
        <source>April</source>
        <translation>April</translation>
    </message>
    <message>
        <source>August</source>
        <translation>August</translation>
    </message>
    <message>
        <source>December</source>
        <translation>December</translation>
    </message>
    <message>
        <source>February</source>
        <translation>February</translation>
    </message>
    <message>
        <source>Friday</source>
        <translation>Friday</translation>
    </message>
    <message>
        <source>January</source>
        <translation>January</translation>
    </message>
    <message>
        <source>July</source>
        <translation>July</translation>
    </message>
    <message>
        <source>June</source>
        <translation>June</translation>
    </message>
    <message>
        <source>March</source>
        <translation>March</translation>
    </message>
    <message>
        <source>May</source>
        <translation>May</translation>
    </message>
    <message>
        <source>Monday</source>
        <translation>Monday</translation>
    </message>
    <message>
        <source>November</source>
        <translation>November</translation>
    </message>
    <message>
        <source>October</source>
        <translation>October</translation>
    </message>
    <message>
        <source>Saturday</source>
        <translation>Saturday</translation>
    </message>
    <message>
        <source>September</source>
        <translation>September</translation>
    </message>
    <message>
        <source>Sunday</source>
        <translation>Sunday</translation>
    </message>
    <message>
        <source>Thursday</source>
        <translation>Thursday</translation>
    </message>
    <message>
        <source>Tuesday</source>
        <translation>Tuesday</translation>
    </message>
    <message>
        <source>Wednesday</source>
        <translation>Wednesday</translation>
    </message>
    <message>
        <source>a moment</source>
        <translation>a moment</translation>
    </message>
    <message>
        <source>about {year} (estimated)</source>
        <translation>about {year} (estimated)</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>just now</translation>
    </message>
    <message>
        <source>unknown</source>
        <comment>a date of birth</comment>
        <translation>unknown</translation>
    </message>
    <message>
        <source>{date} at {time}</source>
        <translation>{date} at {time}</translation>
    </message>
    <message>
        <source>{day} {month} {year}</source>
        <translation>{day} {month} {year}</translation>
    </message>
    <message>
        <source>{duration} ago</source>
        <translation>{duration} ago</translation>
    </message>
    <message>
        <source>{hour}:{minutes}</source>
        <translation>{hour}:{minutes}</translation>
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
        <translation>Approved, and written in the register.</translation>
    </message>
    <message>
        <source>Evidence: {words}</source>
        <translation>Evidence: {words}</translation>
    </message>
    <message>
        <source>Nobody decides on what they asked for themselves.</source>
        <translation>Nobody decides on what they asked for themselves.</translation>
    </message>
    <message>
        <source>&amp;Approve</source>
        <translation>&amp;Approve</translation>
    </message>
    <message>
        <source>&amp;Open the household</source>
        <translation>&amp;Open the household</translation>
    </message>
    <message>
        <source>&amp;Reject</source>
        <translation>&amp;Reject</translation>
    </message>
    <message>
        <source>&amp;Withdraw my request</source>
        <translation>&amp;Withdraw my request</translation>
    </message>
    <message>
        <source>59 minutes ago</source>
        <translation>59 minutes ago</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Approve</translation>
    </message>
    <message>
        <source>As nobody else can, you may hold such a role for a time.</source>
        <translation>As nobody else can, you may hold such a role for a time.</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>Asked by</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>Household</translation>
    </message>
    <message>
        <source>Nothing waits to be decided.</source>
        <translation>Nothing waits to be decided.</translation>
    </message>
    <message>
        <source>Reason of the decision</source>
        <translation>Reason of the decision</translation>
    </message>
    <message>
        <source>Refused ({count})</source>
        <translation>Refused ({count})</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Reject</translation>
    </message>
    <message>
        <source>Rejected. Whoever asked will see the reason.</source>
        <translation>Rejected. Whoever asked will see the reason.</translation>
    </message>
    <message>
        <source>Requests ({count})</source>
        <translation>Requests ({count})</translation>
    </message>
    <message>
        <source>Requests that wait</source>
        <translation>Requests that wait</translation>
    </message>
    <message>
        <source>Show the scan</source>
        <translation>Show the scan</translation>
    </message>
    <message>
        <source>The scan</source>
        <translation>The scan</translation>
    </message>
    <message>
        <source>To reject, a reason is needed. To approve, it may stay empty.</source>
        <translation>To reject, a reason is needed. To approve, it may stay empty.</translation>
    </message>
    <message>
        <source>Two versions ({count})</source>
        <translation>Two versions ({count})</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>What happened</translation>
    </message>
    <message>
        <source>What is to be decided</source>
        <translation>What is to be decided</translation>
    </message>
    <message>
        <source>When</source>
        <translation>When</translation>
    </message>
    <message>
        <source>Who may decide here: {names}.</source>
        <translation>Who may decide here: {names}.</translation>
    </message>
    <message>
        <source>Who may decide: {roles}. Nobody else of this file holds one of these roles.</source>
        <translation>Who may decide: {roles}. Nobody else of this file holds one of these roles.</translation>
    </message>
    <message>
        <source>Withdraw my request</source>
        <translation>Withdraw my request</translation>
    </message>
    <message>
        <source>You decide in an acting role: this is recorded</source>
        <translation>You decide in an acting role: this is recorded</translation>
    </message>
    <message>
        <source>{code} · You asked for it on {moment}.</source>
        <translation>{code} · You asked for it on {moment}.</translation>
    </message>
    <message>
        <source>{code} · {name} asked for it on {moment}.</source>
        <translation>{code} · {name} asked for it on {moment}.</translation>
    </message>
    <message>
        <source>Your request is withdrawn.</source>
        <translation>Your request is withdrawn.</translation>
    </message>
    <message>
        <source>Possible duplicates ({count})</source>
        <translation>Possible duplicates ({count})</translation>
    </message>
    <message>
        <source>Your role does not let you decide.</source>
        <translation>Your role does not let you decide.</translation>
    </message>
    <message>
        <source>none was named</source>
        <translation>none was named</translation>
    </message>
    <message>
        <source>you</source>
        <translation>you</translation>
    </message>
</context>
<context>
    <name>DecidedBy</name>
    <message>
        <source>By a committee</source>
        <translation>By a committee</translation>
    </message>
    <message>
        <source>By an officer</source>
        <translation>By an officer</translation>
    </message>
    <message>
        <source>By the rule</source>
        <translation>By the rule</translation>
    </message>
</context>
<context>
    <name>Demo</name>
    <message>
        <source>All counts agree.</source>
        <translation>All counts agree.</translation>
    </message>
    <message>
        <source>Building an office with {count} people; Ctrl+C stops it.</source>
        <translation>Building an office with {count} people; Ctrl+C stops it.</translation>
    </message>
    <message>
        <source>Changes at the server, as in the journals of the three laptops</source>
        <translation>Changes at the server, as in the journals of the three laptops</translation>
    </message>
    <message>
        <source>Changes that still wait</source>
        <translation>Changes that still wait</translation>
    </message>
    <message>
        <source>Checking every page and comparing the counts</source>
        <translation>Checking every page and comparing the counts</translation>
    </message>
    <message>
        <source>Drawing the window in three languages</source>
        <translation>Drawing the window in three languages</translation>
    </message>
    <message>
        <source>Everything is in {folder}</source>
        <translation>Everything is in {folder}</translation>
    </message>
    <message>
        <source>Households in the files of both offices, as in the list</source>
        <translation>Households in the files of both offices, as in the list</translation>
    </message>
    <message>
        <source>Households on the second laptop of Nowshera, as on the first</source>
        <translation>Households on the second laptop of Nowshera, as on the first</translation>
    </message>
    <message>
        <source>Making the demonstration office; this takes half a minute, once.</source>
        <translation>Making the demonstration office; this takes half a minute, once.</translation>
    </message>
    <message>
        <source>Office files that are sound, every page and every change</source>
        <translation>Office files that are sound, every page and every change</translation>
    </message>
    <message>
        <source>Open it with: {command}</source>
        <translation>Open it with: {command}</translation>
    </message>
    <message>
        <source>People on the second laptop of Nowshera, as on the first</source>
        <translation>People on the second laptop of Nowshera, as on the first</translation>
    </message>
    <message>
        <source>Pictures of the window in three languages</source>
        <translation>Pictures of the window in three languages</translation>
    </message>
    <message>
        <source>Portraits on the second laptop, as on the first</source>
        <translation>Portraits on the second laptop, as on the first</translation>
    </message>
    <message>
        <source>Receipts printed, one a household</source>
        <translation>Receipts printed, one a household</translation>
    </message>
    <message>
        <source>Rounds after which both sides named the same counts</source>
        <translation>Rounds after which both sides named the same counts</translation>
    </message>
    <message>
        <source>Some counts do NOT agree.</source>
        <translation>Some counts do NOT agree.</translation>
    </message>
    <message>
        <source>Starting a central server with a database of its own</source>
        <translation>Starting a central server with a database of its own</translation>
    </message>
    <message>
        <source>Stopped: nothing of it was kept.</source>
        <translation>Stopped: nothing of it was kept.</translation>
    </message>
    <message>
        <source>The demonstration office is in {file}</source>
        <translation>The demonstration office is in {file}</translation>
    </message>
    <message>
        <source>Updates of the second laptop that reached the first</source>
        <translation>Updates of the second laptop that reached the first</translation>
    </message>
    <message>
        <source>User: {user}  Password: {password}</source>
        <translation>User: {user}  Password: {password}</translation>
    </message>
    <message>
        <source>{percent} done, {pace} people a second, {time} left</source>
        <translation>{percent} done, {pace} people a second, {time} left</translation>
    </message>
    <message>
        <source>✓ {what}: {found}</source>
        <translation>✓ {what}: {found}</translation>
    </message>
    <message>
        <source>✗ {what}: {found} instead of {expected}</source>
        <translation>✗ {what}: {found} instead of {expected}</translation>
    </message>
    <message>
        <source>first payment</source>
        <translation>first payment</translation>
    </message>
    <message>
        <source>{count} of {all} households</source>
        <translation>{count} of {all} households</translation>
    </message>
    <message>
        <source>{laptop}: {sent} changes sent, {received} records received</source>
        <translation>{laptop}: {sent} changes sent, {received} records received</translation>
    </message>
    <message>
        <source>{office}: handing papers over, following journeys</source>
        <translation>{office}: handing papers over, following journeys</translation>
    </message>
    <message>
        <source>{office}: printing receipts and cards</source>
        <translation>{office}: printing receipts and cards</translation>
    </message>
    <message>
        <source>{office}: registering {count} households</source>
        <translation>{office}: registering {count} households</translation>
    </message>
</context>
<context>
    <name>DocumentKind</name>
    <message>
        <source>Certificate</source>
        <translation>Certificate</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>Identity document</source>
        <translation>Identity document</translation>
    </message>
    <message>
        <source>Other document</source>
        <translation>Other document</translation>
    </message>
    <message>
        <source>Paper form</source>
        <translation>Paper form</translation>
    </message>
    <message>
        <source>Signed consent</source>
        <translation>Signed consent</translation>
    </message>
</context>
<context>
    <name>Documents</name>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Save…</translation>
    </message>
    <message>
        <source>A few words to find it again</source>
        <translation>A few words to find it again</translation>
    </message>
    <message>
        <source>A picture or a PDF; it can be dropped here too.</source>
        <translation>A picture or a PDF; it can be dropped here too.</translation>
    </message>
    <message>
        <source>Choose a scan</source>
        <translation>Choose a scan</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Documents</translation>
    </message>
    <message>
        <source>Keep this document</source>
        <translation>Keep this document</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Larger</translation>
    </message>
    <message>
        <source>No document yet. A picture or a PDF can be dropped here.</source>
        <translation>No document yet. A picture or a PDF can be dropped here.</translation>
    </message>
    <message>
        <source>Pictures and PDF</source>
        <translation>Pictures and PDF</translation>
    </message>
    <message>
        <source>Save the document</source>
        <translation>Save the document</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Smaller</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Choose a file…</translation>
    </message>
    <message>
        <source>Add a document</source>
        <translation>Add a document</translation>
    </message>
    <message>
        <source>Kind of document</source>
        <translation>Kind of document</translation>
    </message>
    <message>
        <source>Made on</source>
        <translation>Made on</translation>
    </message>
    <message>
        <source>Of whom</source>
        <translation>Of whom</translation>
    </message>
    <message>
        <source>Take a picture…</source>
        <translation>Take a picture…</translation>
    </message>
    <message>
        <source>The document</source>
        <translation>The document</translation>
    </message>
    <message>
        <source>The document is kept.</source>
        <translation>The document is kept.</translation>
    </message>
    <message>
        <source>The part to keep</source>
        <translation>The part to keep</translation>
    </message>
    <message>
        <source>The picture taken</source>
        <translation>The picture taken</translation>
    </message>
    <message>
        <source>The whole household</source>
        <translation>The whole household</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>View</source>
        <translation>View</translation>
    </message>
    <message>
        <source>Whole</source>
        <translation>Whole</translation>
    </message>
    <message>
        <source>not here yet: it comes with a synchronisation</source>
        <translation>not here yet: it comes with a synchronisation</translation>
    </message>
    <message>
        <source>{name}: {size} kB</source>
        <translation>{name}: {size} kB</translation>
    </message>
</context>
<context>
    <name>DuplicateDecision</name>
    <message>
        <source>Not sure</source>
        <translation>Not sure</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>Somebody else</translation>
    </message>
    <message>
        <source>The same person</source>
        <translation>The same person</translation>
    </message>
    <message>
        <source>To be compared</source>
        <translation>To be compared</translation>
    </message>
</context>
<context>
    <name>Duplicates</name>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%n member</numerusform>
            <numerusform>%n members</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Take the merge back</source>
        <translation>&amp;Take the merge back</translation>
    </message>
    <message>
        <source>&amp;Why it is taken back</source>
        <translation>&amp;Why it is taken back</translation>
    </message>
    <message>
        <source>&amp;Why they are the same person</source>
        <translation>&amp;Why they are the same person</translation>
    </message>
    <message>
        <source>A&amp;sk for the merge</source>
        <translation>A&amp;sk for the merge</translation>
    </message>
    <message>
        <source>Back to the &amp;list</source>
        <translation>Back to the &amp;list</translation>
    </message>
    <message>
        <source>Both printed codes stay valid and nothing is lost: it can be taken back for 90 days.</source>
        <translation>Both printed codes stay valid and nothing is lost: it can be taken back for 90 days.</translation>
    </message>
    <message>
        <source>Co&amp;mpare</source>
        <translation>Co&amp;mpare</translation>
    </message>
    <message>
        <source>Goes into it</source>
        <translation>Goes into it</translation>
    </message>
    <message>
        <source>How sure</source>
        <translation>How sure</translation>
    </message>
    <message>
        <source>Left as it is, since somebody changed it meanwhile: {fields}</source>
        <translation>Left as it is, since somebody changed it meanwhile: {fields}</translation>
    </message>
    <message>
        <source>Lives in household</source>
        <translation>Lives in household</translation>
    </message>
    <message>
        <source>Merged in the last 90 days</source>
        <translation>Merged in the last 90 days</translation>
    </message>
    <message>
        <source>Nobody waits to be compared.</source>
        <translation>Nobody waits to be compared.</translation>
    </message>
    <message>
        <source>Nobody was merged in the last 90 days.</source>
        <translation>Nobody was merged in the last 90 days.</translation>
    </message>
    <message>
        <source>One person, one record</source>
        <translation>One person, one record</translation>
    </message>
    <message>
        <source>One record</source>
        <translation>One record</translation>
    </message>
    <message>
        <source>People who may be registered twice</source>
        <translation>People who may be registered twice</translation>
    </message>
    <message>
        <source>Record that stands</source>
        <translation>Record that stands</translation>
    </message>
    <message>
        <source>Recorded: not sure. The pair stays in the list.</source>
        <translation>Recorded: not sure. The pair stays in the list.</translation>
    </message>
    <message>
        <source>Recorded: they are two people.</source>
        <translation>Recorded: they are two people.</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Since</translation>
    </message>
    <message>
        <source>So far</source>
        <translation>So far</translation>
    </message>
    <message>
        <source>The colleague who agrees to the merge reads it.</source>
        <translation>The colleague who agrees to the merge reads it.</translation>
    </message>
    <message>
        <source>The merge is asked for: a colleague agrees to it under Requests.</source>
        <translation>The merge is asked for: a colleague agrees to it under Requests.</translation>
    </message>
    <message>
        <source>The merge is taken back: both records stand again.</source>
        <translation>The merge is taken back: both records stand again.</translation>
    </message>
    <message>
        <source>The other record</source>
        <translation>The other record</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>Why they are the same person has not been said.</source>
        <translation>Why they are the same person has not been said.</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>taken back</translation>
    </message>
</context>
<context>
    <name>EmployerStatus</name>
    <message>
        <source>Active</source>
        <translation>Active</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Suspended</translation>
    </message>
</context>
<context>
    <name>Employers</name>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) of the list could not be read</source>
        <translation>
            <numerusform>%n row of the list could not be read</numerusform>
            <numerusform>%n rows of the list could not be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n worker(s) registered</source>
        <translation>
            <numerusform>%n worker registered</numerusform>
            <numerusform>%n workers registered</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Amount received</source>
        <translation>&amp;Amount received</translation>
    </message>
    <message>
        <source>&amp;Area</source>
        <translation>&amp;Area</translation>
    </message>
    <message>
        <source>&amp;Back to the list</source>
        <translation>&amp;Back to the list</translation>
    </message>
    <message>
        <source>&amp;Begin anew</source>
        <translation>&amp;Begin anew</translation>
    </message>
    <message>
        <source>&amp;Close it</source>
        <translation>&amp;Close it</translation>
    </message>
    <message>
        <source>&amp;Contact</source>
        <translation>&amp;Contact</translation>
    </message>
    <message>
        <source>&amp;File the statement</source>
        <translation>&amp;File the statement</translation>
    </message>
    <message>
        <source>&amp;Four counts</source>
        <translation>&amp;Four counts</translation>
    </message>
    <message>
        <source>&amp;Keep as working there</source>
        <translation>&amp;Keep as working there</translation>
    </message>
    <message>
        <source>&amp;Keep the corrections</source>
        <translation>&amp;Keep the corrections</translation>
    </message>
    <message>
        <source>&amp;Keep the payment</source>
        <translation>&amp;Keep the payment</translation>
    </message>
    <message>
        <source>&amp;Keep the visit</source>
        <translation>&amp;Keep the visit</translation>
    </message>
    <message>
        <source>&amp;Month</source>
        <translation>&amp;Month</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Registration number</source>
        <translation>&amp;Registration number</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>&amp;Search</translation>
    </message>
    <message>
        <source>(confidential)</source>
        <translation>(confidential)</translation>
    </message>
    <message>
        <source>2018-01</source>
        <translation>2018-01</translation>
    </message>
    <message>
        <source>A new employer gets its code when it is kept.</source>
        <translation>A new employer gets its code when it is kept.</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>Again</translation>
    </message>
    <message>
        <source>As it stands on the card or the receipt.</source>
        <translation>As it stands on the card or the receipt.</translation>
    </message>
    <message>
        <source>C&amp;lose this employer…</source>
        <translation>C&amp;lose this employer…</translation>
    </message>
    <message>
        <source>Close this employer?</source>
        <translation>Close this employer?</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Code of the perso&amp;n</source>
        <translation>Code of the perso&amp;n</translation>
    </message>
    <message>
        <source>Code or number</source>
        <translation>Code or number</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>Employer</source>
        <translation>Employer</translation>
    </message>
    <message>
        <source>Employers</source>
        <translation>Employers</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Finding</translation>
    </message>
    <message>
        <source>Line {number}: {problem}</source>
        <translation>Line {number}: {problem}</translation>
    </message>
    <message>
        <source>Lists (*.csv *.xlsx *.txt)</source>
        <translation>Lists (*.csv *.xlsx *.txt)</translation>
    </message>
    <message>
        <source>Make acti&amp;ve again</source>
        <translation>Make acti&amp;ve again</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Month</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name, code or number</source>
        <translation>Name, code or number</translation>
    </message>
    <message>
        <source>New</source>
        <translation>New</translation>
    </message>
    <message>
        <source>No employer yet. Register one at the right.</source>
        <translation>No employer yet. Register one at the right.</translation>
    </message>
    <message>
        <source>No statement yet. File one under “Month”.</source>
        <translation>No statement yet. File one under “Month”.</translation>
    </message>
    <message>
        <source>No visit yet.</source>
        <translation>No visit yet.</translation>
    </message>
    <message>
        <source>Nobody is down as working there yet.</source>
        <translation>Nobody is down as working there yet.</translation>
    </message>
    <message>
        <source>Nothing more can be filed for it until it is made active again.</source>
        <translation>Nothing more can be filed for it until it is made active again.</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>Number of &amp;insurance</source>
        <translation>Number of &amp;insurance</translation>
    </message>
    <message>
        <source>Number of &amp;workers</source>
        <translation>Number of &amp;workers</translation>
    </message>
    <message>
        <source>Paid in full.</source>
        <translation>Paid in full.</translation>
    </message>
    <message>
        <source>Rate of this month: {rate}</source>
        <translation>Rate of this month: {rate}</translation>
    </message>
    <message>
        <source>Re&amp;ference</source>
        <translation>Re&amp;ference</translation>
    </message>
    <message>
        <source>Read a &amp;list…</source>
        <translation>Read a &amp;list…</translation>
    </message>
    <message>
        <source>Read a list of wages</source>
        <translation>Read a list of wages</translation>
    </message>
    <message>
        <source>Received &amp;on</source>
        <translation>Received &amp;on</translation>
    </message>
    <message>
        <source>Register the e&amp;mployer</source>
        <translation>Register the e&amp;mployer</translation>
    </message>
    <message>
        <source>Registered &amp;on</source>
        <translation>Registered &amp;on</translation>
    </message>
    <message>
        <source>S&amp;ector</source>
        <translation>S&amp;ector</translation>
    </message>
    <message>
        <source>Sc&amp;heme</source>
        <translation>Sc&amp;heme</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>Scheme</translation>
    </message>
    <message>
        <source>Sector</source>
        <translation>Sector</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Since</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>Standing</translation>
    </message>
    <message>
        <source>Statement on &amp;paper</source>
        <translation>Statement on &amp;paper</translation>
    </message>
    <message>
        <source>Statements</source>
        <translation>Statements</translation>
    </message>
    <message>
        <source>Still to be paid: {amount}</source>
        <translation>Still to be paid: {amount}</translation>
    </message>
    <message>
        <source>Ta&amp;x number</source>
        <translation>Ta&amp;x number</translation>
    </message>
    <message>
        <source>Tele&amp;phone</source>
        <translation>Tele&amp;phone</translation>
    </message>
    <message>
        <source>The corrections are kept.</source>
        <translation>The corrections are kept.</translation>
    </message>
    <message>
        <source>The employer is active again.</source>
        <translation>The employer is active again.</translation>
    </message>
    <message>
        <source>The employer is closed.</source>
        <translation>The employer is closed.</translation>
    </message>
    <message>
        <source>The employer is registered.</source>
        <translation>The employer is registered.</translation>
    </message>
    <message>
        <source>The end of that work is kept, as of today.</source>
        <translation>The end of that work is kept, as of today.</translation>
    </message>
    <message>
        <source>The payment is kept.</source>
        <translation>The payment is kept.</translation>
    </message>
    <message>
        <source>The statement is filed.</source>
        <translation>The statement is filed.</translation>
    </message>
    <message>
        <source>The visit is kept.</source>
        <translation>The visit is kept.</translation>
    </message>
    <message>
        <source>The worker is on the list.</source>
        <translation>The worker is on the list.</translation>
    </message>
    <message>
        <source>This month has statement {code}; filing this one replaces it.</source>
        <translation>This month has statement {code}; filing this one replaces it.</translation>
    </message>
    <message>
        <source>This statement was replaced by a later one.</source>
        <translation>This statement was replaced by a later one.</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>Visit &amp;again on</source>
        <translation>Visit &amp;again on</translation>
    </message>
    <message>
        <source>Visited &amp;on</source>
        <translation>Visited &amp;on</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>Visits</translation>
    </message>
    <message>
        <source>What to look at</source>
        <translation>What to look at</translation>
    </message>
    <message>
        <source>What was &amp;found</source>
        <translation>What was &amp;found</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Workers</translation>
    </message>
    <message>
        <source>Workers and wages of the month</source>
        <translation>Workers and wages of the month</translation>
    </message>
    <message>
        <source>Works there no &amp;longer</source>
        <translation>Works there no &amp;longer</translation>
    </message>
    <message>
        <source>Works there sin&amp;ce</source>
        <translation>Works there sin&amp;ce</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message>
        <source>{due} due, {paid} paid</source>
        <translation>{due} due, {paid} paid</translation>
    </message>
    <message>
        <source>{workers}, due {amount}</source>
        <translation>{workers}, due {amount}</translation>
    </message>
</context>
<context>
    <name>Employment</name>
    <message>
        <source>Employed</source>
        <translation>Employed</translation>
    </message>
    <message>
        <source>Outside the labour force</source>
        <translation>Outside the labour force</translation>
    </message>
    <message>
        <source>Unemployed</source>
        <translation>Unemployed</translation>
    </message>
</context>
<context>
    <name>EndReason</name>
    <message>
        <source>Death</source>
        <translation>Death</translation>
    </message>
    <message>
        <source>Entered by mistake</source>
        <translation>Entered by mistake</translation>
    </message>
    <message>
        <source>Joined with another record</source>
        <translation>Joined with another record</translation>
    </message>
    <message>
        <source>Left the household</source>
        <translation>Left the household</translation>
    </message>
    <message>
        <source>Moved to another household</source>
        <translation>Moved to another household</translation>
    </message>
    <message>
        <source>The household split</source>
        <translation>The household split</translation>
    </message>
</context>
<context>
    <name>EnrolmentEvent</name>
    <message>
        <source>A place is free</source>
        <translation>A place is free</translation>
    </message>
    <message>
        <source>Appealed</source>
        <translation>Appealed</translation>
    </message>
    <message>
        <source>Application begun</source>
        <translation>Application begun</translation>
    </message>
    <message>
        <source>Application submitted</source>
        <translation>Application submitted</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Decided</translation>
    </message>
    <message>
        <source>Documents verified</source>
        <translation>Documents verified</translation>
    </message>
    <message>
        <source>Eligibility checked</source>
        <translation>Eligibility checked</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Ended</translation>
    </message>
    <message>
        <source>Enrolled</source>
        <translation>Enrolled</translation>
    </message>
    <message>
        <source>Graduated</source>
        <translation>Graduated</translation>
    </message>
    <message>
        <source>Put on the waiting list</source>
        <translation>Put on the waiting list</translation>
    </message>
    <message>
        <source>Reinstated</source>
        <translation>Reinstated</translation>
    </message>
    <message>
        <source>Resumed</source>
        <translation>Resumed</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Started</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Suspended</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Withdrawn</translation>
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
        <translation>Documents seen</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Draft</translation>
    </message>
    <message>
        <source>Eligible</source>
        <translation>Eligible</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Ended</translation>
    </message>
    <message>
        <source>Enrolled</source>
        <translation>Enrolled</translation>
    </message>
    <message>
        <source>Graduated</source>
        <translation>Graduated</translation>
    </message>
    <message>
        <source>Not eligible</source>
        <translation>Not eligible</translation>
    </message>
    <message>
        <source>On the waiting list</source>
        <translation>On the waiting list</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>Submitted</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Suspended</translation>
    </message>
    <message>
        <source>To be reviewed</source>
        <translation>To be reviewed</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Withdrawn</translation>
    </message>
</context>
<context>
    <name>EntitlementStatus</name>
    <message>
        <source>Approved</source>
        <translation>Approved</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Expired</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Paid</translation>
    </message>
    <message>
        <source>Paid in part</source>
        <translation>Paid in part</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Pending</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Suspended</translation>
    </message>
</context>
<context>
    <name>Entry</name>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Back</translation>
    </message>
    <message>
        <source>&amp;Choose the backup…</source>
        <translation>&amp;Choose the backup…</translation>
    </message>
    <message>
        <source>&amp;Create the file</source>
        <translation>&amp;Create the file</translation>
    </message>
    <message>
        <source>&amp;Forgotten password</source>
        <translation>&amp;Forgotten password</translation>
    </message>
    <message>
        <source>&amp;Full name</source>
        <translation>&amp;Full name</translation>
    </message>
    <message>
        <source>&amp;Give the new password</source>
        <translation>&amp;Give the new password</translation>
    </message>
    <message>
        <source>&amp;Last five letters of the code</source>
        <translation>&amp;Last five letters of the code</translation>
    </message>
    <message>
        <source>&amp;New office file…</source>
        <translation>&amp;New office file…</translation>
    </message>
    <message>
        <source>&amp;Office</source>
        <translation>&amp;Office</translation>
    </message>
    <message>
        <source>&amp;Open the office</source>
        <translation>&amp;Open the office</translation>
    </message>
    <message>
        <source>&amp;Other file…</source>
        <translation>&amp;Other file…</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Password</translation>
    </message>
    <message>
        <source>&amp;Print the code</source>
        <translation>&amp;Print the code</translation>
    </message>
    <message>
        <source>&amp;Recovery code</source>
        <translation>&amp;Recovery code</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>&amp;Restore</translation>
    </message>
    <message>
        <source>&amp;Restore a backup…</source>
        <translation>&amp;Restore a backup…</translation>
    </message>
    <message>
        <source>&amp;Sign in</source>
        <translation>&amp;Sign in</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>&amp;User</translation>
    </message>
    <message>
        <source>&amp;User name</source>
        <translation>&amp;User name</translation>
    </message>
    <message>
        <source>A supervisor who can still sign in can give you a new password, in Settings. Otherwise take the office’s recovery code, printed when the file was made.</source>
        <translation>A supervisor who can still sign in can give you a new password, in Settings. Otherwise take the office’s recovery code, printed when the file was made.</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>All files</translation>
    </message>
    <message>
        <source>At least eight characters.</source>
        <translation>At least eight characters.</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Backups</translation>
    </message>
    <message>
        <source>C&amp;hange place…</source>
        <translation>C&amp;hange place…</translation>
    </message>
    <message>
        <source>Check the spelling and the capital-letter key, then try again.</source>
        <translation>Check the spelling and the capital-letter key, then try again.</translation>
    </message>
    <message>
        <source>Choose one, or create one below.</source>
        <translation>Choose one, or create one below.</translation>
    </message>
    <message>
        <source>Choose the backup</source>
        <translation>Choose the backup</translation>
    </message>
    <message>
        <source>Choose the office file</source>
        <translation>Choose the office file</translation>
    </message>
    <message>
        <source>Forgotten password</source>
        <translation>Forgotten password</translation>
    </message>
    <message>
        <source>If every password is lost, only this code opens the file again. It is shown this once and kept nowhere else. Print it or copy it by hand, and lock it away from the computer.</source>
        <translation>If every password is lost, only this code opens the file again. It is shown this once and kept nowhere else. Print it or copy it by hand, and lock it away from the computer.</translation>
    </message>
    <message>
        <source>It holds the register of one office on this computer, encrypted. Only its users can open it.</source>
        <translation>It holds the register of one office on this computer, encrypted. Only its users can open it.</translation>
    </message>
    <message>
        <source>Keep this sheet locked away from the computer. Whoever holds it can open the file.</source>
        <translation>Keep this sheet locked away from the computer. Whoever holds it can open the file.</translation>
    </message>
    <message>
        <source>New &amp;password</source>
        <translation>New &amp;password</translation>
    </message>
    <message>
        <source>New office file</source>
        <translation>New office file</translation>
    </message>
    <message>
        <source>No backup chosen yet</source>
        <translation>No backup chosen yet</translation>
    </message>
    <message>
        <source>No office file chosen</source>
        <translation>No office file chosen</translation>
    </message>
    <message>
        <source>Office files</source>
        <translation>Office files</translation>
    </message>
    <message>
        <source>Once &amp;more</source>
        <translation>Once &amp;more</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Opening…</translation>
    </message>
    <message>
        <source>Pro&amp;gramme</source>
        <translation>Pro&amp;gramme</translation>
    </message>
    <message>
        <source>Recovery code of the office file</source>
        <translation>Recovery code of the office file</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>Restore a backup</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>The backup becomes a new office file; no file is overwritten. What was sent since comes back with the next synchronisation.</source>
        <translation>The backup becomes a new office file; no file is overwritten. What was sent since comes back with the next synchronisation.</translation>
    </message>
    <message>
        <source>The capital-letter key is on.</source>
        <translation>The capital-letter key is on.</translation>
    </message>
    <message>
        <source>The file’s place is proposed once the office is chosen.</source>
        <translation>The file’s place is proposed once the office is chosen.</translation>
    </message>
    <message>
        <source>The recovery code</source>
        <translation>The recovery code</translation>
    </message>
    <message>
        <source>The register of your office, on this computer: it works with or without a line.</source>
        <translation>The register of your office, on this computer: it works with or without a line.</translation>
    </message>
    <message>
        <source>The user or the password is not right.</source>
        <translation>The user or the password is not right.</translation>
    </message>
    <message>
        <source>To be sure that it was copied.</source>
        <translation>To be sure that it was copied.</translation>
    </message>
    <message>
        <source>Where to keep the office file</source>
        <translation>Where to keep the office file</translation>
    </message>
</context>
<context>
    <name>ExitReason</name>
    <message>
        <source>Administrative error</source>
        <translation>Administrative error</translation>
    </message>
    <message>
        <source>Conditions not met</source>
        <translation>Conditions not met</translation>
    </message>
    <message>
        <source>Death</source>
        <translation>Death</translation>
    </message>
    <message>
        <source>End of the programme</source>
        <translation>End of the programme</translation>
    </message>
    <message>
        <source>Graduation</source>
        <translation>Graduation</translation>
    </message>
    <message>
        <source>Moved away</source>
        <translation>Moved away</translation>
    </message>
    <message>
        <source>No longer eligible</source>
        <translation>No longer eligible</translation>
    </message>
    <message>
        <source>Registered twice</source>
        <translation>Registered twice</translation>
    </message>
    <message>
        <source>Withdrew</source>
        <translation>Withdrew</translation>
    </message>
</context>
<context>
    <name>Expected</name>
    <message>
        <source>0, 90, 180 or 270</source>
        <translation>0, 90, 180 or 270</translation>
    </message>
    <message>
        <source>LEFT,TOP,RIGHT,BOTTOM in per cent, for example 10,0,90,100</source>
        <translation>LEFT,TOP,RIGHT,BOTTOM in per cent, for example 10,0,90,100</translation>
    </message>
    <message>
        <source>a date written 12/04/2026</source>
        <translation>a date written 12/04/2026</translation>
    </message>
    <message>
        <source>a date written YYYY-MM-DD</source>
        <translation>a date written YYYY-MM-DD</translation>
    </message>
    <message>
        <source>a larger number</source>
        <translation>a larger number</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>a list</translation>
    </message>
    <message>
        <source>a longer text</source>
        <translation>a longer text</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>a number</translation>
    </message>
    <message>
        <source>a shorter text</source>
        <translation>a shorter text</translation>
    </message>
    <message>
        <source>a smaller number</source>
        <translation>a smaller number</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>a whole number</translation>
    </message>
    <message>
        <source>ages such as 18-59, 60- or -17</source>
        <translation>ages such as 18-59, 60- or -17</translation>
    </message>
    <message>
        <source>an answer</source>
        <translation>an answer</translation>
    </message>
    <message>
        <source>an object with named fields</source>
        <translation>an object with named fields</translation>
    </message>
    <message>
        <source>one of the listed choices</source>
        <translation>one of the listed choices</translation>
    </message>
    <message>
        <source>text</source>
        <translation>text</translation>
    </message>
    <message>
        <source>the form shown in the example</source>
        <translation>the form shown in the example</translation>
    </message>
    <message>
        <source>yes or no (true or false)</source>
        <translation>yes or no (true or false)</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message numerus="yes">
        <source>%n left out: confidential</source>
        <translation>
            <numerusform>%n left out: confidential</numerusform>
            <numerusform>%n left out: confidential</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) saved as {name}.</source>
        <translation>
            <numerusform>%n row saved as {name}.</numerusform>
            <numerusform>%n rows saved as {name}.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Export…</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Columns</translation>
    </message>
    <message>
        <source>Export people or households</source>
        <translation>Export people or households</translation>
    </message>
    <message>
        <source>Households</source>
        <translation>Households</translation>
    </message>
    <message>
        <source>It is written down who took them out, for whom and what for.</source>
        <translation>It is written down who took them out, for whom and what for.</translation>
    </message>
    <message numerus="yes">
        <source>Needed for more than %n people.</source>
        <translation>
            <numerusform>Needed for more than %n people.</numerusform>
            <numerusform>Needed for more than %n people.</numerusform>
        </translation>
    </message>
    <message>
        <source>People</source>
        <translation>People</translation>
    </message>
    <message>
        <source>Agreement, its reference</source>
        <translation>Agreement, its reference</translation>
    </message>
    <message>
        <source>Identity numbers whole, not their last three signs</source>
        <translation>Identity numbers whole, not their last three signs</translation>
    </message>
    <message>
        <source>Only in this place</source>
        <translation>Only in this place</translation>
    </message>
    <message>
        <source>Only in this village</source>
        <translation>Only in this village</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>Purpose</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>Recipient</translation>
    </message>
    <message>
        <source>Registered from</source>
        <translation>Registered from</translation>
    </message>
    <message>
        <source>Registered until</source>
        <translation>Registered until</translation>
    </message>
    <message>
        <source>Save the export</source>
        <translation>Save the export</translation>
    </message>
    <message>
        <source>What</source>
        <translation>What</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>What for</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>households</source>
        <translation>households</translation>
    </message>
    <message>
        <source>people</source>
        <translation>people</translation>
    </message>
    <message>
        <source>{people} people in {homes} households</source>
        <translation>{people} people in {homes} households</translation>
    </message>
</context>
<context>
    <name>Field</name>
    <message>
        <source>Another document</source>
        <translation>Another document</translation>
    </message>
    <message>
        <source>Another telephone</source>
        <translation>Another telephone</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <source>Day, month and year: 12/04/2026</source>
        <translation>Day, month and year: 12/04/2026</translation>
    </message>
    <message>
        <source>It is correct</source>
        <translation>It is correct</translation>
    </message>
    <message>
        <source>Name of the head, or code</source>
        <translation>Name of the head, or code</translation>
    </message>
    <message>
        <source>Name or code</source>
        <translation>Name or code</translation>
    </message>
    <message>
        <source>Remove this row</source>
        <translation>Remove this row</translation>
    </message>
    <message>
        <source>Type a few letters</source>
        <translation>Type a few letters</translation>
    </message>
    <message>
        <source>address</source>
        <translation>address</translation>
    </message>
    <message>
        <source>campaign</source>
        <translation>campaign</translation>
    </message>
    <message>
        <source>code</source>
        <translation>code</translation>
    </message>
    <message>
        <source>collects from</source>
        <translation>collects from</translation>
    </message>
    <message>
        <source>collects until</source>
        <translation>collects until</translation>
    </message>
    <message>
        <source>compound</source>
        <translation>compound</translation>
    </message>
    <message>
        <source>confidential file</source>
        <translation>confidential file</translation>
    </message>
    <message>
        <source>country</source>
        <translation>country</translation>
    </message>
    <message>
        <source>date</source>
        <translation>date</translation>
    </message>
    <message>
        <source>date of birth</source>
        <translation>date of birth</translation>
    </message>
    <message>
        <source>date of death</source>
        <translation>date of death</translation>
    </message>
    <message>
        <source>date of registration</source>
        <translation>date of registration</translation>
    </message>
    <message>
        <source>date of the document</source>
        <translation>date of the document</translation>
    </message>
    <message>
        <source>day of the estimate</source>
        <translation>day of the estimate</translation>
    </message>
    <message>
        <source>document</source>
        <translation>document</translation>
    </message>
    <message>
        <source>end date</source>
        <translation>end date</translation>
    </message>
    <message>
        <source>estimated age</source>
        <translation>estimated age</translation>
    </message>
    <message>
        <source>evidence</source>
        <translation>evidence</translation>
    </message>
    <message>
        <source>expected delivery</source>
        <translation>expected delivery</translation>
    </message>
    <message>
        <source>family name</source>
        <translation>family name</translation>
    </message>
    <message>
        <source>given name</source>
        <translation>given name</translation>
    </message>
    <message>
        <source>head of household</source>
        <translation>head of household</translation>
    </message>
    <message>
        <source>headed by a child</source>
        <translation>headed by a child</translation>
    </message>
    <message>
        <source>household</source>
        <translation>household</translation>
    </message>
    <message>
        <source>how exactly the date of birth is known</source>
        <translation>how exactly the date of birth is known</translation>
    </message>
    <message>
        <source>how it was entered</source>
        <translation>how it was entered</translation>
    </message>
    <message>
        <source>how the privacy notice was given</source>
        <translation>how the privacy notice was given</translation>
    </message>
    <message>
        <source>identity number</source>
        <translation>identity number</translation>
    </message>
    <message>
        <source>kind of household</source>
        <translation>kind of household</translation>
    </message>
    <message>
        <source>kind of identity document</source>
        <translation>kind of identity document</translation>
    </message>
    <message>
        <source>landmark</source>
        <translation>landmark</translation>
    </message>
    <message>
        <source>language</source>
        <translation>language</translation>
    </message>
    <message>
        <source>latitude</source>
        <translation>latitude</translation>
    </message>
    <message>
        <source>legal basis</source>
        <translation>legal basis</translation>
    </message>
    <message>
        <source>longitude</source>
        <translation>longitude</translation>
    </message>
    <message>
        <source>mandate</source>
        <translation>mandate</translation>
    </message>
    <message>
        <source>member {number}</source>
        <translation>member {number}</translation>
    </message>
    <message>
        <source>members</source>
        <translation>members</translation>
    </message>
    <message>
        <source>milestone</source>
        <translation>milestone</translation>
    </message>
    <message>
        <source>mother</source>
        <translation>mother</translation>
    </message>
    <message>
        <source>mother&apos;s name</source>
        <translation>mother&apos;s name</translation>
    </message>
    <message>
        <source>name</source>
        <translation>name</translation>
    </message>
    <message>
        <source>name of the head of household</source>
        <translation>name of the head of household</translation>
    </message>
    <message>
        <source>note</source>
        <translation>note</translation>
    </message>
    <message>
        <source>number</source>
        <translation>number</translation>
    </message>
    <message>
        <source>number given by the sender</source>
        <translation>number given by the sender</translation>
    </message>
    <message>
        <source>office</source>
        <translation>office</translation>
    </message>
    <message>
        <source>officer</source>
        <translation>officer</translation>
    </message>
    <message>
        <source>other household</source>
        <translation>other household</translation>
    </message>
    <message>
        <source>other names</source>
        <translation>other names</translation>
    </message>
    <message>
        <source>parent or guardian</source>
        <translation>parent or guardian</translation>
    </message>
    <message>
        <source>password</source>
        <translation>password</translation>
    </message>
    <message>
        <source>person</source>
        <translation>person</translation>
    </message>
    <message>
        <source>photo</source>
        <translation>photo</translation>
    </message>
    <message>
        <source>place</source>
        <translation>place</translation>
    </message>
    <message>
        <source>pregnancy</source>
        <translation>pregnancy</translation>
    </message>
    <message>
        <source>privacy notice</source>
        <translation>privacy notice</translation>
    </message>
    <message>
        <source>questions on difficulties</source>
        <translation>questions on difficulties</translation>
    </message>
    <message>
        <source>reason</source>
        <translation>reason</translation>
    </message>
    <message>
        <source>reason for the end</source>
        <translation>reason for the end</translation>
    </message>
    <message>
        <source>reason why the sex is not known</source>
        <translation>reason why the sex is not known</translation>
    </message>
    <message>
        <source>record it was joined with</source>
        <translation>record it was joined with</translation>
    </message>
    <message>
        <source>required</source>
        <translation>required</translation>
    </message>
    <message>
        <source>role in the household</source>
        <translation>role in the household</translation>
    </message>
    <message>
        <source>role of the former head</source>
        <translation>role of the former head</translation>
    </message>
    <message>
        <source>role of the other head</source>
        <translation>role of the other head</translation>
    </message>
    <message>
        <source>sex</source>
        <translation>sex</translation>
    </message>
    <message>
        <source>single name</source>
        <translation>single name</translation>
    </message>
    <message>
        <source>start date</source>
        <translation>start date</translation>
    </message>
    <message>
        <source>status</source>
        <translation>status</translation>
    </message>
    <message>
        <source>team</source>
        <translation>team</translation>
    </message>
    <message>
        <source>telephone</source>
        <translation>telephone</translation>
    </message>
    <message>
        <source>user</source>
        <translation>user</translation>
    </message>
    <message>
        <source>village or neighbourhood</source>
        <translation>village or neighbourhood</translation>
    </message>
    <message>
        <source>vital status</source>
        <translation>vital status</translation>
    </message>
    <message>
        <source>what was seen of the document</source>
        <translation>what was seen of the document</translation>
    </message>
    <message>
        <source>where to complain</source>
        <translation>where to complain</translation>
    </message>
    <message>
        <source>which recipient</source>
        <translation>which recipient</translation>
    </message>
    <message>
        <source>why the number was kept</source>
        <translation>why the number was kept</translation>
    </message>
</context>
<context>
    <name>Filters</name>
    <message>
        <source>&amp;Remove all filters</source>
        <translation>&amp;Remove all filters</translation>
    </message>
    <message>
        <source>A&amp;ges</source>
        <translation>A&amp;ges</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>Any</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Everywhere</translation>
    </message>
    <message>
        <source>F&amp;ilters</source>
        <translation>F&amp;ilters</translation>
    </message>
    <message>
        <source>In: {where}</source>
        <translation>In: {where}</translation>
    </message>
    <message>
        <source>Loo&amp;k in</source>
        <translation>Loo&amp;k in</translation>
    </message>
    <message>
        <source>Oldest age</source>
        <translation>Oldest age</translation>
    </message>
    <message>
        <source>Pl&amp;ace, with all below it</source>
        <translation>Pl&amp;ace, with all below it</translation>
    </message>
    <message>
        <source>Remove the filter: {filter}</source>
        <translation>Remove the filter: {filter}</translation>
    </message>
    <message>
        <source>Se&amp;x</source>
        <translation>Se&amp;x</translation>
    </message>
    <message>
        <source>Stat&amp;us</source>
        <translation>Stat&amp;us</translation>
    </message>
    <message>
        <source>The village</source>
        <translation>The village</translation>
    </message>
    <message>
        <source>Their mother&apos;s name</source>
        <translation>Their mother&apos;s name</translation>
    </message>
    <message>
        <source>Their own name</source>
        <translation>Their own name</translation>
    </message>
    <message>
        <source>Youngest age</source>
        <translation>Youngest age</translation>
    </message>
    <message>
        <source>to</source>
        <translation>to</translation>
    </message>
    <message>
        <source>{age} or older</source>
        <translation>{age} or older</translation>
    </message>
    <message>
        <source>{age} or younger</source>
        <translation>{age} or younger</translation>
    </message>
    <message>
        <source>{first} to {last} years</source>
        <translation>{first} to {last} years</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>Arrows to choose, Enter to go, Esc to close</source>
        <translation>Arrows to choose, Enter to go, Esc to close</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>Name, code, telephone, or what you want to do</source>
        <translation>Name, code, telephone, or what you want to do</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>What was found</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <comment>the age of a stack of forms</comment>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n form(s) made.</source>
        <translation>
            <numerusform>%n form made.</numerusform>
            <numerusform>%n forms made.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Language</translation>
    </message>
    <message>
        <source>&amp;Make the forms</source>
        <translation>&amp;Make the forms</translation>
    </message>
    <message>
        <source>&amp;Print</source>
        <translation>&amp;Print</translation>
    </message>
    <message>
        <source>&amp;Size</source>
        <translation>&amp;Size</translation>
    </message>
    <message>
        <source>?</source>
        <comment>the sex is not known</comment>
        <translation>?</translation>
    </message>
    <message>
        <source>A form that was entered is kept as the programme prescribes, then destroyed.</source>
        <translation>A form that was entered is kept as the programme prescribes, then destroyed.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Age</translation>
    </message>
    <message>
        <source>Area, from the smallest place to the district</source>
        <translation>Area, from the smallest place to the district</translation>
    </message>
    <message>
        <source>Birth: day, month, year</source>
        <translation>Birth: day, month, year</translation>
    </message>
    <message>
        <source>Blank forms</source>
        <translation>Blank forms</translation>
    </message>
    <message>
        <source>Check and sign</source>
        <translation>Check and sign</translation>
    </message>
    <message>
        <source>Compound, only if several households share it</source>
        <translation>Compound, only if several households share it</translation>
    </message>
    <message>
        <source>DDMMYYYY</source>
        <comment>one letter for each figure of a date: day, month, year</comment>
        <translation>DDMMYYYY</translation>
    </message>
    <message>
        <source>Date of registration</source>
        <translation>Date of registration</translation>
    </message>
    <message>
        <source>Document number</source>
        <translation>Document number</translation>
    </message>
    <message>
        <source>Each form has its code printed on it; nobody else is given the same.</source>
        <translation>Each form has its code printed on it; nobody else is given the same.</translation>
    </message>
    <message>
        <source>Entered on</source>
        <translation>Entered on</translation>
    </message>
    <message>
        <source>F</source>
        <comment>female, as short as can be</comment>
        <translation>F</translation>
    </message>
    <message>
        <source>Family name</source>
        <translation>Family name</translation>
    </message>
    <message>
        <source>First code</source>
        <translation>First code</translation>
    </message>
    <message>
        <source>For the office</source>
        <translation>For the office</translation>
    </message>
    <message>
        <source>Form and household code</source>
        <translation>Form and household code</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>Forms</translation>
    </message>
    <message>
        <source>Given name</source>
        <translation>Given name</translation>
    </message>
    <message>
        <source>Household registration form</source>
        <translation>Household registration form</translation>
    </message>
    <message>
        <source>How many &amp;forms</source>
        <translation>How many &amp;forms</translation>
    </message>
    <message>
        <source>How was the notice given?</source>
        <translation>How was the notice given?</translation>
    </message>
    <message>
        <source>If a thumb: name and signature of a witness</source>
        <translation>If a thumb: name and signature of a witness</translation>
    </message>
    <message>
        <source>If the head is under age: parent or guardian told</source>
        <translation>If the head is under age: parent or guardian told</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>Kind of document</source>
        <translation>Kind of document</translation>
    </message>
    <message>
        <source>Kind of household</source>
        <translation>Kind of household</translation>
    </message>
    <message>
        <source>Landmark</source>
        <translation>Landmark</translation>
    </message>
    <message>
        <source>Language and notice</source>
        <translation>Language and notice</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>Latitude</translation>
    </message>
    <message>
        <source>Legal basis</source>
        <translation>Legal basis</translation>
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
        <translation>Made on</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Members</translation>
    </message>
    <message>
        <source>Mother’s name</source>
        <translation>Mother’s name</translation>
    </message>
    <message>
        <source>Name of the officer</source>
        <translation>Name of the officer</translation>
    </message>
    <message>
        <source>No form has been made yet.</source>
        <translation>No form has been made yet.</translation>
    </message>
    <message>
        <source>Not back</source>
        <translation>Not back</translation>
    </message>
    <message>
        <source>One name only</source>
        <translation>One name only</translation>
    </message>
    <message>
        <source>One sheet, front and back</source>
        <translation>One sheet, front and back</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>Page {page} of {pages}</translation>
    </message>
    <message>
        <source>Print them, or save them as a PDF. They can be printed again from the list.</source>
        <translation>Print them, or save them as a PDF. They can be printed again from the list.</translation>
    </message>
    <message>
        <source>Privacy notice (version {version})</source>
        <translation>Privacy notice (version {version})</translation>
    </message>
    <message>
        <source>Receipt given</source>
        <translation>Receipt given</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Remarks</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>Sa&amp;ve as PDF…</source>
        <translation>Sa&amp;ve as PDF…</translation>
    </message>
    <message>
        <source>Save the forms</source>
        <translation>Save the forms</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>Signature and stamp of the office</source>
        <translation>Signature and stamp of the office</translation>
    </message>
    <message>
        <source>Signature of the head of household</source>
        <translation>Signature of the head of household</translation>
    </message>
    <message>
        <source>Stacks of forms</source>
        <translation>Stacks of forms</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telephone</translation>
    </message>
    <message>
        <source>Telephone of the household</source>
        <translation>Telephone of the household</translation>
    </message>
    <message>
        <source>The chosen stack &amp;once more</source>
        <translation>The chosen stack &amp;once more</translation>
    </message>
    <message>
        <source>The forms are shown here once they are made.</source>
        <translation>The forms are shown here once they are made.</translation>
    </message>
    <message>
        <source>The notice was given to me and the answers were read back to me in a language that I understand. As far as I know they are right. I may have them corrected at any time.</source>
        <translation>The notice was given to me and the answers were read back to me in a language that I understand. As far as I know they are right. I may have them corrected at any time.</translation>
    </message>
    <message>
        <source>This household is headed by a child; no adult lives in it.</source>
        <translation>This household is headed by a child; no adult lives in it.</translation>
    </message>
    <message>
        <source>Two sheets, for large households</source>
        <translation>Two sheets, for large households</translation>
    </message>
    <message>
        <source>Village or neighbourhood</source>
        <translation>Village or neighbourhood</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>Which language does the citizen speak best?</source>
        <translation>Which language does the citizen speak best?</translation>
    </message>
    <message>
        <source>Write in capital letters, one figure a box. Put a cross in the box that is right.</source>
        <translation>Write in capital letters, one figure a box. Put a cross in the box that is right.</translation>
    </message>
    <message>
        <source>by</source>
        <translation>by</translation>
    </message>
    <message>
        <source>or age</source>
        <translation>or age</translation>
    </message>
    <message>
        <source>or left thumb</source>
        <translation>or left thumb</translation>
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
        <translation>Identity number</translation>
    </message>
    <message>
        <source>Mother: {name}</source>
        <translation>Mother: {name}</translation>
    </message>
    <message>
        <source>Spelled differently</source>
        <translation>Spelled differently</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telephone</translation>
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
        <translation>Every day</translation>
    </message>
    <message>
        <source>Every month</source>
        <translation>Every month</translation>
    </message>
    <message>
        <source>Every quarter</source>
        <translation>Every quarter</translation>
    </message>
    <message>
        <source>Every year</source>
        <translation>Every year</translation>
    </message>
    <message>
        <source>Once</source>
        <translation>Once</translation>
    </message>
</context>
<context>
    <name>GrievanceChannel</name>
    <message>
        <source>At the desk</source>
        <translation>At the desk</translation>
    </message>
    <message>
        <source>By letter</source>
        <translation>By letter</translation>
    </message>
    <message>
        <source>By telephone</source>
        <translation>By telephone</translation>
    </message>
    <message>
        <source>Complaints box</source>
        <translation>Complaints box</translation>
    </message>
    <message>
        <source>During a visit</source>
        <translation>During a visit</translation>
    </message>
    <message>
        <source>Through a committee</source>
        <translation>Through a committee</translation>
    </message>
</context>
<context>
    <name>GrievanceEvent</name>
    <message>
        <source>Admitted</source>
        <translation>Admitted</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Answered</translation>
    </message>
    <message>
        <source>Appealed</source>
        <translation>Appealed</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>Given to somebody</source>
        <translation>Given to somebody</translation>
    </message>
    <message>
        <source>Handed back</source>
        <translation>Handed back</translation>
    </message>
    <message>
        <source>Not admitted</source>
        <translation>Not admitted</translation>
    </message>
    <message>
        <source>Passed upwards</source>
        <translation>Passed upwards</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Withdrawn</translation>
    </message>
</context>
<context>
    <name>GrievanceKind</name>
    <message>
        <source>Appeal</source>
        <translation>Appeal</translation>
    </message>
    <message>
        <source>Error in the data</source>
        <translation>Error in the data</translation>
    </message>
    <message>
        <source>Misconduct of staff</source>
        <translation>Misconduct of staff</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Payment</translation>
    </message>
    <message>
        <source>Quality of service</source>
        <translation>Quality of service</translation>
    </message>
    <message>
        <source>Suggestion or thanks</source>
        <translation>Suggestion or thanks</translation>
    </message>
    <message>
        <source>Violence or danger</source>
        <translation>Violence or danger</translation>
    </message>
    <message>
        <source>Wrongly included</source>
        <translation>Wrongly included</translation>
    </message>
    <message>
        <source>Wrongly left out</source>
        <translation>Wrongly left out</translation>
    </message>
</context>
<context>
    <name>GrievanceStatus</name>
    <message>
        <source>Admissible</source>
        <translation>Admissible</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Answered</translation>
    </message>
    <message>
        <source>Appealed</source>
        <translation>Appealed</translation>
    </message>
    <message>
        <source>Being dealt with</source>
        <translation>Being dealt with</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>Not admissible</source>
        <translation>Not admissible</translation>
    </message>
    <message>
        <source>Passed upwards</source>
        <translation>Passed upwards</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Withdrawn</translation>
    </message>
</context>
<context>
    <name>Guarantee</name>
    <message>
        <source>Children</source>
        <translation>Children</translation>
    </message>
    <message>
        <source>Health care</source>
        <translation>Health care</translation>
    </message>
    <message>
        <source>Older people</source>
        <translation>Older people</translation>
    </message>
    <message>
        <source>People of working age</source>
        <translation>People of working age</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message numerus="yes">
        <source>%n field(s) written for the first time</source>
        <translation>
            <numerusform>%n field written for the first time</numerusform>
            <numerusform>%n fields written for the first time</numerusform>
        </translation>
    </message>
    <message>
        <source>About whom</source>
        <translation>About whom</translation>
    </message>
    <message>
        <source>Close the history</source>
        <translation>Close the history</translation>
    </message>
    <message>
        <source>Every field</source>
        <translation>Every field</translation>
    </message>
    <message>
        <source>History of every field</source>
        <translation>History of every field</translation>
    </message>
    <message>
        <source>Nothing was written of this.</source>
        <translation>Nothing was written of this.</translation>
    </message>
    <message>
        <source>Open the history</source>
        <translation>Open the history</translation>
    </message>
    <message>
        <source>Settled: {how}</source>
        <translation>Settled: {how}</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Show everything</translation>
    </message>
    <message>
        <source>The household</source>
        <translation>The household</translation>
    </message>
    <message>
        <source>The household and everybody in it</source>
        <translation>The household and everybody in it</translation>
    </message>
    <message>
        <source>Which field</source>
        <translation>Which field</translation>
    </message>
    <message>
        <source>Why: {words}</source>
        <translation>Why: {words}</translation>
    </message>
    <message>
        <source>laptop {device}</source>
        <translation>laptop {device}</translation>
    </message>
    <message>
        <source>not known here</source>
        <translation>not known here</translation>
    </message>
    <message>
        <source>★ says who somebody is: the first value stands until a person decides.</source>
        <translation>★ says who somebody is: the first value stands until a person decides.</translation>
    </message>
</context>
<context>
    <name>Household</name>
    <message numerus="yes">
        <source>%n possible duplicate(s)…</source>
        <translation>
            <numerusform>%n possible duplicate…</numerusform>
            <numerusform>%n possible duplicates…</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Back to the household</source>
        <translation>&amp;Back to the household</translation>
    </message>
    <message>
        <source>&amp;Cards</source>
        <translation>&amp;Cards</translation>
    </message>
    <message>
        <source>&amp;Member</source>
        <translation>&amp;Member</translation>
    </message>
    <message>
        <source>&amp;Update a milestone</source>
        <translation>&amp;Update a milestone</translation>
    </message>
    <message>
        <source>Add a &amp;photo</source>
        <translation>Add a &amp;photo</translation>
    </message>
    <message>
        <source>Add a photo</source>
        <translation>Add a photo</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>Another copy of: {paper}, {name}</source>
        <translation>Another copy of: {paper}, {name}</translation>
    </message>
    <message>
        <source>Another copy…</source>
        <translation>Another copy…</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Born</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Card</translation>
    </message>
    <message>
        <source>Chan&amp;ge…</source>
        <translation>Chan&amp;ge…</translation>
    </message>
    <message>
        <source>Changes asked for</source>
        <translation>Changes asked for</translation>
    </message>
    <message>
        <source>Check eligibility</source>
        <translation>Check eligibility</translation>
    </message>
    <message>
        <source>Compound</source>
        <translation>Compound</translation>
    </message>
    <message>
        <source>Contributions and periods…</source>
        <translation>Contributions and periods…</translation>
    </message>
    <message>
        <source>Documents seen</source>
        <translation>Documents seen</translation>
    </message>
    <message>
        <source>Enrol</source>
        <translation>Enrol</translation>
    </message>
    <message>
        <source>Enrolments</source>
        <translation>Enrolments</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>Handed over</translation>
    </message>
    <message>
        <source>Handed over today</source>
        <translation>Handed over today</translation>
    </message>
    <message>
        <source>Hide schemes they are not eligible for</source>
        <translation>Hide schemes they are not eligible for</translation>
    </message>
    <message>
        <source>Identity documents</source>
        <translation>Identity documents</translation>
    </message>
    <message>
        <source>In the household</source>
        <translation>In the household</translation>
    </message>
    <message>
        <source>In the same compound:</source>
        <translation>In the same compound:</translation>
    </message>
    <message>
        <source>Insurance</source>
        <translation>Insurance</translation>
    </message>
    <message>
        <source>Journey</source>
        <translation>Journey</translation>
    </message>
    <message>
        <source>Keep this photo</source>
        <translation>Keep this photo</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>Landmark</source>
        <translation>Landmark</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Look and decide…</source>
        <translation>Look and decide…</translation>
    </message>
    <message>
        <source>Look and settle</source>
        <translation>Look and settle</translation>
    </message>
    <message>
        <source>Make the copy</source>
        <translation>Make the copy</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Members</translation>
    </message>
    <message>
        <source>Moving</source>
        <translation>Moving</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>No paper was printed yet.</source>
        <translation>No paper was printed yet.</translation>
    </message>
    <message>
        <source>Nobody is insured in a scheme with contributions</source>
        <translation>Nobody is insured in a scheme with contributions</translation>
    </message>
    <message>
        <source>Opened for {name}</source>
        <translation>Opened for {name}</translation>
    </message>
    <message>
        <source>Papers given out</source>
        <translation>Papers given out</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Photo</translation>
    </message>
    <message>
        <source>R&amp;eceipt</source>
        <translation>R&amp;eceipt</translation>
    </message>
    <message>
        <source>Registered on</source>
        <translation>Registered on</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rejected</translation>
    </message>
    <message>
        <source>Schemes</source>
        <translation>Schemes</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Show everything</translation>
    </message>
    <message>
        <source>Show identity numbers</source>
        <translation>Show identity numbers</translation>
    </message>
    <message>
        <source>Show schemes they are not eligible for: {count}</source>
        <translation>Show schemes they are not eligible for: {count}</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telephone</translation>
    </message>
    <message>
        <source>Telephones</source>
        <translation>Telephones</translation>
    </message>
    <message>
        <source>The paper is recorded as handed over.</source>
        <translation>The paper is recorded as handed over.</translation>
    </message>
    <message>
        <source>The photo is kept.</source>
        <translation>The photo is kept.</translation>
    </message>
    <message>
        <source>The server refused: {field}, {name}</source>
        <translation>The server refused: {field}, {name}</translation>
    </message>
    <message>
        <source>The update is kept.</source>
        <translation>The update is kept.</translation>
    </message>
    <message>
        <source>The whole household</source>
        <translation>The whole household</translation>
    </message>
    <message>
        <source>To bring: {papers}</source>
        <translation>To bring: {papers}</translation>
    </message>
    <message>
        <source>To settle</source>
        <translation>To settle</translation>
    </message>
    <message>
        <source>Two versions: {fields}, {name}</source>
        <translation>Two versions: {fields}, {name}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>Undone</translation>
    </message>
    <message>
        <source>Waits for approval by another person</source>
        <translation>Waits for approval by another person</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>What happened</translation>
    </message>
    <message>
        <source>What was done on other computers is told there.</source>
        <translation>What was done on other computers is told there.</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Withdrawn</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Written</translation>
    </message>
    <message>
        <source>decided by {name}</source>
        <translation>decided by {name}</translation>
    </message>
    <message>
        <source>in an acting role</source>
        <translation>in an acting role</translation>
    </message>
    <message>
        <source>reason: {reason}</source>
        <translation>reason: {reason}</translation>
    </message>
    <message>
        <source>to {district} on {date}; its file goes there at the next synchronisation</source>
        <translation>to {district} on {date}; its file goes there at the next synchronisation</translation>
    </message>
    <message>
        <source>until {date}</source>
        <translation>until {date}</translation>
    </message>
    <message>
        <source>{date}, by {name}</source>
        <translation>{date}, by {name}</translation>
    </message>
    <message>
        <source>{paper}, copy {number}</source>
        <translation>{paper}, copy {number}</translation>
    </message>
</context>
<context>
    <name>HouseholdKind</name>
    <message>
        <source>Family</source>
        <translation>Family</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>Household</translation>
    </message>
    <message>
        <source>Institution</source>
        <translation>Institution</translation>
    </message>
    <message>
        <source>People living on the street</source>
        <translation>People living on the street</translation>
    </message>
</context>
<context>
    <name>HouseholdSource</name>
    <message>
        <source>At the counter</source>
        <translation>At the counter</translation>
    </message>
    <message>
        <source>From a list</source>
        <translation>From a list</translation>
    </message>
    <message>
        <source>From a paper form</source>
        <translation>From a paper form</translation>
    </message>
    <message>
        <source>In the field</source>
        <translation>In the field</translation>
    </message>
</context>
<context>
    <name>HouseholdStatus</name>
    <message>
        <source>Closed</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>Merged with another</source>
        <translation>Merged with another</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>Registered</translation>
    </message>
    <message>
        <source>To be verified again</source>
        <translation>To be verified again</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Verified</translation>
    </message>
</context>
<context>
    <name>IdentifierScheme</name>
    <message>
        <source>Birth certificate</source>
        <translation>Birth certificate</translation>
    </message>
    <message>
        <source>Family book</source>
        <translation>Family book</translation>
    </message>
    <message>
        <source>Health insurance number</source>
        <translation>Health insurance number</translation>
    </message>
    <message>
        <source>National identity number</source>
        <translation>National identity number</translation>
    </message>
    <message>
        <source>Other document</source>
        <translation>Other document</translation>
    </message>
    <message>
        <source>Passport</source>
        <translation>Passport</translation>
    </message>
    <message>
        <source>Programme number</source>
        <translation>Programme number</translation>
    </message>
    <message>
        <source>Refugee card</source>
        <translation>Refugee card</translation>
    </message>
    <message>
        <source>Social security number</source>
        <translation>Social security number</translation>
    </message>
    <message>
        <source>Tax number</source>
        <translation>Tax number</translation>
    </message>
    <message>
        <source>Voter card</source>
        <translation>Voter card</translation>
    </message>
</context>
<context>
    <name>IdentifierSeen</name>
    <message>
        <source>Copy seen</source>
        <translation>Copy seen</translation>
    </message>
    <message>
        <source>Only declared</source>
        <translation>Only declared</translation>
    </message>
    <message>
        <source>Original seen</source>
        <translation>Original seen</translation>
    </message>
</context>
<context>
    <name>IdentifierStatus</name>
    <message>
        <source>Expired</source>
        <translation>Expired</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Lost</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Valid</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>Wrong</translation>
    </message>
</context>
<context>
    <name>Identifiers</name>
    <message>
        <source>Kind of document</source>
        <translation>Kind of document</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Number</translation>
    </message>
</context>
<context>
    <name>Insured</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) insured twice, counted once</source>
        <translation>
            <numerusform>%n day insured twice, counted once</numerusform>
            <numerusform>%n days insured twice, counted once</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s)</source>
        <translation>
            <numerusform>%n month</numerusform>
            <numerusform>%n months</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s) paid in all</source>
        <translation>
            <numerusform>%n month paid in all</numerusform>
            <numerusform>%n months paid in all</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more month(s) to pay</source>
        <translation>
            <numerusform>%n more month to pay</numerusform>
            <numerusform>%n more months to pay</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Amount received</source>
        <translation>&amp;Amount received</translation>
    </message>
    <message>
        <source>&amp;Back to the household</source>
        <translation>&amp;Back to the household</translation>
    </message>
    <message>
        <source>&amp;Back to the periods</source>
        <translation>&amp;Back to the periods</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>&amp;From</translation>
    </message>
    <message>
        <source>&amp;From month</source>
        <translation>&amp;From month</translation>
    </message>
    <message>
        <source>&amp;Institution</source>
        <translation>&amp;Institution</translation>
    </message>
    <message>
        <source>&amp;Keep the payment</source>
        <translation>&amp;Keep the payment</translation>
    </message>
    <message>
        <source>&amp;Keep the period</source>
        <translation>&amp;Keep the period</translation>
    </message>
    <message>
        <source>&amp;Monthly base</source>
        <translation>&amp;Monthly base</translation>
    </message>
    <message>
        <source>&amp;Paid by</source>
        <translation>&amp;Paid by</translation>
    </message>
    <message>
        <source>&amp;Proof</source>
        <translation>&amp;Proof</translation>
    </message>
    <message>
        <source>&amp;Reference</source>
        <translation>&amp;Reference</translation>
    </message>
    <message>
        <source>&amp;Until</source>
        <translation>&amp;Until</translation>
    </message>
    <message>
        <source>&amp;Until month</source>
        <translation>&amp;Until month</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>Amounts in {currency}. Each share is rounded on its own line.</source>
        <translation>Amounts in {currency}. Each share is rounded on its own line.</translation>
    </message>
    <message>
        <source>At a glance</source>
        <translation>At a glance</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Born</translation>
    </message>
    <message>
        <source>Branc&amp;h</source>
        <translation>Branc&amp;h</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>Code of the person</source>
        <translation>Code of the person</translation>
    </message>
    <message>
        <source>Contribution statement</source>
        <translation>Contribution statement</translation>
    </message>
    <message>
        <source>Contributions</source>
        <translation>Contributions</translation>
    </message>
    <message>
        <source>Contributions are paid</source>
        <translation>Contributions are paid</translation>
    </message>
    <message>
        <source>Countr&amp;y, two letters</source>
        <translation>Countr&amp;y, two letters</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Country</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>Counts</translation>
    </message>
    <message>
        <source>Day of payment</source>
        <translation>Day of payment</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Days</translation>
    </message>
    <message>
        <source>Days insured twice, counted once</source>
        <translation>Days insured twice, counted once</translation>
    </message>
    <message>
        <source>Days of the calendar</source>
        <translation>Days of the calendar</translation>
    </message>
    <message>
        <source>Declared, but not paid: ask for the receipt</source>
        <translation>Declared, but not paid: ask for the receipt</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>Due for {months}: {amount}</source>
        <translation>Due for {months}: {amount}</translation>
    </message>
    <message>
        <source>Employer</source>
        <translation>Employer</translation>
    </message>
    <message>
        <source>Employer&apos;s code</source>
        <translation>Employer&apos;s code</translation>
    </message>
    <message>
        <source>Entered in e&amp;rror</source>
        <translation>Entered in e&amp;rror</translation>
    </message>
    <message>
        <source>Entitled</source>
        <translation>Entitled</translation>
    </message>
    <message>
        <source>Entitled by enrolment</source>
        <translation>Entitled by enrolment</translation>
    </message>
    <message>
        <source>Filed on</source>
        <translation>Filed on</translation>
    </message>
    <message>
        <source>For the employer</source>
        <translation>For the employer</translation>
    </message>
    <message>
        <source>For the institution of another country that adds periods together</source>
        <translation>For the institution of another country that adds periods together</translation>
    </message>
    <message>
        <source>From</source>
        <translation>From</translation>
    </message>
    <message>
        <source>In two places</source>
        <translation>In two places</translation>
    </message>
    <message>
        <source>Institution</source>
        <translation>Institution</translation>
    </message>
    <message>
        <source>Insurance</source>
        <translation>Insurance</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>Issued by</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Length</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Month</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>No month has been paid</source>
        <translation>No month has been paid</translation>
    </message>
    <message>
        <source>No period of insurance is known at this office.</source>
        <translation>No period of insurance is known at this office.</translation>
    </message>
    <message>
        <source>No period yet. Add one from a certificate of another institution.</source>
        <translation>No period yet. Add one from a certificate of another institution.</translation>
    </message>
    <message>
        <source>Nobody here is insured in any scheme.</source>
        <translation>Nobody here is insured in any scheme.</translation>
    </message>
    <message>
        <source>Not entitled</source>
        <translation>Not entitled</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>Officer, stamp</source>
        <translation>Officer, stamp</translation>
    </message>
    <message>
        <source>P&amp;erson</source>
        <translation>P&amp;erson</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Paid</translation>
    </message>
    <message>
        <source>Payer&apos;s &amp;name</source>
        <translation>Payer&apos;s &amp;name</translation>
    </message>
    <message>
        <source>Payments received</source>
        <translation>Payments received</translation>
    </message>
    <message>
        <source>Periods</source>
        <translation>Periods</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>Proof</translation>
    </message>
    <message>
        <source>Rate of the month</source>
        <translation>Rate of the month</translation>
    </message>
    <message>
        <source>Received &amp;on</source>
        <translation>Received &amp;on</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Reference</translation>
    </message>
    <message>
        <source>Registration number</source>
        <translation>Registration number</translation>
    </message>
    <message>
        <source>Replaced by a later statement: no longer valid</source>
        <translation>Replaced by a later statement: no longer valid</translation>
    </message>
    <message>
        <source>Replaces statement {code}</source>
        <translation>Replaces statement {code}</translation>
    </message>
    <message>
        <source>Sc&amp;heme</source>
        <translation>Sc&amp;heme</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>Scheme</translation>
    </message>
    <message>
        <source>Signature or fingerprint of the insured person</source>
        <translation>Signature or fingerprint of the insured person</translation>
    </message>
    <message>
        <source>Sponsor</source>
        <translation>Sponsor</translation>
    </message>
    <message>
        <source>Statement of insurance periods</source>
        <translation>Statement of insurance periods</translation>
    </message>
    <message>
        <source>Statement of periods on paper</source>
        <translation>Statement of periods on paper</translation>
    </message>
    <message>
        <source>Still to be paid</source>
        <translation>Still to be paid</translation>
    </message>
    <message>
        <source>Tax number</source>
        <translation>Tax number</translation>
    </message>
    <message>
        <source>The last payment is too long ago</source>
        <translation>The last payment is too long ago</translation>
    </message>
    <message>
        <source>The payment is kept.</source>
        <translation>The payment is kept.</translation>
    </message>
    <message>
        <source>The period counts no more.</source>
        <translation>The period counts no more.</translation>
    </message>
    <message>
        <source>The period is kept.</source>
        <translation>The period is kept.</translation>
    </message>
    <message>
        <source>The waiting time is not over</source>
        <translation>The waiting time is not over</translation>
    </message>
    <message>
        <source>The whole household</source>
        <translation>The whole household</translation>
    </message>
    <message>
        <source>To verify</source>
        <translation>To verify</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>Together, a day insured in two countries counts once. Months are whole from the first day of a period on; thirty days left over make a month. Branches are never added.</source>
        <translation>Together, a day insured in two countries counts once. Months are whole from the first day of a period on; thirty days left over make a month. Branches are never added.</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Totals</source>
        <translation>Totals</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>Wage</source>
        <translation>Wage</translation>
    </message>
    <message>
        <source>What is due is worked out on it; empty where the law sets no rate.</source>
        <translation>What is due is worked out on it; empty where the law sets no rate.</translation>
    </message>
    <message>
        <source>What to look at</source>
        <translation>What to look at</translation>
    </message>
    <message>
        <source>Which paper was seen</source>
        <translation>Which paper was seen</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>Who is entitled</source>
        <translation>Who is entitled</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Workers</translation>
    </message>
    <message>
        <source>Workers of the month</source>
        <translation>Workers of the month</translation>
    </message>
    <message>
        <source>declared by {employer}</source>
        <translation>declared by {employer}</translation>
    </message>
    <message>
        <source>employer {share}</source>
        <translation>employer {share}</translation>
    </message>
    <message>
        <source>last month paid: {month}</source>
        <translation>last month paid: {month}</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>not counted: entered in error</source>
        <translation>not counted: entered in error</translation>
    </message>
    <message>
        <source>sponsor {share}</source>
        <translation>sponsor {share}</translation>
    </message>
    <message>
        <source>together</source>
        <translation>together</translation>
    </message>
    <message>
        <source>until {date}</source>
        <translation>until {date}</translation>
    </message>
    <message>
        <source>wage counted up to {amount}</source>
        <translation>wage counted up to {amount}</translation>
    </message>
    <message>
        <source>worker {share}</source>
        <translation>worker {share}</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>{months} and {days}</source>
        <translation>{months} and {days}</translation>
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
        <translation>&amp;Keep this update</translation>
    </message>
    <message>
        <source>A correction</source>
        <translation>A correction</translation>
    </message>
    <message>
        <source>Add an update</source>
        <translation>Add an update</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Correct the update of {date}</source>
        <translation>Correct the update of {date}</translation>
    </message>
    <message>
        <source>Corrected since</source>
        <translation>Corrected since</translation>
    </message>
    <message>
        <source>Correct…</source>
        <translation>Correct…</translation>
    </message>
    <message>
        <source>Do not correct</source>
        <translation>Do not correct</translation>
    </message>
    <message>
        <source>Due on {date}</source>
        <translation>Due on {date}</translation>
    </message>
    <message>
        <source>Due {date}</source>
        <translation>Due {date}</translation>
    </message>
    <message>
        <source>E&amp;vidence</source>
        <translation>E&amp;vidence</translation>
    </message>
    <message>
        <source>Late since {date}</source>
        <translation>Late since {date}</translation>
    </message>
    <message>
        <source>Late: it was due on {date}.</source>
        <translation>Late: it was due on {date}.</translation>
    </message>
    <message>
        <source>N&amp;ote</source>
        <translation>N&amp;ote</translation>
    </message>
    <message>
        <source>New &amp;state</source>
        <translation>New &amp;state</translation>
    </message>
    <message>
        <source>Nothing was said of this step yet.</source>
        <translation>Nothing was said of this step yet.</translation>
    </message>
    <message>
        <source>Number or title of the paper, if there is one.</source>
        <translation>Number or title of the paper, if there is one.</translation>
    </message>
    <message>
        <source>Reached by itself</source>
        <translation>Reached by itself</translation>
    </message>
    <message>
        <source>The household’s journey</source>
        <translation>The household’s journey</translation>
    </message>
    <message>
        <source>Updates so far</source>
        <translation>Updates so far</translation>
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
        <translation>Arrived</translation>
    </message>
    <message>
        <source>Arrived at the server on {moment}</source>
        <translation>Arrived at the server on {moment}</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>Two versions</source>
        <translation>Two versions</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Waiting</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Alt + letter</source>
        <translation>Alt + letter</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Find anything: a person, a household, an act</source>
        <translation>Find anything: a person, a household, an act</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>Lock the window</source>
        <translation>Lock the window</translation>
    </message>
    <message>
        <source>New household</source>
        <translation>New household</translation>
    </message>
    <message>
        <source>Next field</source>
        <translation>Next field</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>One step back</translation>
    </message>
    <message>
        <source>Press the button, open the row</source>
        <translation>Press the button, open the row</translation>
    </message>
    <message>
        <source>Print desk</source>
        <translation>Print desk</translation>
    </message>
    <message>
        <source>Scan a card or a receipt with the camera</source>
        <translation>Scan a card or a receipt with the camera</translation>
    </message>
    <message>
        <source>Search a person or a household</source>
        <translation>Search a person or a household</translation>
    </message>
    <message>
        <source>Synchronise</source>
        <translation>Synchronise</translation>
    </message>
    <message>
        <source>This sheet</source>
        <translation>This sheet</translation>
    </message>
    <message>
        <source>To decide: requests and possible duplicates</source>
        <translation>To decide: requests and possible duplicates</translation>
    </message>
    <message>
        <source>Undo the last change of the household on screen</source>
        <translation>Undo the last change of the household on screen</translation>
    </message>
    <message>
        <source>With an underlined letter: that field or button</source>
        <translation>With an underlined letter: that field or button</translation>
    </message>
</context>
<context>
    <name>Kinds</name>
    <message>
        <source>Amounts due</source>
        <translation>Amounts due</translation>
    </message>
    <message>
        <source>Answers to requests</source>
        <translation>Answers to requests</translation>
    </message>
    <message>
        <source>Appointments</source>
        <translation>Appointments</translation>
    </message>
    <message>
        <source>Assessments</source>
        <translation>Assessments</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>Campaigns</translation>
    </message>
    <message>
        <source>Candidates on lists</source>
        <translation>Candidates on lists</translation>
    </message>
    <message>
        <source>Case notes</source>
        <translation>Case notes</translation>
    </message>
    <message>
        <source>Cohorts</source>
        <translation>Cohorts</translation>
    </message>
    <message>
        <source>Complaints</source>
        <translation>Complaints</translation>
    </message>
    <message>
        <source>Contradictions settled</source>
        <translation>Contradictions settled</translation>
    </message>
    <message>
        <source>Contributions received</source>
        <translation>Contributions received</translation>
    </message>
    <message>
        <source>Decisions on eligibility</source>
        <translation>Decisions on eligibility</translation>
    </message>
    <message>
        <source>Employers</source>
        <translation>Employers</translation>
    </message>
    <message>
        <source>Employers’ statements</source>
        <translation>Employers’ statements</translation>
    </message>
    <message>
        <source>Enrolments</source>
        <translation>Enrolments</translation>
    </message>
    <message>
        <source>Forms filled in</source>
        <translation>Forms filled in</translation>
    </message>
    <message>
        <source>Households</source>
        <translation>Households</translation>
    </message>
    <message>
        <source>Households of campaigns</source>
        <translation>Households of campaigns</translation>
    </message>
    <message>
        <source>Households of cohorts</source>
        <translation>Households of cohorts</translation>
    </message>
    <message>
        <source>Identity numbers</source>
        <translation>Identity numbers</translation>
    </message>
    <message>
        <source>Insurance periods</source>
        <translation>Insurance periods</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Jobs</translation>
    </message>
    <message>
        <source>Judgements of look-alikes</source>
        <translation>Judgements of look-alikes</translation>
    </message>
    <message>
        <source>Lines of personal plans</source>
        <translation>Lines of personal plans</translation>
    </message>
    <message>
        <source>Lines of statements</source>
        <translation>Lines of statements</translation>
    </message>
    <message>
        <source>Lists of candidates</source>
        <translation>Lists of candidates</translation>
    </message>
    <message>
        <source>Members of households</source>
        <translation>Members of households</translation>
    </message>
    <message>
        <source>Merges</source>
        <translation>Merges</translation>
    </message>
    <message>
        <source>Merges taken back</source>
        <translation>Merges taken back</translation>
    </message>
    <message>
        <source>Moves to other districts</source>
        <translation>Moves to other districts</translation>
    </message>
    <message>
        <source>Needs</source>
        <translation>Needs</translation>
    </message>
    <message>
        <source>Notes of who looked</source>
        <translation>Notes of who looked</translation>
    </message>
    <message>
        <source>Objections to lists</source>
        <translation>Objections to lists</translation>
    </message>
    <message>
        <source>Organisations</source>
        <translation>Organisations</translation>
    </message>
    <message>
        <source>Papers handed over</source>
        <translation>Papers handed over</translation>
    </message>
    <message>
        <source>Papers printed</source>
        <translation>Papers printed</translation>
    </message>
    <message>
        <source>Payment cycles</source>
        <translation>Payment cycles</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>Payments</translation>
    </message>
    <message>
        <source>Persons</source>
        <translation>Persons</translation>
    </message>
    <message>
        <source>Portraits</source>
        <translation>Portraits</translation>
    </message>
    <message>
        <source>Privacy notices</source>
        <translation>Privacy notices</translation>
    </message>
    <message>
        <source>Proofs of life</source>
        <translation>Proofs of life</translation>
    </message>
    <message>
        <source>Recipients</source>
        <translation>Recipients</translation>
    </message>
    <message>
        <source>Referrals</source>
        <translation>Referrals</translation>
    </message>
    <message>
        <source>Requests for changes</source>
        <translation>Requests for changes</translation>
    </message>
    <message>
        <source>Reserved codes</source>
        <translation>Reserved codes</translation>
    </message>
    <message>
        <source>Rights to act for somebody</source>
        <translation>Rights to act for somebody</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>Scans</translation>
    </message>
    <message>
        <source>Second visits</source>
        <translation>Second visits</translation>
    </message>
    <message>
        <source>Services used</source>
        <translation>Services used</translation>
    </message>
    <message>
        <source>Shocks</source>
        <translation>Shocks</translation>
    </message>
    <message>
        <source>Steps of complaints</source>
        <translation>Steps of complaints</translation>
    </message>
    <message>
        <source>Steps of enrolments</source>
        <translation>Steps of enrolments</translation>
    </message>
    <message>
        <source>Steps of journeys</source>
        <translation>Steps of journeys</translation>
    </message>
    <message>
        <source>Steps of referrals</source>
        <translation>Steps of referrals</translation>
    </message>
    <message>
        <source>Telephone numbers</source>
        <translation>Telephone numbers</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Users</translation>
    </message>
    <message>
        <source>Visits to employers</source>
        <translation>Visits to employers</translation>
    </message>
</context>
<context>
    <name>LegalBasis</name>
    <message>
        <source>Consent</source>
        <translation>Consent</translation>
    </message>
    <message>
        <source>Contract</source>
        <translation>Contract</translation>
    </message>
    <message>
        <source>Legal obligation</source>
        <translation>Legal obligation</translation>
    </message>
    <message>
        <source>Legitimate interest</source>
        <translation>Legitimate interest</translation>
    </message>
    <message>
        <source>Public interest</source>
        <translation>Public interest</translation>
    </message>
    <message>
        <source>Vital interest</source>
        <translation>Vital interest</translation>
    </message>
</context>
<context>
    <name>Letter</name>
    <message>
        <source>Another officer will look at it. It is free.</source>
        <translation>Another officer will look at it. It is free.</translation>
    </message>
    <message>
        <source>Applied on</source>
        <translation>Applied on</translation>
    </message>
    <message>
        <source>Contributions paid by</source>
        <translation>Contributions paid by</translation>
    </message>
    <message>
        <source>Decided on</source>
        <translation>Decided on</translation>
    </message>
    <message>
        <source>Decision on your application</source>
        <translation>Decision on your application</translation>
    </message>
    <message>
        <source>Documents still missing</source>
        <translation>Documents still missing</translation>
    </message>
    <message>
        <source>End of an enrolment</source>
        <translation>End of an enrolment</translation>
    </message>
    <message>
        <source>Ended on</source>
        <translation>Ended on</translation>
    </message>
    <message>
        <source>Enrolled in</source>
        <translation>Enrolled in</translation>
    </message>
    <message>
        <source>Enrolled on</source>
        <translation>Enrolled on</translation>
    </message>
    <message>
        <source>Enrolment receipt</source>
        <translation>Enrolment receipt</translation>
    </message>
    <message>
        <source>Entitled until</source>
        <translation>Entitled until</translation>
    </message>
    <message>
        <source>For</source>
        <translation>For</translation>
    </message>
    <message>
        <source>If you do not agree</source>
        <translation>If you do not agree</translation>
    </message>
    <message>
        <source>In their place</source>
        <translation>In their place</translation>
    </message>
    <message>
        <source>Next proof of life</source>
        <translation>Next proof of life</translation>
    </message>
    <message>
        <source>Nothing is paid for the time after the death.</source>
        <translation>Nothing is paid for the time after the death.</translation>
    </message>
    <message>
        <source>Nothing more is paid for the time after this day.</source>
        <translation>Nothing more is paid for the time after this day.</translation>
    </message>
    <message>
        <source>Number of the enrolment</source>
        <translation>Number of the enrolment</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>Scheme</translation>
    </message>
    <message>
        <source>Signature or fingerprint, if wished</source>
        <translation>Signature or fingerprint, if wished</translation>
    </message>
    <message>
        <source>Starts on</source>
        <translation>Starts on</translation>
    </message>
    <message>
        <source>The card of this scheme is no longer valid. Please give it back.</source>
        <translation>The card of this scheme is no longer valid. Please give it back.</translation>
    </message>
    <message>
        <source>The decision</source>
        <translation>The decision</translation>
    </message>
    <message>
        <source>The enrolment has ended.</source>
        <translation>The enrolment has ended.</translation>
    </message>
    <message>
        <source>The office enrols you and gives you an enrolment receipt.</source>
        <translation>The office enrols you and gives you an enrolment receipt.</translation>
    </message>
    <message>
        <source>Under the condition that the missing documents are brought.</source>
        <translation>Under the condition that the missing documents are brought.</translation>
    </message>
    <message>
        <source>We tell you as soon as a place is free. Tell us if you move.</source>
        <translation>We tell you as soon as a place is free. Tell us if you move.</translation>
    </message>
    <message>
        <source>We write to say</source>
        <translation>We write to say</translation>
    </message>
    <message>
        <source>What happens now</source>
        <translation>What happens now</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>What it means</translation>
    </message>
    <message>
        <source>What you receive</source>
        <translation>What you receive</translation>
    </message>
    <message>
        <source>Who collects</source>
        <translation>Who collects</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>You are eligible and on the waiting list.</source>
        <translation>You are eligible and on the waiting list.</translation>
    </message>
    <message>
        <source>You are eligible for this scheme.</source>
        <translation>You are eligible for this scheme.</translation>
    </message>
    <message>
        <source>You are enrolled. Keep the enrolment receipt with this letter.</source>
        <translation>You are enrolled. Keep the enrolment receipt with this letter.</translation>
    </message>
    <message>
        <source>You are not eligible for this scheme.</source>
        <translation>You are not eligible for this scheme.</translation>
    </message>
    <message>
        <source>You have completed the programme.</source>
        <translation>You have completed the programme.</translation>
    </message>
    <message>
        <source>You may appeal until {date}, at this office, by word or in writing.</source>
        <translation>You may appeal until {date}, at this office, by word or in writing.</translation>
    </message>
    <message>
        <source>You may apply again when your situation has changed.</source>
        <translation>You may apply again when your situation has changed.</translation>
    </message>
    <message>
        <source>You may complain at this office, by word or in writing. It is free.</source>
        <translation>You may complain at this office, by word or in writing. It is free.</translation>
    </message>
    <message>
        <source>Your place on the list today: {number}</source>
        <translation>Your place on the list today: {number}</translation>
    </message>
    <message>
        <source>nobody named</source>
        <translation>nobody named</translation>
    </message>
</context>
<context>
    <name>LifeProof</name>
    <message>
        <source>Certificate</source>
        <translation>Certificate</translation>
    </message>
    <message>
        <source>Home visit</source>
        <translation>Home visit</translation>
    </message>
    <message>
        <source>In person</source>
        <translation>In person</translation>
    </message>
    <message>
        <source>Video call</source>
        <translation>Video call</translation>
    </message>
</context>
<context>
    <name>ListStanding</name>
    <message>
        <source>Selected</source>
        <translation>Selected</translation>
    </message>
    <message>
        <source>Struck out</source>
        <translation>Struck out</translation>
    </message>
    <message>
        <source>To be verified</source>
        <translation>To be verified</translation>
    </message>
    <message>
        <source>Waiting for a place</source>
        <translation>Waiting for a place</translation>
    </message>
</context>
<context>
    <name>ListStep</name>
    <message>
        <source>Cancelled</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>Final</source>
        <translation>Final</translation>
    </message>
    <message>
        <source>Provisional</source>
        <translation>Provisional</translation>
    </message>
    <message>
        <source>Validated</source>
        <translation>Validated</translation>
    </message>
</context>
<context>
    <name>Lists</name>
    <message>
        <source>Address</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Age</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Born</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Compound</source>
        <translation>Compound</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>Date of birth</translation>
    </message>
    <message>
        <source>Day of the age</source>
        <translation>Day of the age</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Error</translation>
    </message>
    <message>
        <source>Family name</source>
        <translation>Family name</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Field</translation>
    </message>
    <message>
        <source>Found by</source>
        <translation>Found by</translation>
    </message>
    <message>
        <source>Given name</source>
        <translation>Given name</translation>
    </message>
    <message>
        <source>Head of household</source>
        <translation>Head of household</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>Household</translation>
    </message>
    <message>
        <source>Household number</source>
        <translation>Household number</translation>
    </message>
    <message>
        <source>Kind of household</source>
        <translation>Kind of household</translation>
    </message>
    <message>
        <source>Landmark</source>
        <translation>Landmark</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>Latitude</translation>
    </message>
    <message>
        <source>Legal basis</source>
        <translation>Legal basis</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>Longitude</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Members</translation>
    </message>
    <message>
        <source>Mother’s name</source>
        <translation>Mother’s name</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of the place</source>
        <translation>Name of the place</translation>
    </message>
    <message>
        <source>No</source>
        <translation>No</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>Not read</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>Other names</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>Parent or guardian</source>
        <translation>Parent or guardian</translation>
    </message>
    <message>
        <source>Person’s number in the list</source>
        <translation>Person’s number in the list</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>Place, name or code</source>
        <translation>Place, name or code</translation>
    </message>
    <message>
        <source>Printed on</source>
        <translation>Printed on</translation>
    </message>
    <message>
        <source>Reason why the sex is not known</source>
        <translation>Reason why the sex is not known</translation>
    </message>
    <message>
        <source>Registered on</source>
        <translation>Registered on</translation>
    </message>
    <message>
        <source>Role in the household</source>
        <translation>Role in the household</translation>
    </message>
    <message>
        <source>Second telephone</source>
        <translation>Second telephone</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>Single name</source>
        <translation>Single name</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telephone</translation>
    </message>
    <message>
        <source>Telephone of the household</source>
        <translation>Telephone of the household</translation>
    </message>
    <message>
        <source>Village or neighbourhood</source>
        <translation>Village or neighbourhood</translation>
    </message>
    <message>
        <source>Whole name, family name first</source>
        <translation>Whole name, family name first</translation>
    </message>
    <message>
        <source>Whole name, given name first</source>
        <translation>Whole name, given name first</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>{name} (deceased)</source>
        <translation>{name} (deceased)</translation>
    </message>
    <message>
        <source>{name} (merged)</source>
        <translation>{name} (merged)</translation>
    </message>
    <message>
        <source>{name} (without a household)</source>
        <translation>{name} (without a household)</translation>
    </message>
</context>
<context>
    <name>Marital</name>
    <message>
        <source>Consensual union</source>
        <translation>Consensual union</translation>
    </message>
    <message>
        <source>Divorced</source>
        <translation>Divorced</translation>
    </message>
    <message>
        <source>Married</source>
        <translation>Married</translation>
    </message>
    <message>
        <source>Never married</source>
        <translation>Never married</translation>
    </message>
    <message>
        <source>Separated</source>
        <translation>Separated</translation>
    </message>
    <message>
        <source>Widowed</source>
        <translation>Widowed</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Close this message</translation>
    </message>
</context>
<context>
    <name>MilestoneStatus</name>
    <message>
        <source>Achieved</source>
        <translation>Achieved</translation>
    </message>
    <message>
        <source>Delayed</source>
        <translation>Delayed</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Dropped</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>In progress</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>Planned</translation>
    </message>
    <message>
        <source>Retracted</source>
        <translation>Retracted</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Verified</translation>
    </message>
</context>
<context>
    <name>Modality</name>
    <message>
        <source>Bank transfer</source>
        <translation>Bank transfer</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Cash</translation>
    </message>
    <message>
        <source>Fee waiver</source>
        <translation>Fee waiver</translation>
    </message>
    <message>
        <source>In kind</source>
        <translation>In kind</translation>
    </message>
    <message>
        <source>Mobile money</source>
        <translation>Mobile money</translation>
    </message>
    <message>
        <source>Prepaid card</source>
        <translation>Prepaid card</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Through an agent</source>
        <translation>Through an agent</translation>
    </message>
    <message>
        <source>Voucher</source>
        <translation>Voucher</translation>
    </message>
</context>
<context>
    <name>MyData</name>
    <message numerus="yes">
        <source>%n document(s) kept</source>
        <translation>
            <numerusform>%n document kept</numerusform>
            <numerusform>%n documents kept</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n year(s) after you leave the register</source>
        <translation>
            <numerusform>%n year after you leave the register</numerusform>
            <numerusform>%n years after you leave the register</numerusform>
        </translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>All that this office holds of your household, as it stood when this was printed.</source>
        <translation>All that this office holds of your household, as it stood when this was printed.</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Born</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Entered</source>
        <translation>Entered</translation>
    </message>
    <message>
        <source>Kept for</source>
        <translation>Kept for</translation>
    </message>
    <message>
        <source>Landmark</source>
        <translation>Landmark</translation>
    </message>
    <message>
        <source>Legal basis</source>
        <translation>Legal basis</translation>
    </message>
    <message>
        <source>Member since</source>
        <translation>Member since</translation>
    </message>
    <message>
        <source>Member until</source>
        <translation>Member until</translation>
    </message>
    <message>
        <source>Mother’s name</source>
        <translation>Mother’s name</translation>
    </message>
    <message>
        <source>My data</source>
        <translation>My data</translation>
    </message>
    <message>
        <source>Nobody but the officers who registered and updated it.</source>
        <translation>Nobody but the officers who registered and updated it.</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>None.</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Notice</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>Office</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>Other names</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>Page {page} of {pages}</translation>
    </message>
    <message>
        <source>Papers and documents</source>
        <translation>Papers and documents</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Photo</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>Registered on</source>
        <translation>Registered on</translation>
    </message>
    <message>
        <source>Role in the household</source>
        <translation>Role in the household</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>Scans</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telephone</translation>
    </message>
    <message>
        <source>The household</source>
        <translation>The household</translation>
    </message>
    <message>
        <source>Vital status</source>
        <translation>Vital status</translation>
    </message>
    <message>
        <source>Who looked at this file</source>
        <translation>Who looked at this file</translation>
    </message>
    <message>
        <source>Why we hold these data</source>
        <translation>Why we hold these data</translation>
    </message>
    <message>
        <source>You may have a mistake corrected, contest what is written here, and ask again for this sheet, free of charge, at this office. An answer is due within 30 days.</source>
        <translation>You may have a mistake corrected, contest what is written here, and ask again for this sheet, free of charge, at this office. An answer is due within 30 days.</translation>
    </message>
    <message>
        <source>Your rights</source>
        <translation>Your rights</translation>
    </message>
    <message>
        <source>deceased</source>
        <translation>deceased</translation>
    </message>
    <message>
        <source>kept, printed on the card</source>
        <translation>kept, printed on the card</translation>
    </message>
    <message>
        <source>{moment}, copy {number}</source>
        <translation>{moment}, copy {number}</translation>
    </message>
</context>
<context>
    <name>NeedSource</name>
    <message>
        <source>Found by an assessment</source>
        <translation>Found by an assessment</translation>
    </message>
    <message>
        <source>Said by the household</source>
        <translation>Said by the household</translation>
    </message>
    <message>
        <source>Seen by the officer</source>
        <translation>Seen by the officer</translation>
    </message>
</context>
<context>
    <name>NeedStatus</name>
    <message>
        <source>Addressed</source>
        <translation>Addressed</translation>
    </message>
    <message>
        <source>Does not apply</source>
        <translation>Does not apply</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Unmet</source>
        <translation>Unmet</translation>
    </message>
</context>
<context>
    <name>NoteKind</name>
    <message>
        <source>Call</source>
        <translation>Call</translation>
    </message>
    <message>
        <source>Closure</source>
        <translation>Closure</translation>
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
        <translation>Visit</translation>
    </message>
</context>
<context>
    <name>NoticeGiven</name>
    <message>
        <source>Handed over on paper</source>
        <translation>Handed over on paper</translation>
    </message>
    <message>
        <source>Not recorded</source>
        <translation>Not recorded</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>Read aloud</translation>
    </message>
    <message>
        <source>Shown on screen</source>
        <translation>Shown on screen</translation>
    </message>
</context>
<context>
    <name>Paper</name>
    <message>
        <source>&amp;Print…</source>
        <translation>&amp;Print…</translation>
    </message>
    <message>
        <source>Beneficiary card</source>
        <translation>Beneficiary card</translation>
    </message>
    <message>
        <source>Decision letter</source>
        <translation>Decision letter</translation>
    </message>
    <message>
        <source>Enrolment receipt</source>
        <translation>Enrolment receipt</translation>
    </message>
    <message>
        <source>Exit letter</source>
        <translation>Exit letter</translation>
    </message>
    <message>
        <source>Registration form</source>
        <translation>Registration form</translation>
    </message>
    <message>
        <source>Registration receipt</source>
        <translation>Registration receipt</translation>
    </message>
    <message>
        <source>Sa&amp;ve as PDF…</source>
        <translation>Sa&amp;ve as PDF…</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Save as PDF</translation>
    </message>
    <message>
        <source>Sheet “My data”</source>
        <translation>Sheet “My data”</translation>
    </message>
    <message>
        <source>Statement of insurance periods</source>
        <translation>Statement of insurance periods</translation>
    </message>
    <message>
        <source>The pages could not be made.</source>
        <translation>The pages could not be made.</translation>
    </message>
</context>
<context>
    <name>Password</name>
    <message>
        <source>Hide the password</source>
        <translation>Hide the password</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>Show the password</translation>
    </message>
</context>
<context>
    <name>Payer</name>
    <message>
        <source>Employer</source>
        <translation>Employer</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>Household</translation>
    </message>
    <message>
        <source>Member abroad</source>
        <translation>Member abroad</translation>
    </message>
    <message>
        <source>Sponsor</source>
        <translation>Sponsor</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>Worker</translation>
    </message>
</context>
<context>
    <name>PaymentStatus</name>
    <message>
        <source>Cancelled</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>Cash returned</source>
        <translation>Cash returned</translation>
    </message>
    <message>
        <source>Not paid</source>
        <translation>Not paid</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Paid</translation>
    </message>
</context>
<context>
    <name>People</name>
    <message numerus="yes">
        <source>%n by the mother&apos;s name</source>
        <translation>
            <numerusform>%n by the mother&apos;s name</numerusform>
            <numerusform>%n by the mother&apos;s name</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n by the village</source>
        <translation>
            <numerusform>%n by the village</numerusform>
            <numerusform>%n by the village</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n household(s)</source>
        <translation>
            <numerusform>%n household</numerusform>
            <numerusform>%n households</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of a near spelling</source>
        <translation>
            <numerusform>%n of a near spelling</numerusform>
            <numerusform>%n of a near spelling</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n persons</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;New household</source>
        <translation>&amp;New household</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Counting…</translation>
    </message>
    <message>
        <source>Empty the box</source>
        <translation>Empty the box</translation>
    </message>
    <message>
        <source>Households</source>
        <translation>Households</translation>
    </message>
    <message>
        <source>Name, code, telephone or identity number</source>
        <translation>Name, code, telephone or identity number</translation>
    </message>
    <message>
        <source>Nobody is registered yet. Begin with New household (F2).</source>
        <translation>Nobody is registered yet. Begin with New household (F2).</translation>
    </message>
    <message>
        <source>Nobody matches with these filters. Remove one, or all of them.</source>
        <translation>Nobody matches with these filters. Remove one, or all of them.</translation>
    </message>
    <message>
        <source>Nobody matches. Try fewer letters, a code, or a telephone number.</source>
        <translation>Nobody matches. Try fewer letters, a code, or a telephone number.</translation>
    </message>
    <message>
        <source>Nobody spelled so</source>
        <translation>Nobody spelled so</translation>
    </message>
    <message>
        <source>People</source>
        <translation>People</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Searching…</translation>
    </message>
    <message>
        <source>What is listed</source>
        <translation>What is listed</translation>
    </message>
    <message>
        <source>the first {some}</source>
        <translation>the first {some}</translation>
    </message>
</context>
<context>
    <name>Photo</name>
    <message>
        <source>Adjust the photo</source>
        <translation>Adjust the photo</translation>
    </message>
    <message>
        <source>Adjust…</source>
        <translation>Adjust…</translation>
    </message>
    <message>
        <source>Arrow keys move the portrait in its frame; + and − change its size, R turns it.</source>
        <translation>Arrow keys move the portrait in its frame; + and − change its size, R turns it.</translation>
    </message>
    <message>
        <source>Choose a photo</source>
        <translation>Choose a photo</translation>
    </message>
    <message>
        <source>Choose a photo…</source>
        <translation>Choose a photo…</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Pictures</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>Take a photo</source>
        <translation>Take a photo</translation>
    </message>
    <message>
        <source>Take a photo…</source>
        <translation>Take a photo…</translation>
    </message>
</context>
<context>
    <name>PlanStatus</name>
    <message>
        <source>Done</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Dropped</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>Planned</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>Under way</translation>
    </message>
</context>
<context>
    <name>Precision</name>
    <message>
        <source>Estimated age</source>
        <translation>Estimated age</translation>
    </message>
    <message>
        <source>Full date</source>
        <translation>Full date</translation>
    </message>
    <message>
        <source>Month and year</source>
        <translation>Month and year</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unknown</translation>
    </message>
    <message>
        <source>Year only</source>
        <translation>Year only</translation>
    </message>
</context>
<context>
    <name>Pregnancy</name>
    <message>
        <source>Not asked or not said</source>
        <translation>Not asked or not said</translation>
    </message>
    <message>
        <source>Not pregnant</source>
        <translation>Not pregnant</translation>
    </message>
    <message>
        <source>Pregnant</source>
        <translation>Pregnant</translation>
    </message>
    <message>
        <source>Recently gave birth</source>
        <translation>Recently gave birth</translation>
    </message>
</context>
<context>
    <name>Print</name>
    <message numerus="yes">
        <source>%n page(s) sent to the printer.</source>
        <translation>
            <numerusform>%n page sent to the printer.</numerusform>
            <numerusform>%n pages sent to the printer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paper(s) handed over.</source>
        <translation>
            <numerusform>%n paper handed over.</numerusform>
            <numerusform>%n papers handed over.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <comment>papers</comment>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Blank forms…</source>
        <translation>&amp;Blank forms…</translation>
    </message>
    <message>
        <source>&amp;Code of the household or the person</source>
        <translation>&amp;Code of the household or the person</translation>
    </message>
    <message>
        <source>&amp;Handed over today</source>
        <translation>&amp;Handed over today</translation>
    </message>
    <message>
        <source>&amp;Print</source>
        <translation>&amp;Print</translation>
    </message>
    <message>
        <source>&amp;Reason for another copy</source>
        <translation>&amp;Reason for another copy</translation>
    </message>
    <message>
        <source>A4, ten cards</source>
        <translation>A4, ten cards</translation>
    </message>
    <message>
        <source>A4, two each</source>
        <translation>A4, two each</translation>
    </message>
    <message>
        <source>A5, one each</source>
        <translation>A5, one each</translation>
    </message>
    <message>
        <source>Another copy</source>
        <translation>Another copy</translation>
    </message>
    <message>
        <source>As printed on the paper; a scanner may type it.</source>
        <translation>As printed on the paper; a scanner may type it.</translation>
    </message>
    <message>
        <source>Cards ({count})</source>
        <translation>Cards ({count})</translation>
    </message>
    <message>
        <source>Choose a row to see its paper.</source>
        <translation>Choose a row to see its paper.</translation>
    </message>
    <message>
        <source>Copy no. {number}</source>
        <translation>Copy no. {number}</translation>
    </message>
    <message>
        <source>Everything is printed.</source>
        <translation>Everything is printed.</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>Lan&amp;guage</translation>
    </message>
    <message>
        <source>Lost, damaged, corrected …</source>
        <translation>Lost, damaged, corrected …</translation>
    </message>
    <message>
        <source>No paper waits on the counter.</source>
        <translation>No paper waits on the counter.</translation>
    </message>
    <message>
        <source>One card each</source>
        <translation>One card each</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Papers to hand over</source>
        <translation>Papers to hand over</translation>
    </message>
    <message>
        <source>Papers to print</source>
        <translation>Papers to print</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Preview</translation>
    </message>
    <message>
        <source>Printed on {moment} by {officer}</source>
        <translation>Printed on {moment} by {officer}</translation>
    </message>
    <message>
        <source>Receipts ({count})</source>
        <translation>Receipts ({count})</translation>
    </message>
    <message>
        <source>Roll of 80 mm</source>
        <translation>Roll of 80 mm</translation>
    </message>
    <message>
        <source>S&amp;heet</source>
        <translation>S&amp;heet</translation>
    </message>
    <message>
        <source>Sa&amp;ve as PDF…</source>
        <translation>Sa&amp;ve as PDF…</translation>
    </message>
    <message>
        <source>Save the papers</source>
        <translation>Save the papers</translation>
    </message>
    <message>
        <source>Save the same &amp;pages…</source>
        <translation>Save the same &amp;pages…</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>Saved as {name}.</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>Select &amp;all</translation>
    </message>
    <message>
        <source>The citizen’s own</source>
        <translation>The citizen’s own</translation>
    </message>
    <message>
        <source>The first {shown} of {all}.</source>
        <translation>The first {shown} of {all}.</translation>
    </message>
    <message>
        <source>The papers were prepared but did not come out.</source>
        <translation>The papers were prepared but did not come out.</translation>
    </message>
    <message>
        <source>They are counted as printed. Save the same pages elsewhere and print that.</source>
        <translation>They are counted as printed. Save the same pages elsewhere and print that.</translation>
    </message>
    <message>
        <source>To hand over ({count})</source>
        <translation>To hand over ({count})</translation>
    </message>
    <message>
        <source>What to print</source>
        <translation>What to print</translation>
    </message>
    <message>
        <source>When the citizen holds the paper, mark it under To hand over.</source>
        <translation>When the citizen holds the paper, mark it under To hand over.</translation>
    </message>
    <message>
        <source>Which paper</source>
        <translation>Which paper</translation>
    </message>
</context>
<context>
    <name>Privacy</name>
    <message>
        <source>&amp;Open the file</source>
        <translation>&amp;Open the file</translation>
    </message>
    <message>
        <source>&amp;Why you open it</source>
        <translation>&amp;Why you open it</translation>
    </message>
    <message>
        <source>Data protection</source>
        <translation>Data protection</translation>
    </message>
    <message>
        <source>Every officer of this office can read this file.</source>
        <translation>Every officer of this office can read this file.</translation>
    </message>
    <message>
        <source>For example: home visit, the mother is at the counter</source>
        <translation>For example: home visit, the mother is at the counter</translation>
    </message>
    <message>
        <source>Keep confidential…</source>
        <translation>Keep confidential…</translation>
    </message>
    <message>
        <source>No longer confidential…</source>
        <translation>No longer confidential…</translation>
    </message>
    <message>
        <source>Sheet “My data”</source>
        <translation>Sheet “My data”</translation>
    </message>
    <message>
        <source>The file is confidential from now on.</source>
        <translation>The file is confidential from now on.</translation>
    </message>
    <message>
        <source>The whole office can read the file again.</source>
        <translation>The whole office can read the file again.</translation>
    </message>
    <message>
        <source>This file is confidential</source>
        <translation>This file is confidential</translation>
    </message>
    <message>
        <source>This file is confidential: opening it asks for a reason, which is written down.</source>
        <translation>This file is confidential: opening it asks for a reason, which is written down.</translation>
    </message>
    <message>
        <source>To protect the people in it, this file opens with a reason only. Your name, the time and what you write are kept, and the household can ask to see them.</source>
        <translation>To protect the people in it, this file opens with a reason only. Your name, the time and what you write are kept, and the household can ask to see them.</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>Write it down</source>
        <translation>Write it down</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>A certificate needs its key, and a key its certificate.</source>
        <translation>A certificate needs its key, and a key its certificate.</translation>
    </message>
    <message>
        <source>A column is missing.</source>
        <translation>A column is missing.</translation>
    </message>
    <message>
        <source>A deceased person cannot be head of household.</source>
        <translation>A deceased person cannot be head of household.</translation>
    </message>
    <message>
        <source>A document cannot have been made after today.</source>
        <translation>A document cannot have been made after today.</translation>
    </message>
    <message>
        <source>A milestone belongs to step {step}, but there are only {steps}.</source>
        <translation>A milestone belongs to step {step}, but there are only {steps}.</translation>
    </message>
    <message>
        <source>A milestone cannot go from “{from}” to “{to}”.</source>
        <translation>A milestone cannot go from “{from}” to “{to}”.</translation>
    </message>
    <message>
        <source>A position has only one of its two numbers.</source>
        <translation>A position has only one of its two numbers.</translation>
    </message>
    <message>
        <source>A position lies outside the Earth.</source>
        <translation>A position lies outside the Earth.</translation>
    </message>
    <message>
        <source>A quotation mark may be missing. Open it in a text editor and look there.</source>
        <translation>A quotation mark may be missing. Open it in a text editor and look there.</translation>
    </message>
    <message>
        <source>A required answer is missing.</source>
        <translation>A required answer is missing.</translation>
    </message>
    <message>
        <source>A role can be held for somebody else for {most} days at most.</source>
        <translation>A role can be held for somebody else for {most} days at most.</translation>
    </message>
    <message>
        <source>A smaller place could be chosen.</source>
        <translation>A smaller place could be chosen.</translation>
    </message>
    <message>
        <source>A visit cannot be dated in the future.</source>
        <translation>A visit cannot be dated in the future.</translation>
    </message>
    <message>
        <source>Add another supervisor first, so that the office never loses its file.</source>
        <translation>Add another supervisor first, so that the office never loses its file.</translation>
    </message>
    <message>
        <source>Add at least the head of household.</source>
        <translation>Add at least the head of household.</translation>
    </message>
    <message>
        <source>Add it to the heading and to every line.</source>
        <translation>Add it to the heading and to every line.</translation>
    </message>
    <message>
        <source>Add it, or correct the code.</source>
        <translation>Add it, or correct the code.</translation>
    </message>
    <message>
        <source>Add the area, or correct the office&apos;s areas.</source>
        <translation>Add the area, or correct the office&apos;s areas.</translation>
    </message>
    <message>
        <source>An administrative level has no name.</source>
        <translation>An administrative level has no name.</translation>
    </message>
    <message>
        <source>An age cannot be less than zero.</source>
        <translation>An age cannot be less than zero.</translation>
    </message>
    <message>
        <source>An area does not stand one level below the one that contains it.</source>
        <translation>An area does not stand one level below the one that contains it.</translation>
    </message>
    <message>
        <source>An office serves the area {area}, which is not in the list of areas.</source>
        <translation>An office serves the area {area}, which is not in the list of areas.</translation>
    </message>
    <message>
        <source>Another computer already has the same short code.</source>
        <translation>Another computer already has the same short code.</translation>
    </message>
    <message>
        <source>Another program already listens on port {port}.</source>
        <translation>Another program already listens on port {port}.</translation>
    </message>
    <message>
        <source>Another program may be using it: close that one and try again, or choose a picture from a file.</source>
        <translation>Another program may be using it: close that one and try again, or choose a picture from a file.</translation>
    </message>
    <message>
        <source>Applied, decided, enrolled, started, ended: correct the one that is too early.</source>
        <translation>Applied, decided, enrolled, started, ended: correct the one that is too early.</translation>
    </message>
    <message>
        <source>Ask a supervisor to do it, or to change your role.</source>
        <translation>Ask a supervisor to do it, or to change your role.</translation>
    </message>
    <message>
        <source>Ask for 1 to {most} forms; print a second batch for more.</source>
        <translation>Ask for 1 to {most} forms; print a second batch for more.</translation>
    </message>
    <message>
        <source>Ask for a code of this office, or open the file of that one.</source>
        <translation>Ask for a code of this office, or open the file of that one.</translation>
    </message>
    <message>
        <source>Ask the person, then choose. “Not known” is possible, with a reason.</source>
        <translation>Ask the person, then choose. “Not known” is possible, with a reason.</translation>
    </message>
    <message>
        <source>Ask the regional office for a joining code, then join. Until then everything is saved here.</source>
        <translation>Ask the regional office for a joining code, then join. Until then everything is saved here.</translation>
    </message>
    <message>
        <source>Ask the regional office for a new one. Your work is safe here.</source>
        <translation>Ask the regional office for a new one. Your work is safe here.</translation>
    </message>
    <message>
        <source>Ask whoever looks after it to install {package}. A picture from a file always works.</source>
        <translation>Ask whoever looks after it to install {package}. A picture from a file always works.</translation>
    </message>
    <message>
        <source>Ask whose it is. If the neighbours really share it, confirm.</source>
        <translation>Ask whose it is. If the neighbours really share it, confirm.</translation>
    </message>
    <message>
        <source>Ask {name}. If they are away for long, let a supervisor end their access first.</source>
        <translation>Ask {name}. If they are away for long, let a supervisor end their access first.</translation>
    </message>
    <message>
        <source>Both must be in PEM, belong together, and be readable by the server&apos;s account.</source>
        <translation>Both must be in PEM, belong together, and be readable by the server&apos;s account.</translation>
    </message>
    <message>
        <source>Call the regional office before going on. What is saved here stays here.</source>
        <translation>Call the regional office before going on. What is saved here stays here.</translation>
    </message>
    <message>
        <source>Check both dates of birth and the role of each, then confirm.</source>
        <translation>Check both dates of birth and the role of each, then confirm.</translation>
    </message>
    <message>
        <source>Check it with the person or the health card, then confirm.</source>
        <translation>Check it with the person or the health card, then confirm.</translation>
    </message>
    <message>
        <source>Check it. Beyond sixty days, a supervisor has to enter it.</source>
        <translation>Check it. Beyond sixty days, a supervisor has to enter it.</translation>
    </message>
    <message>
        <source>Check it. If it is right, check the date of this computer.</source>
        <translation>Check it. If it is right, check the date of this computer.</translation>
    </message>
    <message>
        <source>Check its spelling against the published form of a household, or remove it.</source>
        <translation>Check its spelling against the published form of a household, or remove it.</translation>
    </message>
    <message>
        <source>Check its spelling, or remove it.</source>
        <translation>Check its spelling, or remove it.</translation>
    </message>
    <message>
        <source>Check that it is running and that --database names it rightly. Devices keep their work meanwhile.</source>
        <translation>Check that it is running and that --database names it rightly. Devices keep their work meanwhile.</translation>
    </message>
    <message>
        <source>Check that you may open it and that the disk or key is plugged in.</source>
        <translation>Check that you may open it and that the disk or key is plugged in.</translation>
    </message>
    <message>
        <source>Check the address given with --host; 0.0.0.0 stands for all of them.</source>
        <translation>Check the address given with --host; 0.0.0.0 stands for all of them.</translation>
    </message>
    <message>
        <source>Check the address on the joining sheet, from https:// to the last character.</source>
        <translation>Check the address on the joining sheet, from https:// to the last character.</translation>
    </message>
    <message>
        <source>Check the date of birth. If it is right, confirm: the office will see the need for protection.</source>
        <translation>Check the date of birth. If it is right, confirm: the office will see the need for protection.</translation>
    </message>
    <message>
        <source>Check the digits. Write a foreign number with its + and country code.</source>
        <translation>Check the digits. Write a foreign number with its + and country code.</translation>
    </message>
    <message>
        <source>Check the folder and the name, and that the disk or key is plugged in.</source>
        <translation>Check the folder and the name, and that the disk or key is plugged in.</translation>
    </message>
    <message>
        <source>Check the indentation, the colons and the quotation marks around it.</source>
        <translation>Check the indentation, the colons and the quotation marks around it.</translation>
    </message>
    <message>
        <source>Check the spelling, or ask a supervisor to add the user.</source>
        <translation>Check the spelling, or ask a supervisor to add the user.</translation>
    </message>
    <message>
        <source>Check the three answers with the person, then confirm.</source>
        <translation>Check the three answers with the person, then confirm.</translation>
    </message>
    <message>
        <source>Check the year with the person or a document, then confirm.</source>
        <translation>Check the year with the person or a document, then confirm.</translation>
    </message>
    <message>
        <source>Check the year with the person. If it is right, check the date of this computer.</source>
        <translation>Check the year with the person. If it is right, check the date of this computer.</translation>
    </message>
    <message>
        <source>Choose a JPEG or PNG photo. The rest of the form is safe.</source>
        <translation>Choose a JPEG or PNG photo. The rest of the form is safe.</translation>
    </message>
    <message>
        <source>Choose a level between 0 and {deepest}.</source>
        <translation>Choose a level between 0 and {deepest}.</translation>
    </message>
    <message>
        <source>Choose a place of this office, or send the household to the office of that place.</source>
        <translation>Choose a place of this office, or send the household to the office of that place.</translation>
    </message>
    <message>
        <source>Choose a short name, for example the first name of the person.</source>
        <translation>Choose a short name, for example the first name of the person.</translation>
    </message>
    <message>
        <source>Check that it is there and can be read, or choose another one. Nothing is lost.</source>
        <translation>Check that it is there and can be read, or choose another one. Nothing is lost.</translation>
    </message>
    <message>
        <source>1 comes first. Leave it empty where the scheme knows no priority.</source>
        <translation>1 comes first. Leave it empty where the scheme knows no priority.</translation>
    </message>
    <message>
        <source>A birth is of somebody who is not registered yet.</source>
        <translation>A birth is of somebody who is not registered yet.</translation>
    </message>
    <message>
        <source>A cell has signs that cannot be read.</source>
        <translation>A cell has signs that cannot be read.</translation>
    </message>
    <message>
        <source>A cell is longer than any spreadsheet allows.</source>
        <translation>A cell is longer than any spreadsheet allows.</translation>
    </message>
    <message>
        <source>A cell may hold the separator without quotation marks. Put each cell under its heading.</source>
        <translation>A cell may hold the separator without quotation marks. Put each cell under its heading.</translation>
    </message>
    <message>
        <source>A copy holds people&apos;s data and is always sealed: a passphrase is needed.</source>
        <translation>A copy holds people&apos;s data and is always sealed: a passphrase is needed.</translation>
    </message>
    <message>
        <source>A death is not a correction.</source>
        <translation>A death is not a correction.</translation>
    </message>
    <message>
        <source>A death, a split or a merge is not told as somebody leaving.</source>
        <translation>A death, a split or a merge is not told as somebody leaving.</translation>
    </message>
    <message>
        <source>A household cannot be merged with itself.</source>
        <translation>A household cannot be merged with itself.</translation>
    </message>
    <message>
        <source>A judgement names a member who is not in the form.</source>
        <translation>A judgement names a member who is not in the form.</translation>
    </message>
    <message>
        <source>A line has no name.</source>
        <translation>A line has no name.</translation>
    </message>
    <message>
        <source>A merge is not taken back by choosing a value.</source>
        <translation>A merge is not taken back by choosing a value.</translation>
    </message>
    <message>
        <source>A month does not have so many days.</source>
        <translation>A month does not have so many days.</translation>
    </message>
    <message>
        <source>A move to another district is not taken back here: {code}.</source>
        <translation>A move to another district is not taken back here: {code}.</translation>
    </message>
    <message>
        <source>A note cannot be of a day to come.</source>
        <translation>A note cannot be of a day to come.</translation>
    </message>
    <message>
        <source>A priority is a number from 1 to 999.</source>
        <translation>A priority is a number from 1 to 999.</translation>
    </message>
    <message>
        <source>A quotation mark opens a cell here and is never closed.</source>
        <translation>A quotation mark opens a cell here and is never closed.</translation>
    </message>
    <message>
        <source>A rate of {scheme} ends before it begins ({date}).</source>
        <translation>A rate of {scheme} ends before it begins ({date}).</translation>
    </message>
    <message>
        <source>A rate of {scheme} has a lowest wage above its highest ({date}).</source>
        <translation>A rate of {scheme} has a lowest wage above its highest ({date}).</translation>
    </message>
    <message>
        <source>A statement of {month} has been filed: {code}.</source>
        <translation>A statement of {month} has been filed: {code}.</translation>
    </message>
    <message>
        <source>A visit is up to today, and the next one after it.</source>
        <translation>A visit is up to today, and the next one after it.</translation>
    </message>
    <message>
        <source>A wage is below nothing.</source>
        <translation>A wage is below nothing.</translation>
    </message>
    <message>
        <source>A workbook holds at most {count} rows.</source>
        <translation>A workbook holds at most {count} rows.</translation>
    </message>
    <message>
        <source>According to the register {code} has died.</source>
        <translation>According to the register {code} has died.</translation>
    </message>
    <message>
        <source>Add the office, or correct what is under watches.</source>
        <translation>Add the office, or correct what is under watches.</translation>
    </message>
    <message>
        <source>All places are taken: {count} of {most}.</source>
        <translation>All places are taken: {count} of {most}.</translation>
    </message>
    <message>
        <source>An anonymous complaint names nobody.</source>
        <translation>An anonymous complaint names nobody.</translation>
    </message>
    <message>
        <source>An exit letter is printed after the exit.</source>
        <translation>An exit letter is printed after the exit.</translation>
    </message>
    <message>
        <source>An office watches the office {office}, which is not in the list of offices.</source>
        <translation>An office watches the office {office}, which is not in the list of offices.</translation>
    </message>
    <message>
        <source>Another application comes first on the waiting list: {code}.</source>
        <translation>Another application comes first on the waiting list: {code}.</translation>
    </message>
    <message>
        <source>Another employer has the registration number {number}: {code}.</source>
        <translation>Another employer has the registration number {number}: {code}.</translation>
    </message>
    <message>
        <source>Another office of this district has moved it. Ask the regional office where it is.</source>
        <translation>Another office of this district has moved it. Ask the regional office where it is.</translation>
    </message>
    <message>
        <source>Another officer has to look at it.</source>
        <translation>Another officer has to look at it.</translation>
    </message>
    <message>
        <source>Another row of the list has the same identity number.</source>
        <translation>Another row of the list has the same identity number.</translation>
    </message>
    <message>
        <source>Apply from the household in which they live now.</source>
        <translation>Apply from the household in which they live now.</translation>
    </message>
    <message>
        <source>Ask a supervisor. If nobody else works here, hold the supervisor&apos;s role for a time: it is written down.</source>
        <translation>Ask a supervisor. If nobody else works here, hold the supervisor&apos;s role for a time: it is written down.</translation>
    </message>
    <message>
        <source>Ask for a change of head there first. Nothing has been changed.</source>
        <translation>Ask for a change of head there first. Nothing has been changed.</translation>
    </message>
    <message>
        <source>Ask for a change of recipient on the household’s page; a colleague approves it.</source>
        <translation>Ask for a change of recipient on the household’s page; a colleague approves it.</translation>
    </message>
    <message>
        <source>Ask for it again, or open it in a spreadsheet and save it under another name.</source>
        <translation>Ask for it again, or open it in a spreadsheet and save it under another name.</translation>
    </message>
    <message>
        <source>Ask for the opposite change instead: both stay in the history.</source>
        <translation>Ask for the opposite change instead: both stay in the history.</translation>
    </message>
    <message>
        <source>Ask for the right date, or give the month and the year, or the year only.</source>
        <translation>Ask for the right date, or give the month and the year, or the year only.</translation>
    </message>
    <message>
        <source>At most {amount} {currency} is still to be paid on this statement.</source>
        <translation>At most {amount} {currency} is still to be paid on this statement.</translation>
    </message>
    <message>
        <source>At the rates of these months {amount} {currency} is due.</source>
        <translation>At the rates of these months {amount} {currency} is due.</translation>
    </message>
    <message>
        <source>Both codes already name the same person.</source>
        <translation>Both codes already name the same person.</translation>
    </message>
    <message>
        <source>Both records stand. Nothing else is to be done.</source>
        <translation>Both records stand. Nothing else is to be done.</translation>
    </message>
    <message>
        <source>Change at least one answer, or leave everything as it is.</source>
        <translation>Change at least one answer, or leave everything as it is.</translation>
    </message>
    <message>
        <source>Check both rows: one person may be in the list twice.</source>
        <translation>Check both rows: one person may be in the list twice.</translation>
    </message>
    <message>
        <source>Check its code. The programme has: {known}.</source>
        <translation>Check its code. The programme has: {known}.</translation>
    </message>
    <message>
        <source>Check its eligibility first; then the letter can be printed.</source>
        <translation>Check its eligibility first; then the letter can be printed.</translation>
    </message>
    <message>
        <source>Check that accents look right in the rows below. If not, save it as XLSX or UTF-8.</source>
        <translation>Check that accents look right in the rows below. If not, save it as XLSX or UTF-8.</translation>
    </message>
    <message>
        <source>Check that it is the right file, or say which column to read instead.</source>
        <translation>Check that it is the right file, or say which column to read instead.</translation>
    </message>
    <message>
        <source>Check that it is the right stick. Answers end in .guichet-in; until one comes, nothing is lost.</source>
        <translation>Check that it is the right stick. Answers end in .guichet-in; until one comes, nothing is lost.</translation>
    </message>
    <message>
        <source>Check that it is the right stick: bundles from offices end in .guichet-out.</source>
        <translation>Check that it is the right stick: bundles from offices end in .guichet-out.</translation>
    </message>
    <message>
        <source>Check the braces and the quotation marks; nothing was written.</source>
        <translation>Check the braces and the quotation marks; nothing was written.</translation>
    </message>
    <message>
        <source>Check the latitude and the longitude, and that they were not exchanged.</source>
        <translation>Check the latitude and the longitude, and that they were not exchanged.</translation>
    </message>
    <message>
        <source>Check the name, and that you may read the file.</source>
        <translation>Check the name, and that you may read the file.</translation>
    </message>
    <message>
        <source>Check the version of the questionnaire, or remove the answer.</source>
        <translation>Check the version of the questionnaire, or remove the answer.</translation>
    </message>
    <message>
        <source>Check the year. If the child only comes to live here now, let it join instead.</source>
        <translation>Check the year. If the child only comes to live here now, let it join instead.</translation>
    </message>
    <message>
        <source>Check which column holds the household number.</source>
        <translation>Check which column holds the household number.</translation>
    </message>
    <message>
        <source>Choose a grown-up to collect.</source>
        <translation>Choose a grown-up to collect.</translation>
    </message>
    <message>
        <source>Choose a member, or apply from the household in which the person lives.</source>
        <translation>Choose a member, or apply from the household in which the person lives.</translation>
    </message>
    <message>
        <source>Choose a member, or give a name with its mandate.</source>
        <translation>Choose a member, or give a name with its mandate.</translation>
    </message>
    <message>
        <source>Choose a member; for somebody else give the name and the mandate.</source>
        <translation>Choose a member; for somebody else give the name and the mandate.</translation>
    </message>
    <message>
        <source>Choose a month in which the scheme was in force.</source>
        <translation>Choose a month in which the scheme was in force.</translation>
    </message>
    <message>
        <source>Choose a person of the register, or write the name of somebody outside it.</source>
        <translation>Choose a person of the register, or write the name of somebody outside it.</translation>
    </message>
    <message>
        <source>Choose a reason from the list.</source>
        <translation>Choose a reason from the list.</translation>
    </message>
    <message>
        <source>Choose a reason from the list; a graduation is a step of its own.</source>
        <translation>Choose a reason from the list; a graduation is a step of its own.</translation>
    </message>
    <message>
        <source>Choose a registered person, or write one name, or leave the place empty.</source>
        <translation>Choose a registered person, or write one name, or leave the place empty.</translation>
    </message>
    <message>
        <source>Choose a scheme with contributions.</source>
        <translation>Choose a scheme with contributions.</translation>
    </message>
    <message>
        <source>Choose a smaller place inside it.</source>
        <translation>Choose a smaller place inside it.</translation>
    </message>
    <message>
        <source>Choose another campaign, or none.</source>
        <translation>Choose another campaign, or none.</translation>
    </message>
    <message>
        <source>Choose another code, or leave it empty: one is made.</source>
        <translation>Choose another code, or leave it empty: one is made.</translation>
    </message>
    <message>
        <source>Choose another folder, or ask whoever manages this computer to allow writing there.</source>
        <translation>Choose another folder, or ask whoever manages this computer to allow writing there.</translation>
    </message>
    <message>
        <source>Choose another head, or correct the vital status.</source>
        <translation>Choose another head, or correct the vital status.</translation>
    </message>
    <message>
        <source>Choose another member as the new head.</source>
        <translation>Choose another member as the new head.</translation>
    </message>
    <message>
        <source>Choose another member, or leave everything as it is.</source>
        <translation>Choose another member, or leave everything as it is.</translation>
    </message>
    <message>
        <source>Choose another status. To undo a mistake, choose “retracted” and say why.</source>
        <translation>Choose another status. To undo a mistake, choose “retracted” and say why.</translation>
    </message>
    <message>
        <source>Choose another user name.</source>
        <translation>Choose another user name.</translation>
    </message>
    <message>
        <source>Choose at least one column.</source>
        <translation>Choose at least one column.</translation>
    </message>
    <message>
        <source>Choose at least one household or person.</source>
        <translation>Choose at least one household or person.</translation>
    </message>
    <message>
        <source>Choose eligible or not eligible.</source>
        <translation>Choose eligible or not eligible.</translation>
    </message>
    <message>
        <source>Choose from 1 to {most} days. When they are over it can be taken again.</source>
        <translation>Choose from 1 to {most} days. When they are over it can be taken again.</translation>
    </message>
    <message>
        <source>Choose it below the columns, or choose a column that holds it.</source>
        <translation>Choose it below the columns, or choose a column that holds it.</translation>
    </message>
    <message>
        <source>Choose it if it is known, otherwise confirm.</source>
        <translation>Choose it if it is known, otherwise confirm.</translation>
    </message>
    <message>
        <source>Choose it in the list of places.</source>
        <translation>Choose it in the list of places.</translation>
    </message>
    <message>
        <source>Choose it in the list of updates of this milestone.</source>
        <translation>Choose it in the list of updates of this milestone.</translation>
    </message>
    <message>
        <source>Choose on which basis the office holds these data. For a public benefit it is usually public interest.</source>
        <translation>Choose on which basis the office holds these data. For a public benefit it is usually public interest.</translation>
    </message>
    <message>
        <source>Choose one of its members. Somebody who comes back can join it again.</source>
        <translation>Choose one of its members. Somebody who comes back can join it again.</translation>
    </message>
    <message>
        <source>Choose one of the answers, “does not know” or “refused”.</source>
        <translation>Choose one of the answers, “does not know” or “refused”.</translation>
    </message>
    <message>
        <source>Choose one of the fields that are offered.</source>
        <translation>Choose one of the fields that are offered.</translation>
    </message>
    <message>
        <source>Choose one of the list, or save the paper as a PDF.</source>
        <translation>Choose one of the list, or save the paper as a PDF.</translation>
    </message>
    <message>
        <source>Choose one of the published list.</source>
        <translation>Choose one of the published list.</translation>
    </message>
    <message>
        <source>Choose one of the steps of the journey.</source>
        <translation>Choose one of the steps of the journey.</translation>
    </message>
    <message>
        <source>Choose one of the two households, or move the person after the merge.</source>
        <translation>Choose one of the two households, or move the person after the merge.</translation>
    </message>
    <message>
        <source>Choose one of the two values for each field, or type the right one.</source>
        <translation>Choose one of the two values for each field, or type the right one.</translation>
    </message>
    <message>
        <source>Choose one of the two values.</source>
        <translation>Choose one of the two values.</translation>
    </message>
    <message>
        <source>Choose one of them.</source>
        <translation>Choose one of them.</translation>
    </message>
    <message>
        <source>Choose one of these: {expected}.</source>
        <translation>Choose one of these: {expected}.</translation>
    </message>
    <message>
        <source>Choose somebody else, or leave the alternate empty.</source>
        <translation>Choose somebody else, or leave the alternate empty.</translation>
    </message>
    <message>
        <source>Choose somebody else. If the person is alive, correct the identity first.</source>
        <translation>Choose somebody else. If the person is alive, correct the identity first.</translation>
    </message>
    <message>
        <source>Choose that day or a later one.</source>
        <translation>Choose that day or a later one.</translation>
    </message>
    <message>
        <source>Choose the column it is in.</source>
        <translation>Choose the column it is in.</translation>
    </message>
    <message>
        <source>Choose the column with the whole name, or those with the family and the given name.</source>
        <translation>Choose the column with the whole name, or those with the family and the given name.</translation>
    </message>
    <message>
        <source>Choose the head among the members who make the new household.</source>
        <translation>Choose the head among the members who make the new household.</translation>
    </message>
    <message>
        <source>Choose the household for its place and landmark, a member for what is personal.</source>
        <translation>Choose the household for its place and landmark, a member for what is personal.</translation>
    </message>
    <message>
        <source>Choose the member of the household who applies.</source>
        <translation>Choose the member of the household who applies.</translation>
    </message>
    <message>
        <source>Choose the mother again, or correct the sex of that person first.</source>
        <translation>Choose the mother again, or correct the sex of that person first.</translation>
    </message>
    <message>
        <source>Choose the nearest listed place that contains it, and write the village by hand.</source>
        <translation>Choose the nearest listed place that contains it, and write the village by hand.</translation>
    </message>
    <message>
        <source>Choose the other household.</source>
        <translation>Choose the other household.</translation>
    </message>
    <message>
        <source>Choose the purpose: it is kept with the export.</source>
        <translation>Choose the purpose: it is kept with the export.</translation>
    </message>
    <message>
        <source>Choose what this person is to the head of household.</source>
        <translation>Choose what this person is to the head of household.</translation>
    </message>
    <message>
        <source>Choose which member is the head of household.</source>
        <translation>Choose which member is the head of household.</translation>
    </message>
    <message>
        <source>Choose which of the remaining members leads the household from now on.</source>
        <translation>Choose which of the remaining members leads the household from now on.</translation>
    </message>
    <message>
        <source>Choose why it ended: death, left, the household split, or entered by mistake.</source>
        <translation>Choose why it ended: death, left, the household split, or entered by mistake.</translation>
    </message>
    <message>
        <source>Choose yes or no.</source>
        <translation>Choose yes or no.</translation>
    </message>
    <message>
        <source>Choose: full date, month and year, year only, estimated age, or unknown.</source>
        <translation>Choose: full date, month and year, year only, estimated age, or unknown.</translation>
    </message>
    <message>
        <source>Choose: the person, or somebody else for the person.</source>
        <translation>Choose: the person, or somebody else for the person.</translation>
    </message>
    <message>
        <source>Compare both with the certificate, and correct the one that is wrong.</source>
        <translation>Compare both with the certificate, and correct the one that is wrong.</translation>
    </message>
    <message>
        <source>Compare it with the card, or leave it empty and give the number of insurance.</source>
        <translation>Compare it with the card, or leave it empty and give the number of insurance.</translation>
    </message>
    <message>
        <source>Compare it with the document, digit by digit. If it is written so, confirm.</source>
        <translation>Compare it with the document, digit by digit. If it is written so, confirm.</translation>
    </message>
    <message>
        <source>Compare it with the paper, character by character.</source>
        <translation>Compare it with the paper, character by character.</translation>
    </message>
    <message>
        <source>Compare it with the sheet printed when the file was made; letters and digits are never alike on it.</source>
        <translation>Compare it with the sheet printed when the file was made; letters and digits are never alike on it.</translation>
    </message>
    <message>
        <source>Compare the number with the card; a number is never given to two people.</source>
        <translation>Compare the number with the card; a number is never given to two people.</translation>
    </message>
    <message>
        <source>Compare the two dates.</source>
        <translation>Compare the two dates.</translation>
    </message>
    <message>
        <source>Compare the two months.</source>
        <translation>Compare the two months.</translation>
    </message>
    <message>
        <source>Compare the two. If it is the same person, give that code instead; else add a judgement to the line, or leave --strict out.</source>
        <translation>Compare the two. If it is the same person, give that code instead; else add a judgement to the line, or leave --strict out.</translation>
    </message>
    <message>
        <source>Compare the two; correct the number, or use the employer that is there.</source>
        <translation>Compare the two; correct the number, or use the employer that is there.</translation>
    </message>
    <message>
        <source>Compare them, and say whether they are the same person.</source>
        <translation>Compare them, and say whether they are the same person.</translation>
    </message>
    <message>
        <source>Compare {code} with the paper, character by character, or scan the square code.</source>
        <translation>Compare {code} with the paper, character by character, or scan the square code.</translation>
    </message>
    <message>
        <source>Contributions are declared and paid for months that have begun.</source>
        <translation>Contributions are declared and paid for months that have begun.</translation>
    </message>
    <message>
        <source>Copy both from the same place: without its keys the file cannot be opened.</source>
        <translation>Copy both from the same place: without its keys the file cannot be opened.</translation>
    </message>
    <message>
        <source>Correct another field, or set the change aside and enter it anew.</source>
        <translation>Correct another field, or set the change aside and enter it anew.</translation>
    </message>
    <message>
        <source>Correct it near character {at}.</source>
        <translation>Correct it near character {at}.</translation>
    </message>
    <message>
        <source>Correct its date.</source>
        <translation>Correct its date.</translation>
    </message>
    <message>
        <source>Correct its last day in the programme.</source>
        <translation>Correct its last day in the programme.</translation>
    </message>
    <message>
        <source>Correct its level or its parent.</source>
        <translation>Correct its level or its parent.</translation>
    </message>
    <message>
        <source>Correct its spelling, or remove it.</source>
        <translation>Correct its spelling, or remove it.</translation>
    </message>
    <message>
        <source>Correct number {number} first: this one goes with it.</source>
        <translation>Correct number {number} first: this one goes with it.</translation>
    </message>
    <message>
        <source>Correct one of the two dates.</source>
        <translation>Correct one of the two dates.</translation>
    </message>
    <message>
        <source>Correct one of the two days.</source>
        <translation>Correct one of the two days.</translation>
    </message>
    <message>
        <source>Correct the record that stands, and register the other person anew if need be.</source>
        <translation>Correct the record that stands, and register the other person anew if need be.</translation>
    </message>
    <message>
        <source>Correct the step, or add the missing one.</source>
        <translation>Correct the step, or add the missing one.</translation>
    </message>
    <message>
        <source>Correct the two in the programme.</source>
        <translation>Correct the two in the programme.</translation>
    </message>
    <message>
        <source>Count up to today at the latest, and from a day before that.</source>
        <translation>Count up to today at the latest, and from a day before that.</translation>
    </message>
    <message>
        <source>Describe the child. Somebody registered joins the household instead.</source>
        <translation>Describe the child. Somebody registered joins the household instead.</translation>
    </message>
    <message>
        <source>Divide it into several lists.</source>
        <translation>Divide it into several lists.</translation>
    </message>
    <message>
        <source>Do not delete it. Copy the key file from the latest backup, and keep the damaged one aside.</source>
        <translation>Do not delete it. Copy the key file from the latest backup, and keep the damaged one aside.</translation>
    </message>
    <message>
        <source>Do not delete it. Restore the latest backup; what was already sent comes back from the server.</source>
        <translation>Do not delete it. Restore the latest backup; what was already sent comes back from the server.</translation>
    </message>
    <message>
        <source>Each code serves once. Ask the regional office for a new one.</source>
        <translation>Each code serves once. Ask the regional office for a new one.</translation>
    </message>
    <message>
        <source>Each line must be one complete household in JSON. The other lines are not affected.</source>
        <translation>Each line must be one complete household in JSON. The other lines are not affected.</translation>
    </message>
    <message>
        <source>Empty it, or correct the answer that it depends on.</source>
        <translation>Empty it, or correct the answer that it depends on.</translation>
    </message>
    <message>
        <source>End one of the memberships first, or give both households the same compound. Nothing has been changed.</source>
        <translation>End one of the memberships first, or give both households the same compound. Nothing has been changed.</translation>
    </message>
    <message>
        <source>End the membership there first, or group both households in one compound if the person truly lives in both.</source>
        <translation>End the membership there first, or group both households in one compound if the person truly lives in both.</translation>
    </message>
    <message>
        <source>End the name with .xlsx or .csv.</source>
        <translation>End the name with .xlsx or .csv.</translation>
    </message>
    <message>
        <source>End the other one first, or ask a supervisor.</source>
        <translation>End the other one first, or ask a supervisor.</translation>
    </message>
    <message>
        <source>Enrol the person instead of letting them wait.</source>
        <translation>Enrol the person instead of letting them wait.</translation>
    </message>
    <message>
        <source>Enrol the person.</source>
        <translation>Enrol the person.</translation>
    </message>
    <message>
        <source>Enter at least one worker with a wage.</source>
        <translation>Enter at least one worker with a wage.</translation>
    </message>
    <message>
        <source>Everything after it was not read. Close it or take it away, then import the file again.</source>
        <translation>Everything after it was not read. Close it or take it away, then import the file again.</translation>
    </message>
    <message>
        <source>Everything already saved is safe. Free some space, then try again.</source>
        <translation>Everything already saved is safe. Free some space, then try again.</translation>
    </message>
    <message>
        <source>Expected: {expected}.</source>
        <translation>Expected: {expected}.</translation>
    </message>
    <message>
        <source>File this one in its place only if the first was wrong; what was paid on it counts for the new one.</source>
        <translation>File this one in its place only if the first was wrong; what was paid on it counts for the new one.</translation>
    </message>
    <message>
        <source>Fill in the field, then go on.</source>
        <translation>Fill in the field, then go on.</translation>
    </message>
    <message>
        <source>For something to do, make an appointment.</source>
        <translation>For something to do, make an appointment.</translation>
    </message>
    <message>
        <source>Give a household’s code or a name, or say that it is anonymous.</source>
        <translation>Give a household’s code or a name, or say that it is anonymous.</translation>
    </message>
    <message>
        <source>Give at least {least} letters; several words are easy to remember.</source>
        <translation>Give at least {least} letters; several words are easy to remember.</translation>
    </message>
    <message>
        <source>Give at most {most} letters, without line breaks, for example “counter 2”.</source>
        <translation>Give at most {most} letters, without line breaks, for example “counter 2”.</translation>
    </message>
    <message>
        <source>Give both --tls-cert and --tls-key, or neither: the server then makes its own.</source>
        <translation>Give both --tls-cert and --tls-key, or neither: the server then makes its own.</translation>
    </message>
    <message>
        <source>Give each milestone a code of its own.</source>
        <translation>Give each milestone a code of its own.</translation>
    </message>
    <message>
        <source>Give it a heading and at least one line.</source>
        <translation>Give it a heading and at least one line.</translation>
    </message>
    <message>
        <source>Give it a name, for example the employer’s: the columns are remembered under it.</source>
        <translation>Give it a name, for example the employer’s: the columns are remembered under it.</translation>
    </message>
    <message>
        <source>Give it to a case manager or a supervisor.</source>
        <translation>Give it to a case manager or a supervisor.</translation>
    </message>
    <message>
        <source>Give it to somebody else.</source>
        <translation>Give it to somebody else.</translation>
    </message>
    <message>
        <source>Give latitude and longitude, or neither.</source>
        <translation>Give latitude and longitude, or neither.</translation>
    </message>
    <message>
        <source>Give that day or a later one.</source>
        <translation>Give that day or a later one.</translation>
    </message>
    <message>
        <source>Give the code of the area that contains this one; leave it empty at level 0 only.</source>
        <translation>Give the code of the area that contains this one; leave it empty at level 0 only.</translation>
    </message>
    <message>
        <source>Give the lower age first, or leave one of them empty.</source>
        <translation>Give the lower age first, or leave one of them empty.</translation>
    </message>
    <message>
        <source>Give the name with which they sign in.</source>
        <translation>Give the name with which they sign in.</translation>
    </message>
    <message>
        <source>Give the other one a role first. Nothing has been changed.</source>
        <translation>Give the other one a role first. Nothing has been changed.</translation>
    </message>
    <message>
        <source>Give the place to that one, in the order of the list.</source>
        <translation>Give the place to that one, in the order of the list.</translation>
    </message>
    <message>
        <source>Give the server&apos;s account the right to write there, or choose another folder with --data.</source>
        <translation>Give the server&apos;s account the right to write there, or choose another folder with --data.</translation>
    </message>
    <message>
        <source>Give today or a later day; for what was done, write a note.</source>
        <translation>Give today or a later day; for what was done, write a note.</translation>
    </message>
    <message>
        <source>Give today or an earlier day.</source>
        <translation>Give today or an earlier day.</translation>
    </message>
    <message>
        <source>Give today&apos;s date or an earlier one, or choose “planned”.</source>
        <translation>Give today&apos;s date or an earlier one, or choose “planned”.</translation>
    </message>
    <message>
        <source>Give today&apos;s date or an earlier one.</source>
        <translation>Give today&apos;s date or an earlier one.</translation>
    </message>
    <message>
        <source>Go on working: everything is saved here and will be sent when the line is back.</source>
        <translation>Go on working: everything is saved here and will be sent when the line is back.</translation>
    </message>
    <message>
        <source>Go to that window, or close it first.</source>
        <translation>Go to that window, or close it first.</translation>
    </message>
    <message>
        <source>Household {code} is no longer open: it was closed, or went into another.</source>
        <translation>Household {code} is no longer open: it was closed, or went into another.</translation>
    </message>
    <message>
        <source>Household {code} would be left without a head.</source>
        <translation>Household {code} would be left without a head.</translation>
    </message>
    <message>
        <source>Household {code} would have more than one head.</source>
        <translation>Household {code} would have more than one head.</translation>
    </message>
    <message>
        <source>How exactly the date of birth is known has not been said.</source>
        <translation>How exactly the date of birth is known has not been said.</translation>
    </message>
    <message>
        <source>If all of them live elsewhere now, move the household instead.</source>
        <translation>If all of them live elsewhere now, move the household instead.</translation>
    </message>
    <message>
        <source>If another laptop printed it, synchronise both first. If the paper came from elsewhere, leave the code empty: the household gets a new one.</source>
        <translation>If another laptop printed it, synchronise both first. If the paper came from elsewhere, leave the code empty: the household gets a new one.</translation>
    </message>
    <message>
        <source>If children live without an adult, tick “headed by a child” and confirm: the office will see the need for protection.</source>
        <translation>If children live without an adult, tick “headed by a child” and confirm: the office will see the need for protection.</translation>
    </message>
    <message>
        <source>If it should not be done, reject it.</source>
        <translation>If it should not be done, reject it.</translation>
    </message>
    <message>
        <source>If that is wrong, take the report of the death back first.</source>
        <translation>If that is wrong, take the report of the death back first.</translation>
    </message>
    <message>
        <source>If the list is on another sheet, choose it.</source>
        <translation>If the list is on another sheet, choose it.</translation>
    </message>
    <message>
        <source>If the person moves in with others, merge the two households instead.</source>
        <translation>If the person moves in with others, merge the two households instead.</translation>
    </message>
    <message>
        <source>If you can, scan it again at 150 points per inch, or nearer to the camera.</source>
        <translation>If you can, scan it again at 150 points per inch, or nearer to the camera.</translation>
    </message>
    <message>
        <source>Install it with its own parts: pip install &apos;guichet[server]&apos;. The desktop works without it.</source>
        <translation>Install it with its own parts: pip install &apos;guichet[server]&apos;. The desktop works without it.</translation>
    </message>
    <message>
        <source>Installed are: {known}. Check the code, or give the folder of the programme.</source>
        <translation>Installed are: {known}. Check the code, or give the folder of the programme.</translation>
    </message>
    <message>
        <source>It comes once the computer that took it has synchronised.</source>
        <translation>It comes once the computer that took it has synchronised.</translation>
    </message>
    <message>
        <source>It ended on {date}, more than {days} days ago.</source>
        <translation>It ended on {date}, more than {days} days ago.</translation>
    </message>
    <message>
        <source>It happened after it was told.</source>
        <translation>It happened after it was told.</translation>
    </message>
    <message>
        <source>It is kept here, and the rest has arrived. Tell the regional office.</source>
        <translation>It is kept here, and the rest has arrived. Tell the regional office.</translation>
    </message>
    <message>
        <source>It is kept here. Shorten what was entered, then send it again.</source>
        <translation>It is kept here. Shorten what was entered, then send it again.</translation>
    </message>
    <message>
        <source>It is kept here. Synchronise again; if it stays, tell the regional office.</source>
        <translation>It is kept here. Synchronise again; if it stays, tell the regional office.</translation>
    </message>
    <message>
        <source>It is kept here. Tell the regional office.</source>
        <translation>It is kept here. Tell the regional office.</translation>
    </message>
    <message>
        <source>It is not clear how dates are written in the column {column}.</source>
        <translation>It is not clear how dates are written in the column {column}.</translation>
    </message>
    <message>
        <source>It is not known what “{word}” means here.</source>
        <translation>It is not known what “{word}” means here.</translation>
    </message>
    <message>
        <source>It is not said what holds for every row: {field}.</source>
        <translation>It is not said what holds for every row: {field}.</translation>
    </message>
    <message>
        <source>It is not said what the data are for.</source>
        <translation>It is not said what the data are for.</translation>
    </message>
    <message>
        <source>It is not said what was decided.</source>
        <translation>It is not said what was decided.</translation>
    </message>
    <message>
        <source>It is not said where the list is from.</source>
        <translation>It is not said where the list is from.</translation>
    </message>
    <message>
        <source>It is not said whether what was held back will be paid.</source>
        <translation>It is not said whether what was held back will be paid.</translation>
    </message>
    <message>
        <source>It is not said who receives the data.</source>
        <translation>It is not said who receives the data.</translation>
    </message>
    <message>
        <source>It is not said why it ends.</source>
        <translation>It is not said why it ends.</translation>
    </message>
    <message>
        <source>It is not said why it is suspended.</source>
        <translation>It is not said why it is suspended.</translation>
    </message>
    <message>
        <source>It is written postgresql://user:password@host/name, after --database.</source>
        <translation>It is written postgresql://user:password@host/name, after --database.</translation>
    </message>
    <message>
        <source>It lies between the first day ({date}) and today.</source>
        <translation>It lies between the first day ({date}) and today.</translation>
    </message>
    <message>
        <source>It may come from another office: synchronise, or search by name.</source>
        <translation>It may come from another office: synchronise, or search by name.</translation>
    </message>
    <message>
        <source>It may have been copied during a power cut. Restore the latest backup, then synchronise.</source>
        <translation>It may have been copied during a power cut. Restore the latest backup, then synchronise.</translation>
    </message>
    <message>
        <source>It may have been corrected or set aside already. Look at the list again.</source>
        <translation>It may have been corrected or set aside already. Look at the list again.</translation>
    </message>
    <message>
        <source>It may have been registered or dropped meanwhile. Look at the list again.</source>
        <translation>It may have been registered or dropped meanwhile. Look at the list again.</translation>
    </message>
    <message>
        <source>It must be a PEM file, which begins with BEGIN CERTIFICATE. Ask the regional office for it.</source>
        <translation>It must be a PEM file, which begins with BEGIN CERTIFICATE. Ask the regional office for it.</translation>
    </message>
    <message>
        <source>It was left as it is. Make a new, empty database, or name a new folder with --data.</source>
        <translation>It was left as it is. Make a new, empty database, or name a new folder with --data.</translation>
    </message>
    <message>
        <source>It was left untouched. Choose another name or another folder.</source>
        <translation>It was left untouched. Choose another name or another folder.</translation>
    </message>
    <message>
        <source>It was left untouched. Update the server, then start it again.</source>
        <translation>It was left untouched. Update the server, then start it again.</translation>
    </message>
    <message>
        <source>It was left untouched. Update this application, then open it again.</source>
        <translation>It was left untouched. Update this application, then open it again.</translation>
    </message>
    <message>
        <source>It was not accepted, and nothing was changed here. Tell the regional office.</source>
        <translation>It was not accepted, and nothing was changed here. Tell the regional office.</translation>
    </message>
    <message>
        <source>It was not kept. It is sent again the next time.</source>
        <translation>It was not kept. It is sent again the next time.</translation>
    </message>
    <message>
        <source>It was not opened. If it is a real list, save it as CSV, which can be as long as needed.</source>
        <translation>It was not opened. If it is a real list, save it as CSV, which can be as long as needed.</translation>
    </message>
    <message>
        <source>It was not restored, and nothing was changed. Use an older backup.</source>
        <translation>It was not restored, and nothing was changed. Use an older backup.</translation>
    </message>
    <message>
        <source>It was registered or discarded; look for the household under People.</source>
        <translation>It was registered or discarded; look for the household under People.</translation>
    </message>
    <message>
        <source>It was stopped as you asked.</source>
        <translation>It was stopped as you asked.</translation>
    </message>
    <message>
        <source>Its last digits are lost. Write it again in a column formatted as text.</source>
        <translation>Its last digits are lost. Write it again in a column formatted as text.</translation>
    </message>
    <message>
        <source>Join again with a new code from the regional office. Your work is safe here.</source>
        <translation>Join again with a new code from the regional office. Your work is safe here.</translation>
    </message>
    <message>
        <source>Keep it on one line only: a name on two lines would make one group of both.</source>
        <translation>Keep it on one line only: a name on two lines would make one group of both.</translation>
    </message>
    <message>
        <source>Keep one head and give the others their own role.</source>
        <translation>Keep one head and give the others their own role.</translation>
    </message>
    <message>
        <source>Keep one line for each worker, with all of the month&apos;s wage.</source>
        <translation>Keep one line for each worker, with all of the month&apos;s wage.</translation>
    </message>
    <message>
        <source>Keep one of the two lines.</source>
        <translation>Keep one of the two lines.</translation>
    </message>
    <message>
        <source>Keep one of the two.</source>
        <translation>Keep one of the two.</translation>
    </message>
    <message>
        <source>Keep the columns that are needed, at most 500, and save it again.</source>
        <translation>Keep the columns that are needed, at most 500, and save it again.</translation>
    </message>
    <message>
        <source>Keep the computer safe, and call the regional office: nothing was destroyed.</source>
        <translation>Keep the computer safe, and call the regional office: nothing was destroyed.</translation>
    </message>
    <message>
        <source>Keep this file as it is. Copy it again from its source, or restore the latest backup.</source>
        <translation>Keep this file as it is. Copy it again from its source, or restore the latest backup.</translation>
    </message>
    <message>
        <source>Keep to plain shapes and colours, and turn its text into paths.</source>
        <translation>Keep to plain shapes and colours, and turn its text into paths.</translation>
    </message>
    <message>
        <source>Latitude goes from −90 to 90, longitude from −180 to 180.</source>
        <translation>Latitude goes from −90 to 90, longitude from −180 to 180.</translation>
    </message>
    <message>
        <source>Leave it out, and choose for the fields that are shown.</source>
        <translation>Leave it out, and choose for the fields that are shown.</translation>
    </message>
    <message>
        <source>Leave it to a colleague.</source>
        <translation>Leave it to a colleague.</translation>
    </message>
    <message>
        <source>Leave out the columns that say who a person is.</source>
        <translation>Leave out the columns that say who a person is.</translation>
    </message>
    <message>
        <source>Leave the new head empty, or ask for a change of head.</source>
        <translation>Leave the new head empty, or ask for a change of head.</translation>
    </message>
    <message>
        <source>Leave the sponsor empty.</source>
        <translation>Leave the sponsor empty.</translation>
    </message>
    <message>
        <source>Leave them empty for this child.</source>
        <translation>Leave them empty for this child.</translation>
    </message>
    <message>
        <source>Let the first end on the day before the second begins; nothing is worked out until then.</source>
        <translation>Let the first end on the day before the second begins; nothing is worked out until then.</translation>
    </message>
    <message>
        <source>Let the others go, or ask for a change of head first.</source>
        <translation>Let the others go, or ask for a change of head first.</translation>
    </message>
    <message>
        <source>Let the person live there, name another head of it first, or merge the two households first.</source>
        <translation>Let the person live there, name another head of it first, or merge the two households first.</translation>
    </message>
    <message>
        <source>Line {line} cannot be read.</source>
        <translation>Line {line} cannot be read.</translation>
    </message>
    <message>
        <source>List the documents of the household to find its number.</source>
        <translation>List the documents of the household to find its number.</translation>
    </message>
    <message>
        <source>List what is there: guichet server sealed list.</source>
        <translation>List what is there: guichet server sealed list.</translation>
    </message>
    <message>
        <source>Lists and papers show this text. Move the number to its own field, or confirm.</source>
        <translation>Lists and papers show this text. Move the number to its own field, or confirm.</translation>
    </message>
    <message>
        <source>Look at the documents and correct one of them.</source>
        <translation>Look at the documents and correct one of them.</translation>
    </message>
    <message>
        <source>Look at the employer&apos;s list of workers.</source>
        <translation>Look at the employer&apos;s list of workers.</translation>
    </message>
    <message>
        <source>Look at the list of campaigns; if it was made on another laptop, synchronise.</source>
        <translation>Look at the list of campaigns; if it was made on another laptop, synchronise.</translation>
    </message>
    <message>
        <source>Look at the list of payments; one that was corrected before cannot be corrected again.</source>
        <translation>Look at the list of payments; one that was corrected before cannot be corrected again.</translation>
    </message>
    <message>
        <source>Look at the list of schemes; the programme may have to be renewed.</source>
        <translation>Look at the list of schemes; the programme may have to be renewed.</translation>
    </message>
    <message>
        <source>Look at the list under To decide, or with: conflicts list.</source>
        <translation>Look at the list under To decide, or with: conflicts list.</translation>
    </message>
    <message>
        <source>Look at the person&apos;s periods of insurance.</source>
        <translation>Look at the person&apos;s periods of insurance.</translation>
    </message>
    <message>
        <source>Look at {code}: it may be the same person. If the number is right for both, a supervisor can keep it and write why.</source>
        <translation>Look at {code}: it may be the same person. If the number is right for both, a supervisor can keep it and write why.</translation>
    </message>
    <message>
        <source>Look for a missing or an extra comma.</source>
        <translation>Look for a missing or an extra comma.</translation>
    </message>
    <message>
        <source>Look for a small switch on the stick&apos;s side, or take another stick or folder.</source>
        <translation>Look for a small switch on the stick&apos;s side, or take another stick or folder.</translation>
    </message>
    <message>
        <source>Look for it with its employer; if it was filed on another laptop, synchronise.</source>
        <translation>Look for it with its employer; if it was filed on another laptop, synchronise.</translation>
    </message>
    <message>
        <source>Look for names that end in .guichet-out (from an office) or .guichet-in (answers).</source>
        <translation>Look for names that end in .guichet-out (from an office) or .guichet-in (answers).</translation>
    </message>
    <message>
        <source>Look for the employer by name; if it was registered on another laptop, synchronise.</source>
        <translation>Look for the employer by name; if it was registered on another laptop, synchronise.</translation>
    </message>
    <message>
        <source>Look it up with: server devices. Give its id, or office and code as in NSR-7KQ2.</source>
        <translation>Look it up with: server devices. Give its id, or office and code as in NSR-7KQ2.</translation>
    </message>
    <message>
        <source>Make a new office file and join with it.</source>
        <translation>Make a new office file and join with it.</translation>
    </message>
    <message>
        <source>Make a new office file and join with it: the two would print the same codes.</source>
        <translation>Make a new office file and join with it: the two would print the same codes.</translation>
    </message>
    <message>
        <source>Make it first, or choose another folder.</source>
        <translation>Make it first, or choose another folder.</translation>
    </message>
    <message>
        <source>Make the employer active again first, or choose another.</source>
        <translation>Make the employer active again first, or choose another.</translation>
    </message>
    <message>
        <source>Members are counted from 0, in the order of the form.</source>
        <translation>Members are counted from 0, in the order of the form.</translation>
    </message>
    <message>
        <source>Merge it with the household its people live in. Nothing has been changed.</source>
        <translation>Merge it with the household its people live in. Nothing has been changed.</translation>
    </message>
    <message>
        <source>Merged cells count for each of their rows. Check the rows below.</source>
        <translation>Merged cells count for each of their rows. Check the rows below.</translation>
    </message>
    <message>
        <source>More than one recipient has been said.</source>
        <translation>More than one recipient has been said.</translation>
    </message>
    <message>
        <source>More than {count} rows have the same household number.</source>
        <translation>More than {count} rows have the same household number.</translation>
    </message>
    <message>
        <source>Name documents from the scheme’s own list.</source>
        <translation>Name documents from the scheme’s own list.</translation>
    </message>
    <message>
        <source>Name every level that the list of areas uses.</source>
        <translation>Name every level that the list of areas uses.</translation>
    </message>
    <message>
        <source>Name everybody once.</source>
        <translation>Name everybody once.</translation>
    </message>
    <message>
        <source>Name one column “name”, “code” or “number”. Headings found: {headings}.</source>
        <translation>Name one column “name”, “code” or “number”. Headings found: {headings}.</translation>
    </message>
    <message>
        <source>Name one column “wage”, “salaire” or “remuneração”. Headings found: {headings}.</source>
        <translation>Name one column “wage”, “salaire” or “remuneração”. Headings found: {headings}.</translation>
    </message>
    <message>
        <source>Names are read from one column and from two at the same time.</source>
        <translation>Names are read from one column and from two at the same time.</translation>
    </message>
    <message>
        <source>Neither value was written at this office alone, so “mine” says nothing.</source>
        <translation>Neither value was written at this office alone, so “mine” says nothing.</translation>
    </message>
    <message>
        <source>No area stands at this level.</source>
        <translation>No area stands at this level.</translation>
    </message>
    <message>
        <source>No blank form of this office carries the code {code}.</source>
        <translation>No blank form of this office carries the code {code}.</translation>
    </message>
    <message>
        <source>No camera was found on this computer.</source>
        <translation>No camera was found on this computer.</translation>
    </message>
    <message>
        <source>No code was found in “{name}”.</source>
        <translation>No code was found in “{name}”.</translation>
    </message>
    <message>
        <source>No column is chosen.</source>
        <translation>No column is chosen.</translation>
    </message>
    <message>
        <source>No column is given for: {field}.</source>
        <translation>No column is given for: {field}.</translation>
    </message>
    <message>
        <source>No column of the list has wages.</source>
        <translation>No column of the list has wages.</translation>
    </message>
    <message>
        <source>No column of the list says who the workers are.</source>
        <translation>No column of the list says who the workers are.</translation>
    </message>
    <message>
        <source>No copy was kept. Somebody has altered the tables or their rules; have the database checked.</source>
        <translation>No copy was kept. Somebody has altered the tables or their rules; have the database checked.</translation>
    </message>
    <message>
        <source>No enrolment receipt or card was printed for them yet.</source>
        <translation>No enrolment receipt or card was printed for them yet.</translation>
    </message>
    <message>
        <source>No file was written. Start it again when you are ready.</source>
        <translation>No file was written. Start it again when you are ready.</translation>
    </message>
    <message>
        <source>No household is held back under this number: {number}.</source>
        <translation>No household is held back under this number: {number}.</translation>
    </message>
    <message>
        <source>No legal basis is on file for this household.</source>
        <translation>No legal basis is on file for this household.</translation>
    </message>
    <message>
        <source>No member has been entered yet.</source>
        <translation>No member has been entered yet.</translation>
    </message>
    <message>
        <source>No office of this programme serves the district of that place.</source>
        <translation>No office of this programme serves the district of that place.</translation>
    </message>
    <message>
        <source>No printer is set up on this computer.</source>
        <translation>No printer is set up on this computer.</translation>
    </message>
    <message>
        <source>No refused change has the number {number}.</source>
        <translation>No refused change has the number {number}.</translation>
    </message>
    <message>
        <source>Nobody can be enrolled in {scheme} today.</source>
        <translation>Nobody can be enrolled in {scheme} today.</translation>
    </message>
    <message>
        <source>Nobody chooses these households by hand; see the list of visits.</source>
        <translation>Nobody chooses these households by hand; see the list of visits.</translation>
    </message>
    <message>
        <source>Nobody here has the code {code}.</source>
        <translation>Nobody here has the code {code}.</translation>
    </message>
    <message>
        <source>Nobody here is called {name}.</source>
        <translation>Nobody here is called {name}.</translation>
    </message>
    <message>
        <source>Nobody is named to collect.</source>
        <translation>Nobody is named to collect.</translation>
    </message>
    <message>
        <source>Nobody is named.</source>
        <translation>Nobody is named.</translation>
    </message>
    <message>
        <source>Nobody over 120 can be registered. Check the year, or choose “estimated age”.</source>
        <translation>Nobody over 120 can be registered. Check the year, or choose “estimated age”.</translation>
    </message>
    <message>
        <source>Nobody pays contributions for the scheme {code}.</source>
        <translation>Nobody pays contributions for the scheme {code}.</translation>
    </message>
    <message>
        <source>Nobody pays contributions for the scheme {scheme}.</source>
        <translation>Nobody pays contributions for the scheme {scheme}.</translation>
    </message>
    <message>
        <source>Nobody with the code {code} works there today.</source>
        <translation>Nobody with the code {code} works there today.</translation>
    </message>
    <message>
        <source>Nobody would be left in household {code}.</source>
        <translation>Nobody would be left in household {code}.</translation>
    </message>
    <message>
        <source>Nobody would stay in the household.</source>
        <translation>Nobody would stay in the household.</translation>
    </message>
    <message>
        <source>Nothing can be worked out. Wait for the programme to be renewed; money received can be written down all the same.</source>
        <translation>Nothing can be worked out. Wait for the programme to be renewed; money received can be written down all the same.</translation>
    </message>
    <message>
        <source>Nothing can be written in this folder.</source>
        <translation>Nothing can be written in this folder.</translation>
    </message>
    <message>
        <source>Nothing can be written to this stick or folder.</source>
        <translation>Nothing can be written to this stick or folder.</translation>
    </message>
    <message>
        <source>Nothing has been decided on this application yet.</source>
        <translation>Nothing has been decided on this application yet.</translation>
    </message>
    <message>
        <source>Nothing here has the code {code}.</source>
        <translation>Nothing here has the code {code}.</translation>
    </message>
    <message>
        <source>Nothing in it was touched. Choose an empty folder, or a new one.</source>
        <translation>Nothing in it was touched. Choose an empty folder, or a new one.</translation>
    </message>
    <message>
        <source>Nothing is called arrived without one: everything is kept here. Tell the regional office.</source>
        <translation>Nothing is called arrived without one: everything is kept here. Tell the regional office.</translation>
    </message>
    <message>
        <source>Nothing is lost. Check the printer, then print again, or save the PDF.</source>
        <translation>Nothing is lost. Check the printer, then print again, or save the PDF.</translation>
    </message>
    <message>
        <source>Nothing is lost. It will be tried again in a few minutes.</source>
        <translation>Nothing is lost. It will be tried again in a few minutes.</translation>
    </message>
    <message>
        <source>Nothing is lost. Put the stick in again, wait a moment, and repeat.</source>
        <translation>Nothing is lost. Put the stick in again, wait a moment, and repeat.</translation>
    </message>
    <message>
        <source>Nothing is lost. Try again in {seconds}, and check the capital-letter key.</source>
        <translation>Nothing is lost. Try again in {seconds}, and check the capital-letter key.</translation>
    </message>
    <message>
        <source>Nothing is lost. Try again in {seconds}.</source>
        <translation>Nothing is lost. Try again in {seconds}.</translation>
    </message>
    <message>
        <source>Nothing is lost. Update the program here, then read or carry the bundle again.</source>
        <translation>Nothing is lost. Update the program here, then read or carry the bundle again.</translation>
    </message>
    <message>
        <source>Nothing is lost. Update the program that wrote it, then write a new bundle.</source>
        <translation>Nothing is lost. Update the program that wrote it, then write a new bundle.</translation>
    </message>
    <message>
        <source>Nothing is lost. Wait a moment, then try again.</source>
        <translation>Nothing is lost. Wait a moment, then try again.</translation>
    </message>
    <message>
        <source>Nothing is lost: they are safe here. Tell the regional office that the server must be updated; a stick can bring them there meanwhile.</source>
        <translation>Nothing is lost: they are safe here. Tell the regional office that the server must be updated; a stick can bring them there meanwhile.</translation>
    </message>
    <message>
        <source>Nothing is lost: your work is safe here. Tell the regional office. What is urgent can go there on a stick meanwhile.</source>
        <translation>Nothing is lost: your work is safe here. Tell the regional office. What is urgent can go there on a stick meanwhile.</translation>
    </message>
    <message>
        <source>Nothing is lost: your work is safe here. Try again; if it goes on, tell the regional office, and bring it there on a stick.</source>
        <translation>Nothing is lost: your work is safe here. Try again; if it goes on, tell the regional office, and bring it there on a stick.</translation>
    </message>
    <message>
        <source>Nothing is lost: your work is safe here. Update this application, then synchronise. If that has to wait, write your work on a stick for the regional office.</source>
        <translation>Nothing is lost: your work is safe here. Update this application, then synchronise. If that has to wait, write your work on a stick for the regional office.</translation>
    </message>
    <message>
        <source>Nothing is needed. A wrong role is corrected by asking for a change of head.</source>
        <translation>Nothing is needed. A wrong role is corrected by asking for a change of head.</translation>
    </message>
    <message>
        <source>Nothing is needed: go on with your work.</source>
        <translation>Nothing is needed: go on with your work.</translation>
    </message>
    <message>
        <source>Nothing is said of what the visit found.</source>
        <translation>Nothing is said of what the visit found.</translation>
    </message>
    <message>
        <source>Nothing is thrown away: the copy takes a new identity, and its unsent work is sent under it.</source>
        <translation>Nothing is thrown away: the copy takes a new identity, and its unsent work is sent under it.</translation>
    </message>
    <message>
        <source>Nothing is to be done: both codes stay valid.</source>
        <translation>Nothing is to be done: both codes stay valid.</translation>
    </message>
    <message>
        <source>Nothing needs to be done. To change the number, end that work and begin it anew.</source>
        <translation>Nothing needs to be done. To change the number, end that work and begin it anew.</translation>
    </message>
    <message>
        <source>Nothing of it was taken and nothing is lost. Copy it again, or have it written again.</source>
        <translation>Nothing of it was taken and nothing is lost. Copy it again, or have it written again.</translation>
    </message>
    <message>
        <source>Nothing of it was taken, nothing is lost. Have it written again, perhaps on another stick.</source>
        <translation>Nothing of it was taken, nothing is lost. Have it written again, perhaps on another stick.</translation>
    </message>
    <message>
        <source>Nothing of it was taken, the database is empty. Fetch the file again.</source>
        <translation>Nothing of it was taken, the database is empty. Fetch the file again.</translation>
    </message>
    <message>
        <source>Nothing of it was taken, the database is empty. Use another copy.</source>
        <translation>Nothing of it was taken, the database is empty. Use another copy.</translation>
    </message>
    <message>
        <source>Nothing of it was taken. Check this file, then tell the regional office.</source>
        <translation>Nothing of it was taken. Check this file, then tell the regional office.</translation>
    </message>
    <message>
        <source>Nothing of it was taken. Synchronise again; if it goes on, tell the regional office.</source>
        <translation>Nothing of it was taken. Synchronise again; if it goes on, tell the regional office.</translation>
    </message>
    <message>
        <source>Nothing proves this period.</source>
        <translation>Nothing proves this period.</translation>
    </message>
    <message>
        <source>Nothing to do: synchronise.</source>
        <translation>Nothing to do: synchronise.</translation>
    </message>
    <message>
        <source>Nothing was altered. Tell the regional office.</source>
        <translation>Nothing was altered. Tell the regional office.</translation>
    </message>
    <message>
        <source>Nothing was changed here. Synchronise again.</source>
        <translation>Nothing was changed here. Synchronise again.</translation>
    </message>
    <message>
        <source>Nothing was changed now. The first decision stands; if it was wrong, ask anew.</source>
        <translation>Nothing was changed now. The first decision stands; if it was wrong, ask anew.</translation>
    </message>
    <message>
        <source>Nothing was changed. Add the person on the household’s page.</source>
        <translation>Nothing was changed. Add the person on the household’s page.</translation>
    </message>
    <message>
        <source>Nothing was changed. Choose a JPEG or PNG picture.</source>
        <translation>Nothing was changed. Choose a JPEG or PNG picture.</translation>
    </message>
    <message>
        <source>Nothing was changed. Copy the picture again, or take another one.</source>
        <translation>Nothing was changed. Copy the picture again, or take another one.</translation>
    </message>
    <message>
        <source>Nothing was changed. Give the file that the backup command wrote.</source>
        <translation>Nothing was changed. Give the file that the backup command wrote.</translation>
    </message>
    <message>
        <source>Nothing was changed. Make the PDF again, or choose a picture of the paper.</source>
        <translation>Nothing was changed. Make the PDF again, or choose a picture of the paper.</translation>
    </message>
    <message>
        <source>Nothing was changed. Reject the request, and ask anew for what is still needed.</source>
        <translation>Nothing was changed. Reject the request, and ask anew for what is still needed.</translation>
    </message>
    <message>
        <source>Nothing was changed. Type it again, or the recovery key that was shown.</source>
        <translation>Nothing was changed. Type it again, or the recovery key that was shown.</translation>
    </message>
    <message>
        <source>Nothing was changed. Update the server, then bring the copy back.</source>
        <translation>Nothing was changed. Update the server, then bring the copy back.</translation>
    </message>
    <message>
        <source>Nothing was computed: what the spreadsheet saved last was read. Check these cells.</source>
        <translation>Nothing was computed: what the spreadsheet saved last was read. Check these cells.</translation>
    </message>
    <message>
        <source>Nothing was done. Make an ordinary role that owns the database, and name it in --database.</source>
        <translation>Nothing was done. Make an ordinary role that owns the database, and name it in --database.</translation>
    </message>
    <message>
        <source>Nothing was installed. Send this message to whoever prepared them.</source>
        <translation>Nothing was installed. Send this message to whoever prepared them.</translation>
    </message>
    <message>
        <source>Nothing was left half written. Delete something from the stick, or take another.</source>
        <translation>Nothing was left half written. Delete something from the stick, or take another.</translation>
    </message>
    <message>
        <source>Nothing was overwritten. Give the copy another name.</source>
        <translation>Nothing was overwritten. Give the copy another name.</translation>
    </message>
    <message>
        <source>Nothing was printed. Write this name in Latin letters, then print again.</source>
        <translation>Nothing was printed. Write this name in Latin letters, then print again.</translation>
    </message>
    <message>
        <source>Nothing was read and nothing is damaged. Give it to the one it is for, and look for yours.</source>
        <translation>Nothing was read and nothing is damaged. Give it to the one it is for, and look for yours.</translation>
    </message>
    <message>
        <source>Nothing was sealed under this number.</source>
        <translation>Nothing was sealed under this number.</translation>
    </message>
    <message>
        <source>Nothing was sent. Do not insist: call the regional office.</source>
        <translation>Nothing was sent. Do not insist: call the regional office.</translation>
    </message>
    <message>
        <source>Nothing was sent. Give the address that begins with https://.</source>
        <translation>Nothing was sent. Give the address that begins with https://.</translation>
    </message>
    <message>
        <source>Nothing was taken back. Undo the later change first, or ask for a new one.</source>
        <translation>Nothing was taken back. Undo the later change first, or ask for a new one.</translation>
    </message>
    <message>
        <source>Nothing was taken. Ask whoever looks after the server.</source>
        <translation>Nothing was taken. Ask whoever looks after the server.</translation>
    </message>
    <message>
        <source>Nothing was written. Export to CSV, or fewer people at a time.</source>
        <translation>Nothing was written. Export to CSV, or fewer people at a time.</translation>
    </message>
    <message>
        <source>Nothing would be changed.</source>
        <translation>Nothing would be changed.</translation>
    </message>
    <message>
        <source>One of the two names is missing.</source>
        <translation>One of the two names is missing.</translation>
    </message>
    <message>
        <source>Only a country has no area above it.</source>
        <translation>Only a country has no area above it.</translation>
    </message>
    <message>
        <source>Only a regional office has this board. Whoever keeps the programme pack can name the offices it watches.</source>
        <translation>Only a regional office has this board. Whoever keeps the programme pack can name the offices it watches.</translation>
    </message>
    <message>
        <source>Only the server makes records of this kind.</source>
        <translation>Only the server makes records of this kind.</translation>
    </message>
    <message>
        <source>Only what has been written can be taken back.</source>
        <translation>Only what has been written can be taken back.</translation>
    </message>
    <message>
        <source>Only who asked for a change can withdraw it.</source>
        <translation>Only who asked for a change can withdraw it.</translation>
    </message>
    <message>
        <source>Open it in a spreadsheet and check that it has headings and rows, then save it again.</source>
        <translation>Open it in a spreadsheet and check that it has headings and rows, then save it again.</translation>
    </message>
    <message>
        <source>Open it in a spreadsheet, save the list as XLSX or CSV, and choose that file.</source>
        <translation>Open it in a spreadsheet, save the list as XLSX or CSV, and choose that file.</translation>
    </message>
    <message>
        <source>Open that enrolment instead of making a second one.</source>
        <translation>Open that enrolment instead of making a second one.</translation>
    </message>
    <message>
        <source>Open the complaint again: it shows what can be done next.</source>
        <translation>Open the complaint again: it shows what can be done next.</translation>
    </message>
    <message>
        <source>Open the enrolment again: it shows what can be done next.</source>
        <translation>Open the enrolment again: it shows what can be done next.</translation>
    </message>
    <message>
        <source>Open the household its people are in today, and ask for the change there.</source>
        <translation>Open the household its people are in today, and ask for the change there.</translation>
    </message>
    <message>
        <source>Open the household {code} and compare; do not enter the form a second time.</source>
        <translation>Open the household {code} and compare; do not enter the form a second time.</translation>
    </message>
    <message>
        <source>Others wait for a place: {count}.</source>
        <translation>Others wait for a place: {count}.</translation>
    </message>
    <message>
        <source>Parent and child are less than 12 years apart.</source>
        <translation>Parent and child are less than 12 years apart.</translation>
    </message>
    <message>
        <source>Part of the application is missing: {folder}.</source>
        <translation>Part of the application is missing: {folder}.</translation>
    </message>
    <message>
        <source>Places are still free: {count}.</source>
        <translation>Places are still free: {count}.</translation>
    </message>
    <message>
        <source>Plug one in and try again, or choose a picture from a file.</source>
        <translation>Plug one in and try again, or choose a picture from a file.</translation>
    </message>
    <message>
        <source>Possible duplicates are not compared yet: {count}.</source>
        <translation>Possible duplicates are not compared yet: {count}.</translation>
    </message>
    <message>
        <source>Pregnancy does not agree with the sex or the age.</source>
        <translation>Pregnancy does not agree with the sex or the age.</translation>
    </message>
    <message>
        <source>Print it first, then say that it was handed over.</source>
        <translation>Print it first, then say that it was handed over.</translation>
    </message>
    <message>
        <source>Print the decision letter, or enrol them first.</source>
        <translation>Print the decision letter, or enrol them first.</translation>
    </message>
    <message>
        <source>Print the enrolment receipt and hand it over; then start.</source>
        <translation>Print the enrolment receipt and hand it over; then start.</translation>
    </message>
    <message>
        <source>Put it beside the others and give its plain name.</source>
        <translation>Put it beside the others and give its plain name.</translation>
    </message>
    <message>
        <source>Put the rows of one household together; give each person a number of their own.</source>
        <translation>Put the rows of one household together; give each person a number of their own.</translation>
    </message>
    <message>
        <source>Put them on the waiting list too; places are given in its order.</source>
        <translation>Put them on the waiting list too; places are given in its order.</translation>
    </message>
    <message>
        <source>Put them on the waiting list; the list shows when a place is free.</source>
        <translation>Put them on the waiting list; the list shows when a place is free.</translation>
    </message>
    <message>
        <source>Read it again in the citizen&apos;s language, or correct the language chosen.</source>
        <translation>Read it again in the citizen&apos;s language, or correct the language chosen.</translation>
    </message>
    <message>
        <source>Read it from the acknowledgement: it begins with G-.</source>
        <translation>Read it from the acknowledgement: it begins with G-.</translation>
    </message>
    <message>
        <source>Read it from the enrolment’s papers: it begins with E-.</source>
        <translation>Read it from the enrolment’s papers: it begins with E-.</translation>
    </message>
    <message>
        <source>Read it to the person in a language they understand, then say how it was given.</source>
        <translation>Read it to the person in a language they understand, then say how it was given.</translation>
    </message>
    <message>
        <source>Read them the notice and record it, then hand the application in.</source>
        <translation>Read them the notice and record it, then hand the application in.</translation>
    </message>
    <message>
        <source>Record the move first: a whole household can move to another district.</source>
        <translation>Record the move first: a whole household can move to another district.</translation>
    </message>
    <message>
        <source>Record the proof of life first; then resume.</source>
        <translation>Record the proof of life first; then resume.</translation>
    </message>
    <message>
        <source>Redraw it with plain shapes and plain colours. Papers are printed without it meanwhile.</source>
        <translation>Redraw it with plain shapes and plain colours. Papers are printed without it meanwhile.</translation>
    </message>
    <message>
        <source>Report the death first, with its evidence; the exit is then proposed by itself.</source>
        <translation>Report the death first, with its evidence; the exit is then proposed by itself.</translation>
    </message>
    <message>
        <source>Report the death: the household&apos;s head and recipient follow from it.</source>
        <translation>Report the death: the household&apos;s head and recipient follow from it.</translation>
    </message>
    <message>
        <source>Row {row}, {name}: “{given}” is not a number of days.</source>
        <translation>Row {row}, {name}: “{given}” is not a number of days.</translation>
    </message>
    <message>
        <source>Row {row}, {name}: “{given}” is not an amount.</source>
        <translation>Row {row}, {name}: “{given}” is not an amount.</translation>
    </message>
    <message>
        <source>Run the list, have it validated and make it final; then enrol.</source>
        <translation>Run the list, have it validated and make it final; then enrol.</translation>
    </message>
    <message>
        <source>Save it again as UTF-8: accents and African letters are lost otherwise.</source>
        <translation>Save it again as UTF-8: accents and African letters are lost otherwise.</translation>
    </message>
    <message>
        <source>Save it again as plain SVG.</source>
        <translation>Save it again as plain SVG.</translation>
    </message>
    <message>
        <source>Save it without a password first, or choose a picture of the paper.</source>
        <translation>Save it without a password first, or choose a picture of the paper.</translation>
    </message>
    <message>
        <source>Save the list as XLSX, or as CSV with commas, semicolons or tabs between the cells.</source>
        <translation>Save the list as XLSX, or as CSV with commas, semicolons or tabs between the cells.</translation>
    </message>
    <message>
        <source>Save the other pages as a second PDF and add that too.</source>
        <translation>Save the other pages as a second PDF and add that too.</translation>
    </message>
    <message>
        <source>Save the paper as a PDF, and print it where there is a printer.</source>
        <translation>Save the paper as a PDF, and print it where there is a printer.</translation>
    </message>
    <message>
        <source>Say first in which of the two this person lives: end the other membership.</source>
        <translation>Say first in which of the two this person lives: end the other membership.</translation>
    </message>
    <message>
        <source>Say first whether they are one person; then the documents can be confirmed.</source>
        <translation>Say first whether they are one person; then the documents can be confirmed.</translation>
    </message>
    <message>
        <source>Say in a few words what was found out. Nothing was changed.</source>
        <translation>Say in a few words what was found out. Nothing was changed.</translation>
    </message>
    <message>
        <source>Say in a few words why the sex is not known, or choose female or male.</source>
        <translation>Say in a few words why the sex is not known, or choose female or male.</translation>
    </message>
    <message>
        <source>Say in which order the day and the month are written in this column.</source>
        <translation>Say in which order the day and the month are written in this column.</translation>
    </message>
    <message>
        <source>Say it in a few words.</source>
        <translation>Say it in a few words.</translation>
    </message>
    <message>
        <source>Say what H stands for and what M stands for.</source>
        <translation>Say what H stands for and what M stands for.</translation>
    </message>
    <message>
        <source>Say what it stands for beside the columns, or correct it in the list.</source>
        <translation>Say what it stands for beside the columns, or correct it in the list.</translation>
    </message>
    <message>
        <source>Say whether the day or the month comes first.</source>
        <translation>Say whether the day or the month comes first.</translation>
    </message>
    <message>
        <source>Say who you are with --user, or with GUICHET_USER.</source>
        <translation>Say who you are with --user, or with GUICHET_USER.</translation>
    </message>
    <message>
        <source>Say why another copy is needed: lost, damaged, corrected …</source>
        <translation>Say why another copy is needed: lost, damaged, corrected …</translation>
    </message>
    <message>
        <source>Say why you open it. Your name, the time and the reason are written down.</source>
        <translation>Say why you open it. Your name, the time and the reason are written down.</translation>
    </message>
    <message>
        <source>Say why, in a few words: whoever complained may ask.</source>
        <translation>Say why, in a few words: whoever complained may ask.</translation>
    </message>
    <message>
        <source>Say “standing” for the value that stands, or “other”.</source>
        <translation>Say “standing” for the value that stands, or “other”.</translation>
    </message>
    <message>
        <source>Scan at 300 points per inch or less, or choose a smaller picture.</source>
        <translation>Scan at 300 points per inch or less, or choose a smaller picture.</translation>
    </message>
    <message>
        <source>Scan the code of our card or receipt, or search by name.</source>
        <translation>Scan the code of our card or receipt, or search by name.</translation>
    </message>
    <message>
        <source>See that everything can still be read.</source>
        <translation>See that everything can still be read.</translation>
    </message>
    <message>
        <source>See that it is on and has paper, then print again. The PDF is kept.</source>
        <translation>See that it is on and has paper, then print again. The PDF is kept.</translation>
    </message>
    <message>
        <source>Set GUICHET_BACKUP_PASSPHRASE, or ask for a recovery key with --new-key.</source>
        <translation>Set GUICHET_BACKUP_PASSPHRASE, or ask for a recovery key with --new-key.</translation>
    </message>
    <message>
        <source>Set the clock. What you enter is kept, marked as written by a doubtful clock.</source>
        <translation>Set the clock. What you enter is kept, marked as written by a doubtful clock.</translation>
    </message>
    <message>
        <source>Set the date and the time, then synchronise again. Work already done is kept.</source>
        <translation>Set the date and the time, then synchronise again. Work already done is kept.</translation>
    </message>
    <message>
        <source>Set the telephone&apos;s camera to “most compatible”, or save the picture as JPEG first.</source>
        <translation>Set the telephone&apos;s camera to “most compatible”, or save the picture as JPEG first.</translation>
    </message>
    <message>
        <source>Several people use this file.</source>
        <translation>Several people use this file.</translation>
    </message>
    <message>
        <source>Several places of this office are named {name}.</source>
        <translation>Several places of this office are named {name}.</translation>
    </message>
    <message>
        <source>Shorten it; a quotation mark may be missing.</source>
        <translation>Shorten it; a quotation mark may be missing.</translation>
    </message>
    <message>
        <source>Should it be wrong, open it again and settle it anew.</source>
        <translation>Should it be wrong, open it again and settle it anew.</translation>
    </message>
    <message>
        <source>So many forms cannot be made at once.</source>
        <translation>So many forms cannot be made at once.</translation>
    </message>
    <message>
        <source>Somebody else in the register has this number: {code}.</source>
        <translation>Somebody else in the register has this number: {code}.</translation>
    </message>
    <message>
        <source>Somebody else who may decide has to decide on it.</source>
        <translation>Somebody else who may decide has to decide on it.</translation>
    </message>
    <message>
        <source>Somebody from outside the household needs a mandate.</source>
        <translation>Somebody from outside the household needs a mandate.</translation>
    </message>
    <message>
        <source>Somebody has been named to collect for this household.</source>
        <translation>Somebody has been named to collect for this household.</translation>
    </message>
    <message>
        <source>Somebody in the register looks like this person.</source>
        <translation>Somebody in the register looks like this person.</translation>
    </message>
    <message>
        <source>Somebody outside the household collects only with a mandate.</source>
        <translation>Somebody outside the household collects only with a mandate.</translation>
    </message>
    <message>
        <source>Somebody registered looks like this person: {code}.</source>
        <translation>Somebody registered looks like this person: {code}.</translation>
    </message>
    <message>
        <source>Something happened that this version has no words for: {code}.</source>
        <translation>Something happened that this version has no words for: {code}.</translation>
    </message>
    <message>
        <source>Something that belongs to this record has not been sent yet.</source>
        <translation>Something that belongs to this record has not been sent yet.</translation>
    </message>
    <message>
        <source>Something went wrong that nobody foresaw.</source>
        <translation>Something went wrong that nobody foresaw.</translation>
    </message>
    <message>
        <source>Start it on a computer with a screen; every command works without one.</source>
        <translation>Start it on a computer with a screen; every command works without one.</translation>
    </message>
    <message>
        <source>Start the server again: it brings them up to date at each start.</source>
        <translation>Start the server again: it brings them up to date at each start.</translation>
    </message>
    <message>
        <source>Stop it, or choose another port with --port.</source>
        <translation>Stop it, or choose another port with --port.</translation>
    </message>
    <message>
        <source>Synchronise again: a new one is made each time.</source>
        <translation>Synchronise again: a new one is made each time.</translation>
    </message>
    <message>
        <source>Synchronise again: it goes on from where the server is.</source>
        <translation>Synchronise again: it goes on from where the server is.</translation>
    </message>
    <message>
        <source>Synchronise again: it is asked for from its beginning.</source>
        <translation>Synchronise again: it is asked for from its beginning.</translation>
    </message>
    <message>
        <source>Synchronise again: this computer takes the latest one.</source>
        <translation>Synchronise again: this computer takes the latest one.</translation>
    </message>
    <message>
        <source>Synchronise again; if it goes on, tell the regional office.</source>
        <translation>Synchronise again; if it goes on, tell the regional office.</translation>
    </message>
    <message>
        <source>Synchronise as always.</source>
        <translation>Synchronise as always.</translation>
    </message>
    <message>
        <source>Synchronise first, then correct it or set it aside.</source>
        <translation>Synchronise first, then correct it or set it aside.</translation>
    </message>
    <message>
        <source>Synchronise first; it may still be waiting on another computer.</source>
        <translation>Synchronise first; it may still be waiting on another computer.</translation>
    </message>
    <message>
        <source>Synchronise once over a line; from then on it can write to a stick.</source>
        <translation>Synchronise once over a line; from then on it can write to a stick.</translation>
    </message>
    <message>
        <source>Synchronise there, then here.</source>
        <translation>Synchronise there, then here.</translation>
    </message>
    <message>
        <source>Synchronise: the office there then has its record, and can say where it lives.</source>
        <translation>Synchronise: the office there then has its record, and can say where it lives.</translation>
    </message>
    <message>
        <source>Take a new application down if something has changed.</source>
        <translation>Take a new application down if something has changed.</translation>
    </message>
    <message>
        <source>Take a new application down.</source>
        <translation>Take a new application down.</translation>
    </message>
    <message>
        <source>Take at least {length} characters; four words that do not belong together are best.</source>
        <translation>Take at least {length} characters; four words that do not belong together are best.</translation>
    </message>
    <message>
        <source>Take one of the fields that the comparison shows.</source>
        <translation>Take one of the fields that the comparison shows.</translation>
    </message>
    <message>
        <source>Take one that an earlier check of a list has shown, and change what is different.</source>
        <translation>Take one that an earlier check of a list has shown, and change what is different.</translation>
    </message>
    <message>
        <source>Take the code, the name and the telephone away, or do not make it anonymous.</source>
        <translation>Take the code, the name and the telephone away, or do not make it anonymous.</translation>
    </message>
    <message>
        <source>Take the merge back under To decide, Possible duplicates, and then keep what stands.</source>
        <translation>Take the merge back under To decide, Possible duplicates, and then keep what stands.</translation>
    </message>
    <message>
        <source>Take the number from the agenda.</source>
        <translation>Take the number from the agenda.</translation>
    </message>
    <message>
        <source>Take the picture again: nearer, sharp, without glare, the whole code in it.</source>
        <translation>Take the picture again: nearer, sharp, without glare, the whole code in it.</translation>
    </message>
    <message>
        <source>That is more than is owed.</source>
        <translation>That is more than is owed.</translation>
    </message>
    <message>
        <source>The alternate is the same person as the recipient.</source>
        <translation>The alternate is the same person as the recipient.</translation>
    </message>
    <message>
        <source>The amount does not fit the wage and the months.</source>
        <translation>The amount does not fit the wage and the months.</translation>
    </message>
    <message>
        <source>The answer is missing.</source>
        <translation>The answer is missing.</translation>
    </message>
    <message>
        <source>The answers are not one JSON object.</source>
        <translation>The answers are not one JSON object.</translation>
    </message>
    <message>
        <source>The area above, {parent}, is not in the list.</source>
        <translation>The area above, {parent}, is not in the list.</translation>
    </message>
    <message>
        <source>The bundle is not whole: its end is missing ({name}).</source>
        <translation>The bundle is not whole: its end is missing ({name}).</translation>
    </message>
    <message>
        <source>The bundle was damaged or altered on its way ({name}).</source>
        <translation>The bundle was damaged or altered on its way ({name}).</translation>
    </message>
    <message>
        <source>The camera does not give a picture.</source>
        <translation>The camera does not give a picture.</translation>
    </message>
    <message>
        <source>The campaign has no name.</source>
        <translation>The campaign has no name.</translation>
    </message>
    <message>
        <source>The campaign would end before it begins.</source>
        <translation>The campaign would end before it begins.</translation>
    </message>
    <message>
        <source>The campaign {code} is closed.</source>
        <translation>The campaign {code} is closed.</translation>
    </message>
    <message>
        <source>The certificate cannot be read.</source>
        <translation>The certificate cannot be read.</translation>
    </message>
    <message>
        <source>The certificate or its key cannot be read: {file}.</source>
        <translation>The certificate or its key cannot be read: {file}.</translation>
    </message>
    <message>
        <source>The character {character} ({name}) cannot be printed: {field}.</source>
        <translation>The character {character} ({name}) cannot be printed: {field}.</translation>
    </message>
    <message>
        <source>The clock of this computer is wrong by {hours}.</source>
        <translation>The clock of this computer is wrong by {hours}.</translation>
    </message>
    <message>
        <source>The column {column} has H and M, but no F.</source>
        <translation>The column {column} has H and M, but no F.</translation>
    </message>
    <message>
        <source>The column {column} holds numbers where codes are expected.</source>
        <translation>The column {column} holds numbers where codes are expected.</translation>
    </message>
    <message>
        <source>The columns {column} and {other} are given for the same thing.</source>
        <translation>The columns {column} and {other} are given for the same thing.</translation>
    </message>
    <message>
        <source>The complaint is about {name}.</source>
        <translation>The complaint is about {name}.</translation>
    </message>
    <message>
        <source>The copy does not open with this passphrase.</source>
        <translation>The copy does not open with this passphrase.</translation>
    </message>
    <message>
        <source>The copy is not whole: its end is missing.</source>
        <translation>The copy is not whole: its end is missing.</translation>
    </message>
    <message>
        <source>The copy was altered or damaged since it was made.</source>
        <translation>The copy was altered or damaged since it was made.</translation>
    </message>
    <message>
        <source>The copy would not be whole: the database holds changes that could not be read.</source>
        <translation>The copy would not be whole: the database holds changes that could not be read.</translation>
    </message>
    <message>
        <source>The copy {file} could not be written ({reason}).</source>
        <translation>The copy {file} could not be written ({reason}).</translation>
    </message>
    <message>
        <source>The copy {file} is not there, or cannot be read.</source>
        <translation>The copy {file} is not there, or cannot be read.</translation>
    </message>
    <message>
        <source>The data of {count} people need an agreement to be handed over.</source>
        <translation>The data of {count} people need an agreement to be handed over.</translation>
    </message>
    <message>
        <source>The database was made by a newer version of the server.</source>
        <translation>The database was made by a newer version of the server.</translation>
    </message>
    <message>
        <source>The database was not touched. Choose a folder with room, where you may write.</source>
        <translation>The database was not touched. Choose a folder with room, where you may write.</translation>
    </message>
    <message>
        <source>The date of birth is unfinished, or does not fit what is said to be known of it.</source>
        <translation>The date of birth is unfinished, or does not fit what is said to be known of it.</translation>
    </message>
    <message>
        <source>The date of birth lies in the future.</source>
        <translation>The date of birth lies in the future.</translation>
    </message>
    <message>
        <source>The date {given} can be read in two ways.</source>
        <translation>The date {given} can be read in two ways.</translation>
    </message>
    <message>
        <source>The day of birth of a newborn is known at least to the year.</source>
        <translation>The day of birth of a newborn is known at least to the year.</translation>
    </message>
    <message>
        <source>The day of death is before the day of birth.</source>
        <translation>The day of death is before the day of birth.</translation>
    </message>
    <message>
        <source>The day of filing is still to come.</source>
        <translation>The day of filing is still to come.</translation>
    </message>
    <message>
        <source>The day of payment is still to come.</source>
        <translation>The day of payment is still to come.</translation>
    </message>
    <message>
        <source>The day of registration is still to come.</source>
        <translation>The day of registration is still to come.</translation>
    </message>
    <message>
        <source>The days do not fit.</source>
        <translation>The days do not fit.</translation>
    </message>
    <message>
        <source>The days of the visit do not fit.</source>
        <translation>The days of the visit do not fit.</translation>
    </message>
    <message>
        <source>The days of this enrolment are not in their order.</source>
        <translation>The days of this enrolment are not in their order.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>The disk is full.</translation>
    </message>
    <message>
        <source>The employer has no name.</source>
        <translation>The employer has no name.</translation>
    </message>
    <message>
        <source>The end of the file is missing.</source>
        <translation>The end of the file is missing.</translation>
    </message>
    <message>
        <source>The end of the membership has no reason.</source>
        <translation>The end of the membership has no reason.</translation>
    </message>
    <message>
        <source>The estimated age is incomplete.</source>
        <translation>The estimated age is incomplete.</translation>
    </message>
    <message>
        <source>The export was stopped.</source>
        <translation>The export was stopped.</translation>
    </message>
    <message>
        <source>The field {field} cannot be corrected here.</source>
        <translation>The field {field} cannot be corrected here.</translation>
    </message>
    <message>
        <source>The field {field} points at another record and cannot be typed.</source>
        <translation>The field {field} points at another record and cannot be typed.</translation>
    </message>
    <message>
        <source>The file cannot be opened: {name}.</source>
        <translation>The file cannot be opened: {name}.</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>The file cannot be read.</translation>
    </message>
    <message>
        <source>The file could not be written.</source>
        <translation>The file could not be written.</translation>
    </message>
    <message>
        <source>The file is already open in another window.</source>
        <translation>The file is already open in another window.</translation>
    </message>
    <message>
        <source>The file is busy with other work.</source>
        <translation>The file is busy with other work.</translation>
    </message>
    <message>
        <source>The file is damaged.</source>
        <translation>The file is damaged.</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>The file is empty.</translation>
    </message>
    <message>
        <source>The file is not in UTF-8: it was read as {encoding}.</source>
        <translation>The file is not in UTF-8: it was read as {encoding}.</translation>
    </message>
    <message>
        <source>The file is not there.</source>
        <translation>The file is not there.</translation>
    </message>
    <message>
        <source>The file is not valid YAML from this line on.</source>
        <translation>The file is not valid YAML from this line on.</translation>
    </message>
    <message>
        <source>The file is not written in UTF-8.</source>
        <translation>The file is not written in UTF-8.</translation>
    </message>
    <message>
        <source>The file lies outside the programme&apos;s folder.</source>
        <translation>The file lies outside the programme&apos;s folder.</translation>
    </message>
    <message>
        <source>The file was made by a newer version.</source>
        <translation>The file was made by a newer version.</translation>
    </message>
    <message>
        <source>The file {name} does not say what columns mean.</source>
        <translation>The file {name} does not say what columns mean.</translation>
    </message>
    <message>
        <source>The first age is above the last: from {first} to {last}.</source>
        <translation>The first age is above the last: from {first} to {last}.</translation>
    </message>
    <message>
        <source>The first day of work is still to come.</source>
        <translation>The first day of work is still to come.</translation>
    </message>
    <message>
        <source>The folder {name} already holds something else.</source>
        <translation>The folder {name} already holds something else.</translation>
    </message>
    <message>
        <source>The form&apos;s code has a typing mistake: its last character does not fit.</source>
        <translation>The form&apos;s code has a typing mistake: its last character does not fit.</translation>
    </message>
    <message>
        <source>The head of household cannot be among those who go.</source>
        <translation>The head of household cannot be among those who go.</translation>
    </message>
    <message>
        <source>The head of household goes, and nobody has been named to follow.</source>
        <translation>The head of household goes, and nobody has been named to follow.</translation>
    </message>
    <message>
        <source>The head of household is under 15.</source>
        <translation>The head of household is under 15.</translation>
    </message>
    <message>
        <source>The head of household stays, so nobody has to follow.</source>
        <translation>The head of household stays, so nobody has to follow.</translation>
    </message>
    <message>
        <source>The head of the new household is not among those who go.</source>
        <translation>The head of the new household is not among those who go.</translation>
    </message>
    <message>
        <source>The household has changed since: the request no longer fits.</source>
        <translation>The household has changed since: the request no longer fits.</translation>
    </message>
    <message>
        <source>The household has more than one head.</source>
        <translation>The household has more than one head.</translation>
    </message>
    <message>
        <source>The household has no head.</source>
        <translation>The household has no head.</translation>
    </message>
    <message>
        <source>The household has no members.</source>
        <translation>The household has no members.</translation>
    </message>
    <message>
        <source>The household of this row was registered before, without this person.</source>
        <translation>The household of this row was registered before, without this person.</translation>
    </message>
    <message>
        <source>The institution is missing.</source>
        <translation>The institution is missing.</translation>
    </message>
    <message>
        <source>The key file that belongs beside this file is damaged.</source>
        <translation>The key file that belongs beside this file is damaged.</translation>
    </message>
    <message>
        <source>The key file that belongs beside this file is missing.</source>
        <translation>The key file that belongs beside this file is missing.</translation>
    </message>
    <message>
        <source>The laptop joins again with a new code from you; its work is safe on it.</source>
        <translation>The laptop joins again with a new code from you; its work is safe on it.</translation>
    </message>
    <message>
        <source>The laptop that wrote this bundle is no longer allowed to synchronise.</source>
        <translation>The laptop that wrote this bundle is no longer allowed to synchronise.</translation>
    </message>
    <message>
        <source>The last day is not before the first, and not after today.</source>
        <translation>The last day is not before the first, and not after today.</translation>
    </message>
    <message>
        <source>The last day of work does not fit.</source>
        <translation>The last day of work does not fit.</translation>
    </message>
    <message>
        <source>The last month lies before the first.</source>
        <translation>The last month lies before the first.</translation>
    </message>
    <message>
        <source>The law has not set this rate yet.</source>
        <translation>The law has not set this rate yet.</translation>
    </message>
    <message>
        <source>The legal basis is missing.</source>
        <translation>The legal basis is missing.</translation>
    </message>
    <message>
        <source>The line counts for the employer. Register the person, then replace the statement, so that the month counts for them.</source>
        <translation>The line counts for the employer. Register the person, then replace the statement, so that the month counts for them.</translation>
    </message>
    <message>
        <source>The line is too slow: the server stopped waiting.</source>
        <translation>The line is too slow: the server stopped waiting.</translation>
    </message>
    <message>
        <source>The line was cut.</source>
        <translation>The line was cut.</translation>
    </message>
    <message>
        <source>The list has more than {most} rows.</source>
        <translation>The list has more than {most} rows.</translation>
    </message>
    <message>
        <source>The list has no column {column}.</source>
        <translation>The list has no column {column}.</translation>
    </message>
    <message>
        <source>The list has {count} columns.</source>
        <translation>The list has {count} columns.</translation>
    </message>
    <message>
        <source>The list of merges of the last 90 days shows the numbers.</source>
        <translation>The list of merges of the last 90 days shows the numbers.</translation>
    </message>
    <message>
        <source>The list of possible duplicates shows the numbers; it may have been settled.</source>
        <translation>The list of possible duplicates shows the numbers; it may have been settled.</translation>
    </message>
    <message>
        <source>The logo is not an SVG drawing with a viewBox.</source>
        <translation>The logo is not an SVG drawing with a viewBox.</translation>
    </message>
    <message>
        <source>The logo is too large or holds more than plain shapes.</source>
        <translation>The logo is too large or holds more than plain shapes.</translation>
    </message>
    <message>
        <source>The membership ends before it begins.</source>
        <translation>The membership ends before it begins.</translation>
    </message>
    <message>
        <source>The month {month} has not begun.</source>
        <translation>The month {month} has not begun.</translation>
    </message>
    <message>
        <source>The mother chosen is registered as a man.</source>
        <translation>The mother chosen is registered as a man.</translation>
    </message>
    <message>
        <source>The name is missing.</source>
        <translation>The name is missing.</translation>
    </message>
    <message>
        <source>The name {name} already stands on line {first_line}.</source>
        <translation>The name {name} already stands on line {first_line}.</translation>
    </message>
    <message>
        <source>The name {name} does not say which kind of file to write.</source>
        <translation>The name {name} does not say which kind of file to write.</translation>
    </message>
    <message>
        <source>The note is empty.</source>
        <translation>The note is empty.</translation>
    </message>
    <message>
        <source>The notice does not name the {blank}.</source>
        <translation>The notice does not name the {blank}.</translation>
    </message>
    <message>
        <source>The notice has a blank that nothing fills: {given}.</source>
        <translation>The notice has a blank that nothing fills: {given}.</translation>
    </message>
    <message>
        <source>The number of insurance {number} belongs to somebody else: {code}.</source>
        <translation>The number of insurance {number} belongs to somebody else: {code}.</translation>
    </message>
    <message>
        <source>The number {key} was used further up already.</source>
        <translation>The number {key} was used further up already.</translation>
    </message>
    <message>
        <source>The office of that district has its record now.</source>
        <translation>The office of that district has its record now.</translation>
    </message>
    <message>
        <source>The office there moves the household back.</source>
        <translation>The office there moves the household back.</translation>
    </message>
    <message>
        <source>The office {office} watches over no other office.</source>
        <translation>The office {office} watches over no other office.</translation>
    </message>
    <message>
        <source>The paper could not be printed.</source>
        <translation>The paper could not be printed.</translation>
    </message>
    <message>
        <source>The passphrase is too short to protect a copy of everything.</source>
        <translation>The passphrase is too short to protect a copy of everything.</translation>
    </message>
    <message>
        <source>The password is missing.</source>
        <translation>The password is missing.</translation>
    </message>
    <message>
        <source>The pattern {given} is not a regular expression.</source>
        <translation>The pattern {given} is not a regular expression.</translation>
    </message>
    <message>
        <source>The period&apos;s days do not fit.</source>
        <translation>The period&apos;s days do not fit.</translation>
    </message>
    <message>
        <source>The person answering is under 18 and no parent or guardian is named.</source>
        <translation>The person answering is under 18 and no parent or guardian is named.</translation>
    </message>
    <message>
        <source>The person belongs to this household under neither code.</source>
        <translation>The person belongs to this household under neither code.</translation>
    </message>
    <message>
        <source>The person is already in the scheme {scheme}, or waits for it.</source>
        <translation>The person is already in the scheme {scheme}, or waits for it.</translation>
    </message>
    <message>
        <source>The person would be over 105 years old.</source>
        <translation>The person would be over 105 years old.</translation>
    </message>
    <message>
        <source>The quotation marks of this row are not in pairs.</source>
        <translation>The quotation marks of this row are not in pairs.</translation>
    </message>
    <message>
        <source>The reason is missing.</source>
        <translation>The reason is missing.</translation>
    </message>
    <message>
        <source>The record stays here, where somebody cares for it. Choose a place of a district with an office.</source>
        <translation>The record stays here, where somebody cares for it. Choose a place of a district with an office.</translation>
    </message>
    <message>
        <source>The records have gone. Pictures and scans wait until the server has been updated.</source>
        <translation>The records have gone. Pictures and scans wait until the server has been updated.</translation>
    </message>
    <message>
        <source>The register does not know of a death.</source>
        <translation>The register does not know of a death.</translation>
    </message>
    <message>
        <source>The row has no household number.</source>
        <translation>The row has no household number.</translation>
    </message>
    <message>
        <source>The row has {cells} cells under {headings} headings.</source>
        <translation>The row has {cells} cells under {headings} headings.</translation>
    </message>
    <message>
        <source>The same worker stands on line {line} already.</source>
        <translation>The same worker stands on line {line} already.</translation>
    </message>
    <message>
        <source>The scheme is still being prepared, or has been closed. Choose another.</source>
        <translation>The scheme is still being prepared, or has been closed. Choose another.</translation>
    </message>
    <message>
        <source>The server already keeps as much of this laptop as it may.</source>
        <translation>The server already keeps as much of this laptop as it may.</translation>
    </message>
    <message>
        <source>The server could not read what this computer sent.</source>
        <translation>The server could not read what this computer sent.</translation>
    </message>
    <message>
        <source>The server does not know the laptop that wrote this bundle.</source>
        <translation>The server does not know the laptop that wrote this bundle.</translation>
    </message>
    <message>
        <source>The server failed at this change, and left it out.</source>
        <translation>The server failed at this change, and left it out.</translation>
    </message>
    <message>
        <source>The server has another part of this photo than this computer thought.</source>
        <translation>The server has another part of this photo than this computer thought.</translation>
    </message>
    <message>
        <source>The server knows no device of that name.</source>
        <translation>The server knows no device of that name.</translation>
    </message>
    <message>
        <source>The server must be updated: it does not understand this application yet.</source>
        <translation>The server must be updated: it does not understand this application yet.</translation>
    </message>
    <message>
        <source>The server no longer has this copy of the district.</source>
        <translation>The server no longer has this copy of the district.</translation>
    </message>
    <message>
        <source>The server takes sealed work only from computers that it has shut out.</source>
        <translation>The server takes sealed work only from computers that it has shut out.</translation>
    </message>
    <message>
        <source>The spreadsheet has rounded this number: {given}.</source>
        <translation>The spreadsheet has rounded this number: {given}.</translation>
    </message>
    <message>
        <source>The statement names nobody.</source>
        <translation>The statement names nobody.</translation>
    </message>
    <message>
        <source>The statement {code} was replaced by a later one.</source>
        <translation>The statement {code} was replaced by a later one.</translation>
    </message>
    <message>
        <source>The step before was on {date}.</source>
        <translation>The step before was on {date}.</translation>
    </message>
    <message>
        <source>The stick or folder is no longer there.</source>
        <translation>The stick or folder is no longer there.</translation>
    </message>
    <message>
        <source>The tables of the server&apos;s database are at step {tables}, not at {newest}.</source>
        <translation>The tables of the server&apos;s database are at step {tables}, not at {newest}.</translation>
    </message>
    <message>
        <source>The text in this file is not in columns.</source>
        <translation>The text in this file is not in columns.</translation>
    </message>
    <message>
        <source>The time to appeal was {days} days from {date}.</source>
        <translation>The time to appeal was {days} days from {date}.</translation>
    </message>
    <message>
        <source>The work stays safe on the laptop. Tell whoever looks after the server.</source>
        <translation>The work stays safe on the laptop. Tell whoever looks after the server.</translation>
    </message>
    <message>
        <source>The workbook has no sheet named {given}.</source>
        <translation>The workbook has no sheet named {given}.</translation>
    </message>
    <message>
        <source>The workbook has {count} sheets; {name} was read.</source>
        <translation>The workbook has {count} sheets; {name} was read.</translation>
    </message>
    <message>
        <source>The workbook is damaged or not a real workbook.</source>
        <translation>The workbook is damaged or not a real workbook.</translation>
    </message>
    <message>
        <source>There is a server in this database already.</source>
        <translation>There is a server in this database already.</translation>
    </message>
    <message>
        <source>There is already a file {file}.</source>
        <translation>There is already a file {file}.</translation>
    </message>
    <message>
        <source>There is more on this computer than one sealed file holds.</source>
        <translation>There is more on this computer than one sealed file holds.</translation>
    </message>
    <message>
        <source>There is no amount.</source>
        <translation>There is no amount.</translation>
    </message>
    <message>
        <source>There is no answer for this laptop in “{folder}”.</source>
        <translation>There is no answer for this laptop in “{folder}”.</translation>
    </message>
    <message>
        <source>There is no appointment of the number {number}.</source>
        <translation>There is no appointment of the number {number}.</translation>
    </message>
    <message>
        <source>There is no bundle in “{folder}”.</source>
        <translation>There is no bundle in “{folder}”.</translation>
    </message>
    <message>
        <source>There is no column called {given}.</source>
        <translation>There is no column called {given}.</translation>
    </message>
    <message>
        <source>There is no complaint of the number {code} here.</source>
        <translation>There is no complaint of the number {code} here.</translation>
    </message>
    <message>
        <source>There is no conflict {number}.</source>
        <translation>There is no conflict {number}.</translation>
    </message>
    <message>
        <source>There is no employer with the code {code}.</source>
        <translation>There is no employer with the code {code}.</translation>
    </message>
    <message>
        <source>There is no enrolment of the number {code} here.</source>
        <translation>There is no enrolment of the number {code} here.</translation>
    </message>
    <message>
        <source>There is no field called {given}.</source>
        <translation>There is no field called {given}.</translation>
    </message>
    <message>
        <source>There is no list in this file.</source>
        <translation>There is no list in this file.</translation>
    </message>
    <message>
        <source>There is no merge with this number.</source>
        <translation>There is no merge with this number.</translation>
    </message>
    <message>
        <source>There is no pair of look-alikes with this number.</source>
        <translation>There is no pair of look-alikes with this number.</translation>
    </message>
    <message>
        <source>There is no payment with the number {number} that could be corrected.</source>
        <translation>There is no payment with the number {number} that could be corrected.</translation>
    </message>
    <message>
        <source>There is no proof of life since the suspension.</source>
        <translation>There is no proof of life since the suspension.</translation>
    </message>
    <message>
        <source>There is no room left on the server for this.</source>
        <translation>There is no room left on the server for this.</translation>
    </message>
    <message>
        <source>There is no scheme with the code {code}.</source>
        <translation>There is no scheme with the code {code}.</translation>
    </message>
    <message>
        <source>There is no statement with the code {code}.</source>
        <translation>There is no statement with the code {code}.</translation>
    </message>
    <message>
        <source>There is no such day: {given}.</source>
        <translation>There is no such day: {given}.</translation>
    </message>
    <message>
        <source>There is no such request in this file.</source>
        <translation>There is no such request in this file.</translation>
    </message>
    <message>
        <source>There is not enough room on the stick.</source>
        <translation>There is not enough room on the stick.</translation>
    </message>
    <message>
        <source>There is nothing more behind what this computer asked for.</source>
        <translation>There is nothing more behind what this computer asked for.</translation>
    </message>
    <message>
        <source>There is nothing to take back: the request is “{state}”.</source>
        <translation>There is nothing to take back: the request is “{state}”.</translation>
    </message>
    <message>
        <source>They are not enrolled, so there is no enrolment receipt.</source>
        <translation>They are not enrolled, so there is no enrolment receipt.</translation>
    </message>
    <message>
        <source>They can apply again, with what has changed since.</source>
        <translation>They can apply again, with what has changed since.</translation>
    </message>
    <message>
        <source>This bundle is meant for somebody else (office {office}, laptop {laptop}).</source>
        <translation>This bundle is meant for somebody else (office {office}, laptop {laptop}).</translation>
    </message>
    <message>
        <source>This bundle was written by a newer version.</source>
        <translation>This bundle was written by a newer version.</translation>
    </message>
    <message>
        <source>This bundle was written by a version that is too old.</source>
        <translation>This bundle was written by a version that is too old.</translation>
    </message>
    <message>
        <source>This cannot be said of the one chosen: {field}.</source>
        <translation>This cannot be said of the one chosen: {field}.</translation>
    </message>
    <message>
        <source>This change needs a proof.</source>
        <translation>This change needs a proof.</translation>
    </message>
    <message>
        <source>This change needs a record that the server refused as well.</source>
        <translation>This change needs a record that the server refused as well.</translation>
    </message>
    <message>
        <source>This change points at a record of the wrong kind.</source>
        <translation>This change points at a record of the wrong kind.</translation>
    </message>
    <message>
        <source>This child was born more than three years ago.</source>
        <translation>This child was born more than three years ago.</translation>
    </message>
    <message>
        <source>This complaint is about you.</source>
        <translation>This complaint is about you.</translation>
    </message>
    <message>
        <source>This computer is no longer allowed to work with the register.</source>
        <translation>This computer is no longer allowed to work with the register.</translation>
    </message>
    <message>
        <source>This conflict is not about the field {field}.</source>
        <translation>This conflict is not about the field {field}.</translation>
    </message>
    <message>
        <source>This conflict was settled already, by {name}.</source>
        <translation>This conflict was settled already, by {name}.</translation>
    </message>
    <message>
        <source>This copy was made by a newer version of the server.</source>
        <translation>This copy was made by a newer version of the server.</translation>
    </message>
    <message>
        <source>This day has not come yet.</source>
        <translation>This day has not come yet.</translation>
    </message>
    <message>
        <source>This day is over.</source>
        <translation>This day is over.</translation>
    </message>
    <message>
        <source>This enrolment has not ended.</source>
        <translation>This enrolment has not ended.</translation>
    </message>
    <message>
        <source>This enrolment is over.</source>
        <translation>This enrolment is over.</translation>
    </message>
    <message>
        <source>This file does not know yet to whom bundles are sealed.</source>
        <translation>This file does not know yet to whom bundles are sealed.</translation>
    </message>
    <message>
        <source>This file is no copy of a Guichet server.</source>
        <translation>This file is no copy of a Guichet server.</translation>
    </message>
    <message>
        <source>This file is not a list but of another kind: {kind}.</source>
        <translation>This file is not a list but of another kind: {kind}.</translation>
    </message>
    <message>
        <source>This file was closed on {date}, by order of the regional office.</source>
        <translation>This file was closed on {date}, by order of the regional office.</translation>
    </message>
    <message>
        <source>This household is already moving to another district: {name}.</source>
        <translation>This household is already moving to another district: {name}.</translation>
    </message>
    <message>
        <source>This household is closed or was merged into another.</source>
        <translation>This household is closed or was merged into another.</translation>
    </message>
    <message>
        <source>This is before the person came into the household, on {date}.</source>
        <translation>This is before the person came into the household, on {date}.</translation>
    </message>
    <message>
        <source>This is in another district than the household&apos;s record.</source>
        <translation>This is in another district than the household&apos;s record.</translation>
    </message>
    <message>
        <source>This is no name for a device.</source>
        <translation>This is no name for a device.</translation>
    </message>
    <message>
        <source>This is the last member of the household.</source>
        <translation>This is the last member of the household.</translation>
    </message>
    <message>
        <source>This laptop has been given a new name too often today.</source>
        <translation>This laptop has been given a new name too often today.</translation>
    </message>
    <message>
        <source>This merge could be taken back until {date}.</source>
        <translation>This merge could be taken back until {date}.</translation>
    </message>
    <message>
        <source>This merge was taken back already.</source>
        <translation>This merge was taken back already.</translation>
    </message>
    <message>
        <source>This officer gave the answer that is appealed against.</source>
        <translation>This officer gave the answer that is appealed against.</translation>
    </message>
    <message>
        <source>This person has no period with the number {number}.</source>
        <translation>This person has no period with the number {number}.</translation>
    </message>
    <message>
        <source>This person is the head of household already.</source>
        <translation>This person is the head of household already.</translation>
    </message>
    <message>
        <source>This person works there already, since {date}.</source>
        <translation>This person works there already, since {date}.</translation>
    </message>
    <message>
        <source>This person’s death is recorded.</source>
        <translation>This person’s death is recorded.</translation>
    </message>
    <message>
        <source>This request has been decided already ({state}).</source>
        <translation>This request has been decided already ({state}).</translation>
    </message>
    <message>
        <source>This step cannot be taken from where the complaint stands.</source>
        <translation>This step cannot be taken from where the complaint stands.</translation>
    </message>
    <message>
        <source>This step cannot be taken from where the enrolment stands.</source>
        <translation>This step cannot be taken from where the enrolment stands.</translation>
    </message>
    <message>
        <source>This unfinished registration is not here any more.</source>
        <translation>This unfinished registration is not here any more.</translation>
    </message>
    <message>
        <source>This was not written by you at this file.</source>
        <translation>This was not written by you at this file.</translation>
    </message>
    <message>
        <source>This was written on {date}: it can be taken back on the same day only.</source>
        <translation>This was written on {date}: it can be taken back on the same day only.</translation>
    </message>
    <message>
        <source>Two rates of {scheme} hold on the same day: those valid from {first} and from {second}.</source>
        <translation>Two rates of {scheme} hold on the same day: those valid from {first} and from {second}.</translation>
    </message>
    <message>
        <source>Type it when asked, or set {variable}.</source>
        <translation>Type it when asked, or set {variable}.</translation>
    </message>
    <message>
        <source>Unpacked, this workbook would take {megabytes} megabytes.</source>
        <translation>Unpacked, this workbook would take {megabytes} megabytes.</translation>
    </message>
    <message>
        <source>What is to be done is missing.</source>
        <translation>What is to be done is missing.</translation>
    </message>
    <message>
        <source>What it had not sent could not be handed over yet ({reason}), and nothing was destroyed. Call the regional office, and synchronise again.</source>
        <translation>What it had not sent could not be handed over yet ({reason}), and nothing was destroyed. Call the regional office, and synchronise again.</translation>
    </message>
    <message>
        <source>What it had not sent was sealed and handed over first. Ask the regional office; this computer can begin again with a new file and a new code.</source>
        <translation>What it had not sent was sealed and handed over first. Ask the regional office; this computer can begin again with a new file and a new code.</translation>
    </message>
    <message>
        <source>What it had not sent was sealed and is with the server: {changes} changes, {photos} pictures and scans. The keys of this file are destroyed: once closed it cannot be opened again. Call the regional office.</source>
        <translation>What it had not sent was sealed and is with the server: {changes} changes, {photos} pictures and scans. The keys of this file are destroyed: once closed it cannot be opened again. Call the regional office.</translation>
    </message>
    <message>
        <source>What the complaint says is missing.</source>
        <translation>What the complaint says is missing.</translation>
    </message>
    <message>
        <source>When you file, this is put down from the first day of the month.</source>
        <translation>When you file, this is put down from the first day of the month.</translation>
    </message>
    <message>
        <source>Which value is right has not been said for every field.</source>
        <translation>Which value is right has not been said for every field.</translation>
    </message>
    <message>
        <source>Who collects has not been said.</source>
        <translation>Who collects has not been said.</translation>
    </message>
    <message>
        <source>Whoever goes cannot lead the household.</source>
        <translation>Whoever goes cannot lead the household.</translation>
    </message>
    <message>
        <source>Why the change is set aside has not been said.</source>
        <translation>Why the change is set aside has not been said.</translation>
    </message>
    <message>
        <source>Why the merge is taken back has not been said.</source>
        <translation>Why the merge is taken back has not been said.</translation>
    </message>
    <message>
        <source>Why this file is kept confidential, or no longer, has not been said.</source>
        <translation>Why this file is kept confidential, or no longer, has not been said.</translation>
    </message>
    <message>
        <source>With this change the record would be too large to be sent to anybody.</source>
        <translation>With this change the record would be too large to be sent to anybody.</translation>
    </message>
    <message>
        <source>Write 0 to {most} days.</source>
        <translation>Write 0 to {most} days.</translation>
    </message>
    <message>
        <source>Write a day up to today.</source>
        <translation>Write a day up to today.</translation>
    </message>
    <message>
        <source>Write a few words about what was found.</source>
        <translation>Write a few words about what was found.</translation>
    </message>
    <message>
        <source>Write a few words: whoever looks later reads them.</source>
        <translation>Write a few words: whoever looks later reads them.</translation>
    </message>
    <message>
        <source>Write a quotation mark inside a cell twice, or take it away.</source>
        <translation>Write a quotation mark inside a cell twice, or take it away.</translation>
    </message>
    <message>
        <source>Write figures only, with no more decimals than the currency has.</source>
        <translation>Write figures only, with no more decimals than the currency has.</translation>
    </message>
    <message>
        <source>Write in a few words why, so that whoever asked understands it.</source>
        <translation>Write in a few words why, so that whoever asked understands it.</translation>
    </message>
    <message>
        <source>Write it again, and save the file as XLSX or as CSV in UTF-8.</source>
        <translation>Write it again, and save the file as XLSX or as CSV in UTF-8.</translation>
    </message>
    <message>
        <source>Write it as 09:30.</source>
        <translation>Write it as 09:30.</translation>
    </message>
    <message>
        <source>Write it as field=value, for example --set village=Taru.</source>
        <translation>Write it as field=value, for example --set village=Taru.</translation>
    </message>
    <message>
        <source>Write it down in the person’s own words.</source>
        <translation>Write it down in the person’s own words.</translation>
    </message>
    <message>
        <source>Write it in a few words; it is kept with your name and the time.</source>
        <translation>Write it in a few words; it is kept with your name and the time.</translation>
    </message>
    <message>
        <source>Write it in a sentence: it is kept, and the person may ask for it.</source>
        <translation>Write it in a sentence: it is kept, and the person may ask for it.</translation>
    </message>
    <message>
        <source>Write its two letters, for example SN.</source>
        <translation>Write its two letters, for example SN.</translation>
    </message>
    <message>
        <source>Write one of these: {expected}.</source>
        <translation>Write one of these: {expected}.</translation>
    </message>
    <message>
        <source>Write the code of the person, from the card or the receipt.</source>
        <translation>Write the code of the person, from the card or the receipt.</translation>
    </message>
    <message>
        <source>Write the date, the month or the year of birth.</source>
        <translation>Write the date, the month or the year of birth.</translation>
    </message>
    <message>
        <source>Write the day on which the employer was registered.</source>
        <translation>Write the day on which the employer was registered.</translation>
    </message>
    <message>
        <source>Write the day on which the money was received.</source>
        <translation>Write the day on which the money was received.</translation>
    </message>
    <message>
        <source>Write the money down on the later one.</source>
        <translation>Write the money down on the later one.</translation>
    </message>
    <message>
        <source>Write the name as it stands on its registration.</source>
        <translation>Write the name as it stands on its registration.</translation>
    </message>
    <message>
        <source>Write the name of the institution: it is kept with the export.</source>
        <translation>Write the name of the institution: it is kept with the export.</translation>
    </message>
    <message>
        <source>Write the number of the household this person belongs to.</source>
        <translation>Write the number of the household this person belongs to.</translation>
    </message>
    <message>
        <source>Write the place’s code instead of its name.</source>
        <translation>Write the place’s code instead of its name.</translation>
    </message>
    <message>
        <source>Write the reference of the agreement, or export at most {most} people.</source>
        <translation>Write the reference of the agreement, or export at most {most} people.</translation>
    </message>
    <message>
        <source>Write the wage in figures, without the currency.</source>
        <translation>Write the wage in figures, without the currency.</translation>
    </message>
    <message>
        <source>Write the worker&apos;s name as the employer wrote it.</source>
        <translation>Write the worker&apos;s name as the employer wrote it.</translation>
    </message>
    <message>
        <source>Write the year and the month, for example 2018-01.</source>
        <translation>Write the year and the month, for example 2018-01.</translation>
    </message>
    <message>
        <source>Write what paper gives it: a power of attorney, a guardian’s act …</source>
        <translation>Write what paper gives it: a power of attorney, a guardian’s act …</translation>
    </message>
    <message>
        <source>Write what the person will be told.</source>
        <translation>Write what the person will be told.</translation>
    </message>
    <message>
        <source>Write what was earned in the month; for a correction file the statement anew.</source>
        <translation>Write what was earned in the month; for a correction file the statement anew.</translation>
    </message>
    <message>
        <source>Write what was received.</source>
        <translation>Write what was received.</translation>
    </message>
    <message>
        <source>Write what you saw, heard or agreed.</source>
        <translation>Write what you saw, heard or agreed.</translation>
    </message>
    <message>
        <source>Write which paper allows it: its number and its date.</source>
        <translation>Write which paper allows it: its number and its date.</translation>
    </message>
    <message>
        <source>Write which paper was seen: a certificate, its number and its date.</source>
        <translation>Write which paper was seen: a certificate, its number and its date.</translation>
    </message>
    <message>
        <source>Write which paper you have seen and its number, or attach a scan of it.</source>
        <translation>Write which paper you have seen and its number, or attach a scan of it.</translation>
    </message>
    <message>
        <source>Write who insured the person at that time.</source>
        <translation>Write who insured the person at that time.</translation>
    </message>
    <message>
        <source>Write whole days, or leave the cell empty.</source>
        <translation>Write whole days, or leave the cell empty.</translation>
    </message>
    <message>
        <source>You asked for this yourself, so somebody else has to agree.</source>
        <translation>You asked for this yourself, so somebody else has to agree.</translation>
    </message>
    <message>
        <source>You took the decision that is appealed against.</source>
        <translation>You took the decision that is appealed against.</translation>
    </message>
    <message>
        <source>You took this application down yourself.</source>
        <translation>You took this application down yourself.</translation>
    </message>
    <message>
        <source>Your role exports figures, not names.</source>
        <translation>Your role exports figures, not names.</translation>
    </message>
    <message>
        <source>Your work is safe here. Synchronise tomorrow; if it goes on, tell the regional office.</source>
        <translation>Your work is safe here. Synchronise tomorrow; if it goes on, tell the regional office.</translation>
    </message>
    <message>
        <source>Your work is safe here. Tell whoever looks after the server, then try again.</source>
        <translation>Your work is safe here. Tell whoever looks after the server, then try again.</translation>
    </message>
    <message>
        <source>Zeros at the beginning of a code may be lost. Ask for the list with that column as text.</source>
        <translation>Zeros at the beginning of a code may be lost. Ask for the list with that column as text.</translation>
    </message>
    <message>
        <source>{code} belongs to another district now.</source>
        <translation>{code} belongs to another district now.</translation>
    </message>
    <message>
        <source>{code} cannot collect: no living member of this household has that code.</source>
        <translation>{code} cannot collect: no living member of this household has that code.</translation>
    </message>
    <message>
        <source>{code} has moved to another district: {name}.</source>
        <translation>{code} has moved to another district: {name}.</translation>
    </message>
    <message>
        <source>{code} is in this household already.</source>
        <translation>{code} is in this household already.</translation>
    </message>
    <message>
        <source>{code} is named twice.</source>
        <translation>{code} is named twice.</translation>
    </message>
    <message>
        <source>{code} is not a member of this household today.</source>
        <translation>{code} is not a member of this household today.</translation>
    </message>
    <message>
        <source>{code} is not in this household today.</source>
        <translation>{code} is not in this household today.</translation>
    </message>
    <message>
        <source>{code} would belong to two households: {household} and {other}.</source>
        <translation>{code} would belong to two households: {household} and {other}.</translation>
    </message>
    <message>
        <source>{code}: {field} has been changed since.</source>
        <translation>{code}: {field} has been changed since.</translation>
    </message>
    <message>
        <source>{code}: {field} has changed since this was asked for, from {was} to {now}.</source>
        <translation>{code}: {field} has changed since this was asked for, from {was} to {now}.</translation>
    </message>
    <message>
        <source>{count} cells hold formulas, the first of them {cell}.</source>
        <translation>{count} cells hold formulas, the first of them {cell}.</translation>
    </message>
    <message>
        <source>{count} groups of cells are merged.</source>
        <translation>{count} groups of cells are merged.</translation>
    </message>
    <message>
        <source>{name} also lives in a household that stays in this district: {code}.</source>
        <translation>{name} also lives in a household that stays in this district: {code}.</translation>
    </message>
    <message>
        <source>{name} is closed.</source>
        <translation>{name} is closed.</translation>
    </message>
    <message>
        <source>{name} is not known here by code or number.</source>
        <translation>{name} is not known here by code or number.</translation>
    </message>
    <message>
        <source>{name} is under {age}.</source>
        <translation>{name} is under {age}.</translation>
    </message>
    <message>
        <source>{name} may not answer this complaint.</source>
        <translation>{name} may not answer this complaint.</translation>
    </message>
    <message>
        <source>{name} was not down as working there.</source>
        <translation>{name} was not down as working there.</translation>
    </message>
    <message>
        <source>{scheme} does not ask for this document: {text}.</source>
        <translation>{scheme} does not ask for this document: {text}.</translation>
    </message>
    <message>
        <source>{scheme} enrols from a final list only, and they are on none.</source>
        <translation>{scheme} enrols from a final list only, and they are on none.</translation>
    </message>
    <message>
        <source>{scheme} enrols single persons: nobody is named.</source>
        <translation>{scheme} enrols single persons: nobody is named.</translation>
    </message>
    <message>
        <source>{scheme} has no limit, so nobody has to wait.</source>
        <translation>{scheme} has no limit, so nobody has to wait.</translation>
    </message>
    <message>
        <source>{scheme} has no rate for {month}.</source>
        <translation>{scheme} has no rate for {month}.</translation>
    </message>
    <message>
        <source>“{given}” is not a country&apos;s code.</source>
        <translation>“{given}” is not a country&apos;s code.</translation>
    </message>
    <message>
        <source>“{given}” is not a field and its value.</source>
        <translation>“{given}” is not a field and its value.</translation>
    </message>
    <message>
        <source>“{given}” is not a month.</source>
        <translation>“{given}” is not a month.</translation>
    </message>
    <message>
        <source>“{given}” is not an amount in {currency}.</source>
        <translation>“{given}” is not an amount in {currency}.</translation>
    </message>
    <message>
        <source>“{given}” is not understood here.</source>
        <translation>“{given}” is not understood here.</translation>
    </message>
    <message>
        <source>“{name}” has only {kept} points: small print may not be readable.</source>
        <translation>“{name}” has only {kept} points: small print may not be readable.</translation>
    </message>
    <message>
        <source>“{name}” has {pages} pages; only the first {kept} are kept.</source>
        <translation>“{name}” has {pages} pages; only the first {kept} are kept.</translation>
    </message>
    <message>
        <source>“{name}” is damaged or was not copied to its end.</source>
        <translation>“{name}” is damaged or was not copied to its end.</translation>
    </message>
    <message>
        <source>“{name}” is in the format of some telephones (HEIC), which cannot be read here.</source>
        <translation>“{name}” is in the format of some telephones (HEIC), which cannot be read here.</translation>
    </message>
    <message>
        <source>“{name}” is locked with a password.</source>
        <translation>“{name}” is locked with a password.</translation>
    </message>
    <message>
        <source>“{name}” is not a PDF that can be read.</source>
        <translation>“{name}” is not a PDF that can be read.</translation>
    </message>
    <message>
        <source>“{name}” is not a field that can be taken from the other record.</source>
        <translation>“{name}” is not a field that can be taken from the other record.</translation>
    </message>
    <message>
        <source>“{name}” is not a picture that can be read.</source>
        <translation>“{name}” is not a picture that can be read.</translation>
    </message>
    <message>
        <source>“{name}” is too large to be opened safely.</source>
        <translation>“{name}” is too large to be opened safely.</translation>
    </message>
    <message>
        <source>“{name}” was made smaller: from {given} to {kept} points.</source>
        <translation>“{name}” was made smaller: from {given} to {kept} points.</translation>
    </message>
    <message>
        <source>“{name}” was too large and is kept as pictures, {pages} of them.</source>
        <translation>“{name}” was too large and is kept as pictures, {pages} of them.</translation>
    </message>
    <message>
        <source>“{text}” is not a time of day.</source>
        <translation>“{text}” is not a time of day.</translation>
    </message>
    <message>
        <source>The photo was damaged on the way.</source>
        <translation>The photo was damaged on the way.</translation>
    </message>
    <message>
        <source>Choose: left, moved, or entered by mistake. The others have a request of their own.</source>
        <translation>Choose: left, moved, or entered by mistake. The others have a request of their own.</translation>
    </message>
    <message>
        <source>It is never cut. Ask whoever keeps the programme to shorten it.</source>
        <translation>It is never cut. Ask whoever keeps the programme to shorten it.</translation>
    </message>
    <message>
        <source>Look at the list of requests. One made elsewhere comes when both laptops synchronise.</source>
        <translation>Look at the list of requests. One made elsewhere comes when both laptops synchronise.</translation>
    </message>
    <message>
        <source>The place where the household lives is missing.</source>
        <translation>The place where the household lives is missing.</translation>
    </message>
    <message>
        <source>The printer did not take the paper.</source>
        <translation>The printer did not take the paper.</translation>
    </message>
    <message>
        <source>The privacy notice has not been given.</source>
        <translation>The privacy notice has not been given.</translation>
    </message>
    <message>
        <source>The privacy notice was given in another language than the citizen&apos;s.</source>
        <translation>The privacy notice was given in another language than the citizen&apos;s.</translation>
    </message>
    <message>
        <source>The programme&apos;s files contain an error.</source>
        <translation>The programme&apos;s files contain an error.</translation>
    </message>
    <message>
        <source>The programme&apos;s logo uses a kind of drawing that cannot be printed: {element}.</source>
        <translation>The programme&apos;s logo uses a kind of drawing that cannot be printed: {element}.</translation>
    </message>
    <message>
        <source>The programme&apos;s privacy notice is too long for the first page of the form.</source>
        <translation>The programme&apos;s privacy notice is too long for the first page of the form.</translation>
    </message>
    <message>
        <source>The questionnaire has no such question.</source>
        <translation>The questionnaire has no such question.</translation>
    </message>
    <message>
        <source>The questions on difficulties are not for children under five.</source>
        <translation>The questions on difficulties are not for children under five.</translation>
    </message>
    <message>
        <source>The record this change speaks of is not here.</source>
        <translation>The record this change speaks of is not here.</translation>
    </message>
    <message>
        <source>The role in the household has not been chosen.</source>
        <translation>The role in the household has not been chosen.</translation>
    </message>
    <message>
        <source>The scheme {scheme}, in which the person is, excludes this one.</source>
        <translation>The scheme {scheme}, in which the person is, excludes this one.</translation>
    </message>
    <message>
        <source>The seal on what was received is not genuine.</source>
        <translation>The seal on what was received is not genuine.</translation>
    </message>
    <message>
        <source>The server answered with an error of its own.</source>
        <translation>The server answered with an error of its own.</translation>
    </message>
    <message>
        <source>The server asks this computer to introduce itself again.</source>
        <translation>The server asks this computer to introduce itself again.</translation>
    </message>
    <message>
        <source>The server cannot be reached.</source>
        <translation>The server cannot be reached.</translation>
    </message>
    <message>
        <source>The server could not take this change, and did not say why.</source>
        <translation>The server could not take this change, and did not say why.</translation>
    </message>
    <message>
        <source>The server did not recognise this computer.</source>
        <translation>The server did not recognise this computer.</translation>
    </message>
    <message>
        <source>The server does not have this photo.</source>
        <translation>The server does not have this photo.</translation>
    </message>
    <message>
        <source>The server does not know this computer.</source>
        <translation>The server does not know this computer.</translation>
    </message>
    <message>
        <source>The server does not know this request.</source>
        <translation>The server does not know this request.</translation>
    </message>
    <message>
        <source>The server does not know this way of signing in.</source>
        <translation>The server does not know this way of signing in.</translation>
    </message>
    <message>
        <source>The server has already heard this introduction.</source>
        <translation>The server has already heard this introduction.</translation>
    </message>
    <message>
        <source>The server is busy.</source>
        <translation>The server is busy.</translation>
    </message>
    <message>
        <source>The server is not installed on this computer.</source>
        <translation>The server is not installed on this computer.</translation>
    </message>
    <message>
        <source>The server lacks earlier changes of this file.</source>
        <translation>The server lacks earlier changes of this file.</translation>
    </message>
    <message>
        <source>The server may not use the folder of its database: {folder}.</source>
        <translation>The server may not use the folder of its database: {folder}.</translation>
    </message>
    <message>
        <source>The server would use the database as its superuser.</source>
        <translation>The server would use the database as its superuser.</translation>
    </message>
    <message>
        <source>The server&apos;s answer was garbled on the way.</source>
        <translation>The server&apos;s answer was garbled on the way.</translation>
    </message>
    <message>
        <source>The server&apos;s database does not answer ({reason}).</source>
        <translation>The server&apos;s database does not answer ({reason}).</translation>
    </message>
    <message>
        <source>The server&apos;s receipt does not match what was sent.</source>
        <translation>The server&apos;s receipt does not match what was sent.</translation>
    </message>
    <message>
        <source>The sex has not been chosen.</source>
        <translation>The sex has not been chosen.</translation>
    </message>
    <message>
        <source>The short code of this computer is not one.</source>
        <translation>The short code of this computer is not one.</translation>
    </message>
    <message>
        <source>The spouse is under 15.</source>
        <translation>The spouse is under 15.</translation>
    </message>
    <message>
        <source>The table cannot be read from this line on.</source>
        <translation>The table cannot be read from this line on.</translation>
    </message>
    <message>
        <source>The table has no lines.</source>
        <translation>The table has no lines.</translation>
    </message>
    <message>
        <source>The team is missing.</source>
        <translation>The team is missing.</translation>
    </message>
    <message>
        <source>The text is missing in one of the languages: {language}.</source>
        <translation>The text is missing in one of the languages: {language}.</translation>
    </message>
    <message>
        <source>The two passwords are not the same.</source>
        <translation>The two passwords are not the same.</translation>
    </message>
    <message>
        <source>The update to be corrected is not in this journey.</source>
        <translation>The update to be corrected is not in this journey.</translation>
    </message>
    <message>
        <source>The user name is missing.</source>
        <translation>The user name is missing.</translation>
    </message>
    <message>
        <source>The user or the password is not right.</source>
        <translation>The user or the password is not right.</translation>
    </message>
    <message>
        <source>The year has only two digits.</source>
        <translation>The year has only two digits.</translation>
    </message>
    <message>
        <source>There is already a campaign with the code {code}.</source>
        <translation>There is already a campaign with the code {code}.</translation>
    </message>
    <message>
        <source>There is already a file of that name.</source>
        <translation>There is already a file of that name.</translation>
    </message>
    <message>
        <source>There is already a user of that name.</source>
        <translation>There is already a user of that name.</translation>
    </message>
    <message>
        <source>There is no Guichet server at this address.</source>
        <translation>There is no Guichet server at this address.</translation>
    </message>
    <message>
        <source>There is no campaign with the code {code}.</source>
        <translation>There is no campaign with the code {code}.</translation>
    </message>
    <message>
        <source>There is no document {number} here.</source>
        <translation>There is no document {number} here.</translation>
    </message>
    <message>
        <source>There is no kind of identity document called {given}.</source>
        <translation>There is no kind of identity document called {given}.</translation>
    </message>
    <message>
        <source>There is no legal basis called {given}.</source>
        <translation>There is no legal basis called {given}.</translation>
    </message>
    <message>
        <source>There is no printer called {printer}.</source>
        <translation>There is no printer called {printer}.</translation>
    </message>
    <message>
        <source>There is no screen for a window here.</source>
        <translation>There is no screen for a window here.</translation>
    </message>
    <message>
        <source>There is no user of that name in this file.</source>
        <translation>There is no user of that name in this file.</translation>
    </message>
    <message>
        <source>There is nothing to print.</source>
        <translation>There is nothing to print.</translation>
    </message>
    <message>
        <source>There seems to be a telephone or identity number in this text.</source>
        <translation>There seems to be a telephone or identity number in this text.</translation>
    </message>
    <message>
        <source>There were several wrong tries, so this file waits a little.</source>
        <translation>There were several wrong tries, so this file waits a little.</translation>
    </message>
    <message>
        <source>This address is not protected: it begins with http://.</source>
        <translation>This address is not protected: it begins with http://.</translation>
    </message>
    <message>
        <source>This answer does not have the expected form.</source>
        <translation>This answer does not have the expected form.</translation>
    </message>
    <message>
        <source>This answer is not one of those offered.</source>
        <translation>This answer is not one of those offered.</translation>
    </message>
    <message>
        <source>This application is too old for the server.</source>
        <translation>This application is too old for the server.</translation>
    </message>
    <message>
        <source>This area&apos;s code stands twice in the list.</source>
        <translation>This area&apos;s code stands twice in the list.</translation>
    </message>
    <message>
        <source>This backup cannot be trusted.</source>
        <translation>This backup cannot be trusted.</translation>
    </message>
    <message>
        <source>This change is for a record of another kind.</source>
        <translation>This change is for a record of another kind.</translation>
    </message>
    <message>
        <source>This change points at a record the server does not have.</source>
        <translation>This change points at a record the server does not have.</translation>
    </message>
    <message>
        <source>This change was made on a version the server has never seen.</source>
        <translation>This change was made on a version the server has never seen.</translation>
    </message>
    <message>
        <source>This code contains a typing mistake.</source>
        <translation>This code contains a typing mistake.</translation>
    </message>
    <message>
        <source>This code is not one of a household or a person here: {text}.</source>
        <translation>This code is not one of a household or a person here: {text}.</translation>
    </message>
    <message>
        <source>This code was made for another office.</source>
        <translation>This code was made for another office.</translation>
    </message>
    <message>
        <source>This column is not known.</source>
        <translation>This column is not known.</translation>
    </message>
    <message>
        <source>This column stands twice in the heading.</source>
        <translation>This column stands twice in the heading.</translation>
    </message>
    <message>
        <source>This computer has no address {host}.</source>
        <translation>This computer has no address {host}.</translation>
    </message>
    <message>
        <source>This computer is no longer allowed to synchronise.</source>
        <translation>This computer is no longer allowed to synchronise.</translation>
    </message>
    <message>
        <source>This computer lacks what is needed to use a camera: {library}.</source>
        <translation>This computer lacks what is needed to use a camera: {library}.</translation>
    </message>
    <message>
        <source>This computer’s clock is {hours} hours from the server’s.</source>
        <translation>This computer’s clock is {hours} hours from the server’s.</translation>
    </message>
    <message>
        <source>This computer’s clock is {minutes} minutes behind what is already written.</source>
        <translation>This computer’s clock is {minutes} minutes behind what is already written.</translation>
    </message>
    <message>
        <source>This date is {days} days ago.</source>
        <translation>This date is {days} days ago.</translation>
    </message>
    <message>
        <source>This date lies in the future.</source>
        <translation>This date lies in the future.</translation>
    </message>
    <message>
        <source>This date of birth makes the person {age} years old.</source>
        <translation>This date of birth makes the person {age} years old.</translation>
    </message>
    <message>
        <source>This date of delivery is not within the next 300 days.</source>
        <translation>This date of delivery is not within the next 300 days.</translation>
    </message>
    <message>
        <source>This document is still on the computer where it was scanned.</source>
        <translation>This document is still on the computer where it was scanned.</translation>
    </message>
    <message>
        <source>This field does not exist.</source>
        <translation>This field does not exist.</translation>
    </message>
    <message>
        <source>This file has already joined a server.</source>
        <translation>This file has already joined a server.</translation>
    </message>
    <message>
        <source>This file has not joined a server yet.</source>
        <translation>This file has not joined a server yet.</translation>
    </message>
    <message>
        <source>This file is already synchronising.</source>
        <translation>This file is already synchronising.</translation>
    </message>
    <message>
        <source>This file is an older copy of one that went on working.</source>
        <translation>This file is an older copy of one that went on working.</translation>
    </message>
    <message>
        <source>This file is kept confidential.</source>
        <translation>This file is kept confidential.</translation>
    </message>
    <message>
        <source>This file is not a bundle of Guichet ({name}).</source>
        <translation>This file is not a bundle of Guichet ({name}).</translation>
    </message>
    <message>
        <source>This file is not a picture that can be read.</source>
        <translation>This file is not a picture that can be read.</translation>
    </message>
    <message>
        <source>This folder does not exist: {name}.</source>
        <translation>This folder does not exist: {name}.</translation>
    </message>
    <message>
        <source>This form is in the register already: {name}, registered on {date}.</source>
        <translation>This form is in the register already: {name}, registered on {date}.</translation>
    </message>
    <message>
        <source>This is not a telephone number of the country.</source>
        <translation>This is not a telephone number of the country.</translation>
    </message>
    <message>
        <source>This is not the address of a PostgreSQL database.</source>
        <translation>This is not the address of a PostgreSQL database.</translation>
    </message>
    <message>
        <source>This is not the recovery code of this file.</source>
        <translation>This is not the recovery code of this file.</translation>
    </message>
    <message>
        <source>This is the last person who can open the file.</source>
        <translation>This is the last person who can open the file.</translation>
    </message>
    <message>
        <source>This joining code has already been used.</source>
        <translation>This joining code has already been used.</translation>
    </message>
    <message>
        <source>This joining code is not valid.</source>
        <translation>This joining code is not valid.</translation>
    </message>
    <message>
        <source>This joining code is too old.</source>
        <translation>This joining code is too old.</translation>
    </message>
    <message>
        <source>This key is written twice.</source>
        <translation>This key is written twice.</translation>
    </message>
    <message>
        <source>This line has {cells} cells where the heading has {columns}.</source>
        <translation>This line has {cells} cells where the heading has {columns}.</translation>
    </message>
    <message>
        <source>This line of name variants has fewer than two names: {given}.</source>
        <translation>This line of name variants has fewer than two names: {given}.</translation>
    </message>
    <message>
        <source>This milestone is not in the household&apos;s journey.</source>
        <translation>This milestone is not in the household&apos;s journey.</translation>
    </message>
    <message>
        <source>This milestone&apos;s code stands twice.</source>
        <translation>This milestone&apos;s code stands twice.</translation>
    </message>
    <message>
        <source>This number does not look like the others of its kind.</source>
        <translation>This number does not look like the others of its kind.</translation>
    </message>
    <message>
        <source>This number is outside what the question allows.</source>
        <translation>This number is outside what the question allows.</translation>
    </message>
    <message>
        <source>This office is not in the programme.</source>
        <translation>This office is not in the programme.</translation>
    </message>
    <message>
        <source>This office&apos;s code stands twice in the list.</source>
        <translation>This office&apos;s code stands twice in the list.</translation>
    </message>
    <message>
        <source>This paper has already been printed.</source>
        <translation>This paper has already been printed.</translation>
    </message>
    <message>
        <source>This paper has never been printed.</source>
        <translation>This paper has never been printed.</translation>
    </message>
    <message>
        <source>This password is too easy to guess.</source>
        <translation>This password is too easy to guess.</translation>
    </message>
    <message>
        <source>This person already belongs to household {code}.</source>
        <translation>This person already belongs to household {code}.</translation>
    </message>
    <message>
        <source>This place belongs to another office.</source>
        <translation>This place belongs to another office.</translation>
    </message>
    <message>
        <source>This place is not in the programme&apos;s list.</source>
        <translation>This place is not in the programme&apos;s list.</translation>
    </message>
    <message>
        <source>This place is too wide to find the household again.</source>
        <translation>This place is too wide to find the household again.</translation>
    </message>
    <message>
        <source>This position is far from {name}.</source>
        <translation>This position is far from {name}.</translation>
    </message>
    <message>
        <source>This programme is not installed.</source>
        <translation>This programme is not installed.</translation>
    </message>
    <message>
        <source>This question was not to be asked after the answers before it.</source>
        <translation>This question was not to be asked after the answers before it.</translation>
    </message>
    <message>
        <source>This server cannot prove that it is the right one.</source>
        <translation>This server cannot prove that it is the right one.</translation>
    </message>
    <message>
        <source>This status needs a reason.</source>
        <translation>This status needs a reason.</translation>
    </message>
    <message>
        <source>This telephone number already reaches {count} households.</source>
        <translation>This telephone number already reaches {count} households.</translation>
    </message>
    <message>
        <source>This time zone does not exist.</source>
        <translation>This time zone does not exist.</translation>
    </message>
    <message>
        <source>Two members of this household have the same number.</source>
        <translation>Two members of this household have the same number.</translation>
    </message>
    <message>
        <source>Type it again from the joining sheet, or ask the regional office for a new one.</source>
        <translation>Type it again from the joining sheet, or ask the regional office for a new one.</translation>
    </message>
    <message>
        <source>Type the members first, one a row, beginning with the head of household.</source>
        <translation>Type the members first, one a row, beginning with the head of household.</translation>
    </message>
    <message>
        <source>Type the new password again in both places.</source>
        <translation>Type the new password again in both places.</translation>
    </message>
    <message>
        <source>Wait until that is done, then look at the result.</source>
        <translation>Wait until that is done, then look at the result.</translation>
    </message>
    <message>
        <source>What differs, or why nobody was found, has not been said.</source>
        <translation>What differs, or why nobody was found, has not been said.</translation>
    </message>
    <message>
        <source>What has arrived is safe there, the rest is safe here. It will go on from the same place.</source>
        <translation>What has arrived is safe there, the rest is safe here. It will go on from the same place.</translation>
    </message>
    <message>
        <source>What has arrived is safe there, the rest is safe here. Try again on a better line.</source>
        <translation>What has arrived is safe there, the rest is safe here. Try again on a better line.</translation>
    </message>
    <message>
        <source>What has been achieved cannot be dated in the future.</source>
        <translation>What has been achieved cannot be dated in the future.</translation>
    </message>
    <message>
        <source>What reached the server is not what was written here.</source>
        <translation>What reached the server is not what was written here.</translation>
    </message>
    <message>
        <source>What was already done is kept; it will go on from there next time.</source>
        <translation>What was already done is kept; it will go on from there next time.</translation>
    </message>
    <message>
        <source>What was saved is safe. Send this code to whoever supports the application.</source>
        <translation>What was saved is safe. Send this code to whoever supports the application.</translation>
    </message>
    <message>
        <source>What was saved is safe. Try again; if it happens again, tell whoever supports the application.</source>
        <translation>What was saved is safe. Try again; if it happens again, tell whoever supports the application.</translation>
    </message>
    <message>
        <source>What was sent bears the name of another computer.</source>
        <translation>What was sent bears the name of another computer.</translation>
    </message>
    <message>
        <source>What was sent is too large for the server.</source>
        <translation>What was sent is too large for the server.</translation>
    </message>
    <message>
        <source>What was there before is untouched. Choose another folder, then try again.</source>
        <translation>What was there before is untouched. Choose another folder, then try again.</translation>
    </message>
    <message>
        <source>What was written here can only be added to, not altered.</source>
        <translation>What was written here can only be added to, not altered.</translation>
    </message>
    <message>
        <source>Who answered the questions on difficulties has not been said.</source>
        <translation>Who answered the questions on difficulties has not been said.</translation>
    </message>
    <message>
        <source>Why you stand in for somebody has not been said.</source>
        <translation>Why you stand in for somebody has not been said.</translation>
    </message>
    <message>
        <source>Write a correction instead; both stay readable.</source>
        <translation>Write a correction instead; both stay readable.</translation>
    </message>
    <message>
        <source>Write a name that people will recognise, for example the district and the year.</source>
        <translation>Write a name that people will recognise, for example the district and the year.</translation>
    </message>
    <message>
        <source>Write a whole number from {least} to {most}.</source>
        <translation>Write a whole number from {least} to {most}.</translation>
    </message>
    <message>
        <source>Write it as in the IANA list, for example Africa/Dakar.</source>
        <translation>Write it as in the IANA list, for example Africa/Dakar.</translation>
    </message>
    <message>
        <source>Write it in English, French and Portuguese.</source>
        <translation>Write it in English, French and Portuguese.</translation>
    </message>
    <message>
        <source>Write it in a few words, for example: the supervisor is on leave until Monday.</source>
        <translation>Write it in a few words, for example: the supervisor is on leave until Monday.</translation>
    </message>
    <message>
        <source>Write it in the note.</source>
        <translation>Write it in the note.</translation>
    </message>
    <message>
        <source>Write it whole, for example 12/04/1987, 04/1987 or 1987, or say that less is known: month and year, or the year only.</source>
        <translation>Write it whole, for example 12/04/1987, 04/1987 or 1987, or say that less is known: month and year, or the year only.</translation>
    </message>
    <message>
        <source>Write it with four: 1927 or 2027, never 27.</source>
        <translation>Write it with four: 1927 or 2027, never 27.</translation>
    </message>
    <message>
        <source>Write it. If the person has only one name, tick “single name”.</source>
        <translation>Write it. If the person has only one name, tick “single name”.</translation>
    </message>
    <message>
        <source>Write its name or number, always in the same way.</source>
        <translation>Write its name or number, always in the same way.</translation>
    </message>
    <message>
        <source>Write the age in whole years; 0 for a baby.</source>
        <translation>Write the age in whole years; 0 for a baby.</translation>
    </message>
    <message>
        <source>Write the age in years and the day on which it was estimated.</source>
        <translation>Write the age in years and the day on which it was estimated.</translation>
    </message>
    <message>
        <source>Write the given name and the family name. If the person has only one name, tick “single name”.</source>
        <translation>Write the given name and the family name. If the person has only one name, tick “single name”.</translation>
    </message>
    <message>
        <source>Write the name of the parent or guardian who was told.</source>
        <translation>Write the name of the parent or guardian who was told.</translation>
    </message>
    <message>
        <source>Write the names that are one name on one line, parted by spaces.</source>
        <translation>Write the names that are one name on one line, parted by spaces.</translation>
    </message>
    <message>
        <source>Write {{{blank}}} where the name must stand, in each language.</source>
        <translation>Write {{{blank}}} where the name must stand, in each language.</translation>
    </message>
    <message>
        <source>Your data are not touched. Install the application again.</source>
        <translation>Your data are not touched. Install the application again.</translation>
    </message>
    <message>
        <source>Your own role already allows all that this one does.</source>
        <translation>Your own role already allows all that this one does.</translation>
    </message>
    <message>
        <source>Your role does not allow this.</source>
        <translation>Your role does not allow this.</translation>
    </message>
    <message>
        <source>Your work is safe here. One of the two must be updated: tell the regional office.</source>
        <translation>Your work is safe here. One of the two must be updated: tell the regional office.</translation>
    </message>
    <message>
        <source>Your work is safe here. Synchronise again; if it goes on, tell the regional office.</source>
        <translation>Your work is safe here. Synchronise again; if it goes on, tell the regional office.</translation>
    </message>
    <message>
        <source>Your work is safe here. Tell the regional office.</source>
        <translation>Your work is safe here. Tell the regional office.</translation>
    </message>
    <message>
        <source>Your work is safe here. Tell the regional office: the server may have been restored.</source>
        <translation>Your work is safe here. Tell the regional office: the server may have been restored.</translation>
    </message>
    <message>
        <source>Your work is safe here. Try again later; if it goes on, tell the regional office.</source>
        <translation>Your work is safe here. Try again later; if it goes on, tell the regional office.</translation>
    </message>
    <message>
        <source>{code} is not among the households to visit again in {campaign}.</source>
        <translation>{code} is not among the households to visit again in {campaign}.</translation>
    </message>
    <message>
        <source>{name} works with this file and can do this.</source>
        <translation>{name} works with this file and can do this.</translation>
    </message>
    <message>
        <source>“Not known” needs a reason.</source>
        <translation>“Not known” needs a reason.</translation>
    </message>
</context>
<context>
    <name>Proof</name>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerprint</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Signature</translation>
    </message>
    <message>
        <source>Transfer reference</source>
        <translation>Transfer reference</translation>
    </message>
    <message>
        <source>Witness</source>
        <translation>Witness</translation>
    </message>
</context>
<context>
    <name>ProviderKind</name>
    <message>
        <source>Bank</source>
        <translation>Bank</translation>
    </message>
    <message>
        <source>Employers’ organisation</source>
        <translation>Employers’ organisation</translation>
    </message>
    <message>
        <source>Government agency</source>
        <translation>Government agency</translation>
    </message>
    <message>
        <source>Health facility</source>
        <translation>Health facility</translation>
    </message>
    <message>
        <source>Local government</source>
        <translation>Local government</translation>
    </message>
    <message>
        <source>Ministry</source>
        <translation>Ministry</translation>
    </message>
    <message>
        <source>Mobile money operator</source>
        <translation>Mobile money operator</translation>
    </message>
    <message>
        <source>Non-governmental organisation</source>
        <translation>Non-governmental organisation</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>School</source>
        <translation>School</translation>
    </message>
    <message>
        <source>Social security institution</source>
        <translation>Social security institution</translation>
    </message>
    <message>
        <source>United Nations agency</source>
        <translation>United Nations agency</translation>
    </message>
    <message>
        <source>University</source>
        <translation>University</translation>
    </message>
    <message>
        <source>Workers’ organisation</source>
        <translation>Workers’ organisation</translation>
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
        <translation>Delivery of benefits</translation>
    </message>
    <message>
        <source>Eligibility</source>
        <translation>Eligibility</translation>
    </message>
    <message>
        <source>Referral to a service</source>
        <translation>Referral to a service</translation>
    </message>
    <message>
        <source>Registration</source>
        <translation>Registration</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistics</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message numerus="yes">
        <source>%n to decide</source>
        <translation>
            <numerusform>%n to decide</numerusform>
            <numerusform>%n to decide</numerusform>
        </translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>Complaints</source>
        <translation>Complaints</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>Household</translation>
    </message>
    <message>
        <source>In bulk</source>
        <translation>In bulk</translation>
    </message>
    <message>
        <source>New household</source>
        <translation>New household</translation>
    </message>
    <message>
        <source>People</source>
        <translation>People</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Places</translation>
    </message>
    <message>
        <source>Print desk</source>
        <translation>Print desk</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Synchronise</source>
        <translation>Synchronise</translation>
    </message>
    <message>
        <source>To decide</source>
        <translation>To decide</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Today</translation>
    </message>
</context>
<context>
    <name>ReadBack</name>
    <message numerus="yes">
        <source>%n year(s) old</source>
        <translation>
            <numerusform>%n year old</numerusform>
            <numerusform>%n years old</numerusform>
        </translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Born</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Compound</source>
        <translation>Compound</translation>
    </message>
    <message>
        <source>In the household</source>
        <translation>In the household</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>Landmark</source>
        <translation>Landmark</translation>
    </message>
    <message>
        <source>Member {number}</source>
        <translation>Member {number}</translation>
    </message>
    <message>
        <source>Mother’s name</source>
        <translation>Mother’s name</translation>
    </message>
    <message>
        <source>Parent or guardian</source>
        <translation>Parent or guardian</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>Please check with us: is everything as you said?</source>
        <translation>Please check with us: is everything as you said?</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telephone</translation>
    </message>
    <message>
        <source>Village or neighbourhood</source>
        <translation>Village or neighbourhood</translation>
    </message>
    <message>
        <source>{youngest} to {oldest} years old</source>
        <translation>{youngest} to {oldest} years old</translation>
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
        <translation>another address</translation>
    </message>
    <message>
        <source>another area</source>
        <translation>another area</translation>
    </message>
    <message>
        <source>another date of birth: {years} years apart</source>
        <translation>another date of birth: {years} years apart</translation>
    </message>
    <message>
        <source>another mother&apos;s name</source>
        <translation>another mother&apos;s name</translation>
    </message>
    <message>
        <source>another name: {a}, {b}</source>
        <translation>another name: {a}, {b}</translation>
    </message>
    <message>
        <source>another number: {scheme}</source>
        <translation>another number: {scheme}</translation>
    </message>
    <message>
        <source>another telephone</source>
        <translation>another telephone</translation>
    </message>
    <message>
        <source>another village</source>
        <translation>another village</translation>
    </message>
    <message>
        <source>born a year apart</source>
        <translation>born a year apart</translation>
    </message>
    <message>
        <source>born in the same year</source>
        <translation>born in the same year</translation>
    </message>
    <message>
        <source>brothers and sisters would share this too</source>
        <translation>brothers and sisters would share this too</translation>
    </message>
    <message>
        <source>day and month swapped</source>
        <translation>day and month swapped</translation>
    </message>
    <message>
        <source>given and family names swapped</source>
        <translation>given and family names swapped</translation>
    </message>
    <message>
        <source>not the same sex</source>
        <translation>not the same sex</translation>
    </message>
    <message>
        <source>one character of the number differs: {scheme}</source>
        <translation>one character of the number differs: {scheme}</translation>
    </message>
    <message>
        <source>one digit of the date of birth differs</source>
        <translation>one digit of the date of birth differs</translation>
    </message>
    <message>
        <source>one digit of the telephone differs</source>
        <translation>one digit of the telephone differs</translation>
    </message>
    <message>
        <source>one of them has a name more</source>
        <translation>one of them has a name more</translation>
    </message>
    <message>
        <source>same address</source>
        <translation>same address</translation>
    </message>
    <message>
        <source>same area</source>
        <translation>same area</translation>
    </message>
    <message>
        <source>same birthday in another year</source>
        <translation>same birthday in another year</translation>
    </message>
    <message>
        <source>same date of birth</source>
        <translation>same date of birth</translation>
    </message>
    <message>
        <source>same mother&apos;s name</source>
        <translation>same mother&apos;s name</translation>
    </message>
    <message>
        <source>same name: {name}</source>
        <translation>same name: {name}</translation>
    </message>
    <message>
        <source>same number under another kind of document</source>
        <translation>same number under another kind of document</translation>
    </message>
    <message>
        <source>same number: {scheme}</source>
        <translation>same number: {scheme}</translation>
    </message>
    <message>
        <source>same sex</source>
        <translation>same sex</translation>
    </message>
    <message>
        <source>same telephone</source>
        <translation>same telephone</translation>
    </message>
    <message>
        <source>same village</source>
        <translation>same village</translation>
    </message>
    <message>
        <source>similar address</source>
        <translation>similar address</translation>
    </message>
    <message>
        <source>similar mother&apos;s name</source>
        <translation>similar mother&apos;s name</translation>
    </message>
    <message>
        <source>the ages do not fit: {years} years or more apart</source>
        <translation>the ages do not fit: {years} years or more apart</translation>
    </message>
    <message>
        <source>the ages may be the same</source>
        <translation>the ages may be the same</translation>
    </message>
    <message>
        <source>the same initial: {a}, {b}</source>
        <translation>the same initial: {a}, {b}</translation>
    </message>
    <message>
        <source>the village is spelled nearly the same</source>
        <translation>the village is spelled nearly the same</translation>
    </message>
    <message>
        <source>two digits of the date of birth differ</source>
        <translation>two digits of the date of birth differ</translation>
    </message>
    <message>
        <source>{a} and {b} are nearly the same</source>
        <translation>{a} and {b} are nearly the same</translation>
    </message>
    <message>
        <source>{a} and {b} are one name in two countries</source>
        <translation>{a} and {b} are one name in two countries</translation>
    </message>
    <message>
        <source>{a} and {b} are written in one word or in two</source>
        <translation>{a} and {b} are written in one word or in two</translation>
    </message>
    <message>
        <source>{a} and {b} look alike</source>
        <translation>{a} and {b} look alike</translation>
    </message>
    <message>
        <source>{a} and {b} sound the same</source>
        <translation>{a} and {b} sound the same</translation>
    </message>
</context>
<context>
    <name>Receipt</name>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%n member</numerusform>
            <numerusform>%n members</numerusform>
        </translation>
    </message>
    <message>
        <source>Expected date: {date}</source>
        <translation>Expected date: {date}</translation>
    </message>
    <message>
        <source>Head of household</source>
        <translation>Head of household</translation>
    </message>
    <message>
        <source>Household code</source>
        <translation>Household code</translation>
    </message>
    <message>
        <source>It only shows that your household is registered.</source>
        <translation>It only shows that your household is registered.</translation>
    </message>
    <message>
        <source>Keep this paper and bring it to each visit.</source>
        <translation>Keep this paper and bring it to each visit.</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Next step</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>Office</translation>
    </message>
    <message>
        <source>Officer</source>
        <translation>Officer</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>Questions and complaints</source>
        <translation>Questions and complaints</translation>
    </message>
    <message>
        <source>Registered on</source>
        <translation>Registered on</translation>
    </message>
    <message>
        <source>Registration receipt</source>
        <translation>Registration receipt</translation>
    </message>
    <message>
        <source>Signature and stamp of the office</source>
        <translation>Signature and stamp of the office</translation>
    </message>
    <message>
        <source>Signature or fingerprint of the head of household</source>
        <translation>Signature or fingerprint of the head of household</translation>
    </message>
    <message>
        <source>Telephone: {number}</source>
        <translation>Telephone: {number}</translation>
    </message>
    <message>
        <source>This is not a decision on a benefit.</source>
        <translation>This is not a decision on a benefit.</translation>
    </message>
</context>
<context>
    <name>Reconcile</name>
    <message numerus="yes">
        <source>%n change(s) for somebody to settle</source>
        <translation>
            <numerusform>%n change for somebody to settle</numerusform>
            <numerusform>%n changes for somebody to settle</numerusform>
        </translation>
    </message>
    <message>
        <source>Both sides name the same figures.</source>
        <translation>Both sides name the same figures.</translation>
    </message>
    <message>
        <source>By kind of record</source>
        <translation>By kind of record</translation>
    </message>
    <message>
        <source>By officer</source>
        <translation>By officer</translation>
    </message>
    <message>
        <source>No. {number}, signed by the server: {seal}</source>
        <translation>No. {number}, signed by the server: {seal}</translation>
    </message>
    <message>
        <source>Sent: {sent}. The server holds: {held}. Missing: {missing}.</source>
        <translation>Sent: {sent}. The server holds: {held}. Missing: {missing}.</translation>
    </message>
    <message>
        <source>The server has change no. {there} under this file&apos;s name; the last written here is no. {here}.</source>
        <translation>The server has change no. {there} under this file&apos;s name; the last written here is no. {here}.</translation>
    </message>
    <message>
        <source>The server was not reached: these are what its receipts kept here prove.</source>
        <translation>The server was not reached: these are what its receipts kept here prove.</translation>
    </message>
    <message>
        <source>The server&apos;s figures are of {moment}.</source>
        <translation>The server&apos;s figures are of {moment}.</translation>
    </message>
    <message>
        <source>The server&apos;s last change of this file is no. {there}; here no. {here} counts as arrived.</source>
        <translation>The server&apos;s last change of this file is no. {there}; here no. {here} counts as arrived.</translation>
    </message>
    <message>
        <source>Up to change no. {here} the server holds other contents than were written here.</source>
        <translation>Up to change no. {here} the server holds other contents than were written here.</translation>
    </message>
    <message>
        <source>somebody not known here</source>
        <translation>somebody not known here</translation>
    </message>
    <message>
        <source>{kind} of {name}: {here} are refused here, {there} at the server.</source>
        <translation>{kind} of {name}: {here} are refused here, {there} at the server.</translation>
    </message>
    <message>
        <source>{kind} of {name}: {here} count as arrived here, the server holds {there}.</source>
        <translation>{kind} of {name}: {here} count as arrived here, the server holds {there}.</translation>
    </message>
    <message>
        <source>{kind} of {name}: {here} were written here, the server holds {there}.</source>
        <translation>{kind} of {name}: {here} were written here, the server holds {there}.</translation>
    </message>
</context>
<context>
    <name>ReferralEvent</name>
    <message>
        <source>Accepted</source>
        <translation>Accepted</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Completed</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>Declined</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Expired</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>Issued</translation>
    </message>
    <message>
        <source>Received by the organisation</source>
        <translation>Received by the organisation</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Written</translation>
    </message>
</context>
<context>
    <name>ReferralOutcome</name>
    <message>
        <source>Did not come</source>
        <translation>Did not come</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Not known</translation>
    </message>
    <message>
        <source>On a waiting list</source>
        <translation>On a waiting list</translation>
    </message>
    <message>
        <source>Refused: no room</source>
        <translation>Refused: no room</translation>
    </message>
    <message>
        <source>Refused: not eligible</source>
        <translation>Refused: not eligible</translation>
    </message>
    <message>
        <source>Service received</source>
        <translation>Service received</translation>
    </message>
</context>
<context>
    <name>ReferralStatus</name>
    <message>
        <source>Accepted</source>
        <translation>Accepted</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Completed</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>Declined</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Draft</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Expired</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>Issued</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Received</translation>
    </message>
</context>
<context>
    <name>Refused</name>
    <message numerus="yes">
        <source>%n more go with it.</source>
        <translation>
            <numerusform>%n more go with it.</numerusform>
            <numerusform>%n more go with it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n set aside.</source>
        <translation>
            <numerusform>%n set aside.</numerusform>
            <numerusform>%n set aside.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Go to the one it needs</source>
        <translation>&amp;Go to the one it needs</translation>
    </message>
    <message>
        <source>&amp;Send it so</source>
        <translation>&amp;Send it so</translation>
    </message>
    <message>
        <source>It goes with another refused record: what is done there is done here too.</source>
        <translation>It goes with another refused record: what is done there is done here too.</translation>
    </message>
    <message>
        <source>It goes with the next synchronisation. What was refused stays in the journal.</source>
        <translation>It goes with the next synchronisation. What was refused stays in the journal.</translation>
    </message>
    <message>
        <source>Set it asi&amp;de</source>
        <translation>Set it asi&amp;de</translation>
    </message>
    <message>
        <source>The server has refused nothing that still needs you.</source>
        <translation>The server has refused nothing that still needs you.</translation>
    </message>
    <message>
        <source>What stood before stands again. The journal keeps what was typed.</source>
        <translation>What stood before stands again. The journal keeps what was typed.</translation>
    </message>
    <message>
        <source>What the server refused</source>
        <translation>What the server refused</translation>
    </message>
    <message>
        <source>Why it is set aside (only for that)</source>
        <translation>Why it is set aside (only for that)</translation>
    </message>
    <message>
        <source>Written anew.</source>
        <translation>Written anew.</translation>
    </message>
</context>
<context>
    <name>Regional</name>
    <message numerus="yes">
        <source>%n bundle(s) carried; the answers are on the stick.</source>
        <translation>
            <numerusform>%n bundle carried; the answers are on the stick.</numerusform>
            <numerusform>%n bundles carried; the answers are on the stick.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused: the reason stands beside it.</source>
        <translation>
            <numerusform>%n refused: the reason stands beside it.</numerusform>
            <numerusform>%n refused: the reason stands beside it.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Ask again</source>
        <translation>&amp;Ask again</translation>
    </message>
    <message>
        <source>&amp;Back to the sticks</source>
        <translation>&amp;Back to the sticks</translation>
    </message>
    <message>
        <source>&amp;Carry them all</source>
        <translation>&amp;Carry them all</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Asking the server…</translation>
    </message>
    <message>
        <source>Carrying {number} of {of}: {office}, {sent} of {size}. Leave the stick in.</source>
        <translation>Carrying {number} of {of}: {office}, {sent} of {size}. Leave the stick in.</translation>
    </message>
    <message>
        <source>Choose the s&amp;tick…</source>
        <translation>Choose the s&amp;tick…</translation>
    </message>
    <message>
        <source>L&amp;ist of the offices…</source>
        <translation>L&amp;ist of the offices…</translation>
    </message>
    <message>
        <source>Offices</source>
        <translation>Offices</translation>
    </message>
    <message>
        <source>Put a stick in, or choose the folder its bundles are in.</source>
        <translation>Put a stick in, or choose the folder its bundles are in.</translation>
    </message>
    <message>
        <source>Regional office</source>
        <translation>Regional office</translation>
    </message>
    <message>
        <source>S&amp;lips of this stick…</source>
        <translation>S&amp;lips of this stick…</translation>
    </message>
    <message>
        <source>Slips</source>
        <translation>Slips</translation>
    </message>
    <message>
        <source>Sticks that were brought</source>
        <translation>Sticks that were brought</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Stopping…</translation>
    </message>
    <message>
        <source>The bar is the silence; the marks stand at 7 and at 14 days.</source>
        <translation>The bar is the silence; the marks stand at 7 and at 14 days.</translation>
    </message>
    <message>
        <source>The offices, the most silent first</source>
        <translation>The offices, the most silent first</translation>
    </message>
    <message>
        <source>The stick that was brought</source>
        <translation>The stick that was brought</translation>
    </message>
    <message numerus="yes">
        <source>{folder}: %n bundle(s)</source>
        <translation>
            <numerusform>{folder}: %n bundle</numerusform>
            <numerusform>{folder}: %n bundles</numerusform>
        </translation>
    </message>
    <message>
        <source>{folder}: no bundle is on it.</source>
        <translation>{folder}: no bundle is on it.</translation>
    </message>
    <message>
        <source>{folder}: no stick is in. Put the next one in.</source>
        <translation>{folder}: no stick is in. Put the next one in.</translation>
    </message>
</context>
<context>
    <name>Register</name>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%n member</numerusform>
            <numerusform>%n members</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other(s) are on the page Today.</source>
        <comment>drafts</comment>
        <translation>
            <numerusform>%n other are on the page Today.</numerusform>
            <numerusform>%n others are on the page Today.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) confirmed</source>
        <translation>
            <numerusform>%n point confirmed</numerusform>
            <numerusform>%n points confirmed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) to correct before going on</source>
        <translation>
            <numerusform>%n point to correct before going on</numerusform>
            <numerusform>%n points to correct before going on</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) to look at: correct, or say that it is right</source>
        <translation>
            <numerusform>%n point to look at: correct, or say that it is right</numerusform>
            <numerusform>%n points to look at: correct, or say that it is right</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Add a member</source>
        <translation>&amp;Add a member</translation>
    </message>
    <message>
        <source>&amp;Area, from the smallest place to the district</source>
        <translation>&amp;Area, from the smallest place to the district</translation>
    </message>
    <message>
        <source>&amp;Birth: what is known?</source>
        <translation>&amp;Birth: what is known?</translation>
    </message>
    <message>
        <source>&amp;Cards</source>
        <translation>&amp;Cards</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>&amp;Continue</translation>
    </message>
    <message>
        <source>&amp;Date of death</source>
        <translation>&amp;Date of death</translation>
    </message>
    <message>
        <source>&amp;Family name</source>
        <translation>&amp;Family name</translation>
    </message>
    <message>
        <source>&amp;Given name</source>
        <translation>&amp;Given name</translation>
    </message>
    <message>
        <source>&amp;Household</source>
        <translation>&amp;Household</translation>
    </message>
    <message>
        <source>&amp;Identity documents</source>
        <translation>&amp;Identity documents</translation>
    </message>
    <message>
        <source>&amp;Legal basis</source>
        <translation>&amp;Legal basis</translation>
    </message>
    <message>
        <source>&amp;Mother’s name</source>
        <translation>&amp;Mother’s name</translation>
    </message>
    <message>
        <source>&amp;New household</source>
        <translation>&amp;New household</translation>
    </message>
    <message>
        <source>&amp;Other names</source>
        <translation>&amp;Other names</translation>
    </message>
    <message>
        <source>&amp;Role in the household</source>
        <translation>&amp;Role in the household</translation>
    </message>
    <message>
        <source>&amp;Sex</source>
        <translation>&amp;Sex</translation>
    </message>
    <message>
        <source>&amp;Telephone of the household</source>
        <translation>&amp;Telephone of the household</translation>
    </message>
    <message>
        <source>&amp;Telephones</source>
        <translation>&amp;Telephones</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Undo</translation>
    </message>
    <message>
        <source>&amp;Village or neighbourhood</source>
        <translation>&amp;Village or neighbourhood</translation>
    </message>
    <message>
        <source>&amp;Vital status</source>
        <translation>&amp;Vital status</translation>
    </message>
    <message>
        <source>A&amp;ddress</source>
        <translation>A&amp;ddress</translation>
    </message>
    <message>
        <source>Alread&amp;y registered…</source>
        <translation>Alread&amp;y registered…</translation>
    </message>
    <message>
        <source>Already a member of household {code}, {place}.</source>
        <translation>Already a member of household {code}, {place}.</translation>
    </message>
    <message>
        <source>Bac&amp;k</source>
        <translation>Bac&amp;k</translation>
    </message>
    <message>
        <source>Both names written above are kept. Empty the one that is not theirs.</source>
        <translation>Both names written above are kept. Empty the one that is not theirs.</translation>
    </message>
    <message>
        <source>C&amp;ompound</source>
        <translation>C&amp;ompound</translation>
    </message>
    <message>
        <source>Check and print</source>
        <translation>Check and print</translation>
    </message>
    <message>
        <source>Confirm and &amp;print the receipt</source>
        <translation>Confirm and &amp;print the receipt</translation>
    </message>
    <message>
        <source>Decimal degrees, if a telephone shows them.</source>
        <translation>Decimal degrees, if a telephone shows them.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Discard</translation>
    </message>
    <message>
        <source>Discard this registration?</source>
        <translation>Discard this registration?</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>Discard…</translation>
    </message>
    <message>
        <source>For the notice, the reading back and the papers.</source>
        <translation>For the notice, the reading back and the papers.</translation>
    </message>
    <message>
        <source>Go on &amp;with it</source>
        <translation>Go on &amp;with it</translation>
    </message>
    <message>
        <source>Handed over to the citi&amp;zen</source>
        <translation>Handed over to the citi&amp;zen</translation>
    </message>
    <message>
        <source>How was the &amp;notice given?</source>
        <translation>How was the &amp;notice given?</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Keep it</translation>
    </message>
    <message>
        <source>Kind of &amp;household</source>
        <translation>Kind of &amp;household</translation>
    </message>
    <message>
        <source>Land&amp;mark</source>
        <translation>Land&amp;mark</translation>
    </message>
    <message>
        <source>Language and notice</source>
        <translation>Language and notice</translation>
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
        <translation>Look for the household under People, or begin a new one here.</translation>
    </message>
    <message>
        <source>Member {number}</source>
        <translation>Member {number}</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Members</translation>
    </message>
    <message>
        <source>Members of the household</source>
        <translation>Members of the household</translation>
    </message>
    <message>
        <source>More &amp;questions</source>
        <translation>More &amp;questions</translation>
    </message>
    <message>
        <source>Next: {step}, by {date}.</source>
        <translation>Next: {step}, by {date}.</translation>
    </message>
    <message>
        <source>Not this person after all</source>
        <translation>Not this person after all</translation>
    </message>
    <message>
        <source>Open their household</source>
        <translation>Open their household</translation>
    </message>
    <message>
        <source>Si&amp;ngle name</source>
        <translation>Si&amp;ngle name</translation>
    </message>
    <message>
        <source>The other name may stay empty.</source>
        <translation>The other name may stay empty.</translation>
    </message>
    <message>
        <source>This registration is finished or was discarded.</source>
        <translation>This registration is finished or was discarded.</translation>
    </message>
    <message>
        <source>Which language does the citizen &amp;speak best?</source>
        <translation>Which language does the citizen &amp;speak best?</translation>
    </message>
    <message>
        <source>Only if several households share it: the same name for each.</source>
        <translation>Only if several households share it: the same name for each.</translation>
    </message>
    <message>
        <source>People already registered</source>
        <translation>People already registered</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Photo</translation>
    </message>
    <message>
        <source>Privacy notice</source>
        <translation>Privacy notice</translation>
    </message>
    <message>
        <source>Reason why the sex is not known</source>
        <translation>Reason why the sex is not known</translation>
    </message>
    <message>
        <source>Receipt handed over today</source>
        <translation>Receipt handed over today</translation>
    </message>
    <message>
        <source>Receipt to hand over</source>
        <translation>Receipt to hand over</translation>
    </message>
    <message>
        <source>Remove this member</source>
        <translation>Remove this member</translation>
    </message>
    <message>
        <source>Same compound: {name}</source>
        <translation>Same compound: {name}</translation>
    </message>
    <message>
        <source>Saved on this computer, waiting to be sent.</source>
        <translation>Saved on this computer, waiting to be sent.</translation>
    </message>
    <message>
        <source>Sheet of the receipt</source>
        <translation>Sheet of the receipt</translation>
    </message>
    <message>
        <source>This household was registered already</source>
        <translation>This household was registered already</translation>
    </message>
    <message>
        <source>Somebody already registered</source>
        <translation>Somebody already registered</translation>
    </message>
    <message>
        <source>&amp;Parent or guardian told</source>
        <translation>&amp;Parent or guardian told</translation>
    </message>
    <message>
        <source>Choose the language: the notice appears here in it.</source>
        <translation>Choose the language: the notice appears here in it.</translation>
    </message>
    <message>
        <source>No adult lives in it.</source>
        <translation>No adult lives in it.</translation>
    </message>
    <message>
        <source>Step {number} of {count}: {name}, {state}</source>
        <translation>Step {number} of {count}: {name}, {state}</translation>
    </message>
    <message>
        <source>The down arrow shows every place.</source>
        <translation>The down arrow shows every place.</translation>
    </message>
    <message>
        <source>The household is registered</source>
        <translation>The household is registered</translation>
    </message>
    <message>
        <source>The member was removed.</source>
        <translation>The member was removed.</translation>
    </message>
    <message>
        <source>The programme proposes: {basis}.</source>
        <translation>The programme proposes: {basis}.</translation>
    </message>
    <message>
        <source>The receipt is not printed yet</source>
        <translation>The receipt is not printed yet</translation>
    </message>
    <message>
        <source>This household is &amp;headed by a child</source>
        <translation>This household is &amp;headed by a child</translation>
    </message>
    <message>
        <source>Type a name, a code, a telephone or an identity number.</source>
        <translation>Type a name, a code, a telephone or an identity number.</translation>
    </message>
    <message>
        <source>Unfinished: {name}, {when}</source>
        <translation>Unfinished: {name}, {when}</translation>
    </message>
    <message>
        <source>What was typed for this household is lost. Nothing was registered.</source>
        <translation>What was typed for this household is lost. Nothing was registered.</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>done</source>
        <translation>done</translation>
    </message>
    <message>
        <source>something to correct</source>
        <translation>something to correct</translation>
    </message>
    <message>
        <source>to do</source>
        <translation>to do</translation>
    </message>
    <message>
        <source>to look at</source>
        <translation>to look at</translation>
    </message>
    <message>
        <source>you are here</source>
        <translation>you are here</translation>
    </message>
    <message>
        <source>{field}: {problem}</source>
        <translation>{field}: {problem}</translation>
    </message>
    <message>
        <source>{name} is no longer in this household.</source>
        <translation>{name} is no longer in this household.</translation>
    </message>
</context>
<context>
    <name>RequestDecision</name>
    <message>
        <source>Approved</source>
        <translation>Approved</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rejected</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Taken back</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Withdrawn</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Written</translation>
    </message>
</context>
<context>
    <name>RequestState</name>
    <message>
        <source>Rejected</source>
        <translation>Rejected</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Taken back</translation>
    </message>
    <message>
        <source>Waiting for a decision</source>
        <translation>Waiting for a decision</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Withdrawn</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Written</translation>
    </message>
</context>
<context>
    <name>Residence</name>
    <message>
        <source>Asylum seeker</source>
        <translation>Asylum seeker</translation>
    </message>
    <message>
        <source>Internally displaced</source>
        <translation>Internally displaced</translation>
    </message>
    <message>
        <source>International migrant</source>
        <translation>International migrant</translation>
    </message>
    <message>
        <source>Refugee</source>
        <translation>Refugee</translation>
    </message>
    <message>
        <source>Resident</source>
        <translation>Resident</translation>
    </message>
    <message>
        <source>Returned after displacement</source>
        <translation>Returned after displacement</translation>
    </message>
    <message>
        <source>Returned from abroad</source>
        <translation>Returned from abroad</translation>
    </message>
    <message>
        <source>Stateless</source>
        <translation>Stateless</translation>
    </message>
</context>
<context>
    <name>Retention</name>
    <message>
        <source>died on {date}</source>
        <translation>died on {date}</translation>
    </message>
    <message>
        <source>left the last household on {date}</source>
        <translation>left the last household on {date}</translation>
    </message>
    <message>
        <source>portrait of somebody who left or died on {date}</source>
        <translation>portrait of somebody who left or died on {date}</translation>
    </message>
    <message>
        <source>unfinished registration, not touched since {date}</source>
        <translation>unfinished registration, not touched since {date}</translation>
    </message>
</context>
<context>
    <name>Role</name>
    <message>
        <source>Absent member</source>
        <translation>Absent member</translation>
    </message>
    <message>
        <source>Child</source>
        <translation>Child</translation>
    </message>
    <message>
        <source>Domestic worker</source>
        <translation>Domestic worker</translation>
    </message>
    <message>
        <source>Guest</source>
        <translation>Guest</translation>
    </message>
    <message>
        <source>Head of household</source>
        <translation>Head of household</translation>
    </message>
    <message>
        <source>Not related</source>
        <translation>Not related</translation>
    </message>
    <message>
        <source>Other relative</source>
        <translation>Other relative</translation>
    </message>
    <message>
        <source>Spouse</source>
        <translation>Spouse</translation>
    </message>
</context>
<context>
    <name>SchemeStatus</name>
    <message>
        <source>Active</source>
        <translation>Active</translation>
    </message>
    <message>
        <source>Being designed</source>
        <translation>Being designed</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>Draft law</source>
        <translation>Draft law</translation>
    </message>
    <message>
        <source>Pilot</source>
        <translation>Pilot</translation>
    </message>
</context>
<context>
    <name>SchemeType</name>
    <message>
        <source>Contributory</source>
        <translation>Contributory</translation>
    </message>
    <message>
        <source>Mixed</source>
        <translation>Mixed</translation>
    </message>
    <message>
        <source>Non-contributory</source>
        <translation>Non-contributory</translation>
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
        <translation>Domestic work</translation>
    </message>
    <message>
        <source>Informal</source>
        <translation>Informal</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Private</translation>
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
        <translation>&amp;Add a person</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Colours</translation>
    </message>
    <message>
        <source>&amp;Full name</source>
        <translation>&amp;Full name</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>&amp;Keep</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Language</translation>
    </message>
    <message>
        <source>&amp;Role</source>
        <translation>&amp;Role</translation>
    </message>
    <message>
        <source>&amp;Size of the text</source>
        <translation>&amp;Size of the text</translation>
    </message>
    <message>
        <source>&amp;User name</source>
        <translation>&amp;User name</translation>
    </message>
    <message>
        <source>A backup is one encrypted file, opened with the same passwords. Keep it on a key or a disk away from this computer, and make a new one each week.</source>
        <translation>A backup is one encrypted file, opened with the same passwords. Keep it on a key or a disk away from this computer, and make a new one each week.</translation>
    </message>
    <message>
        <source>A new person of this office</source>
        <translation>A new person of this office</translation>
    </message>
    <message>
        <source>About</source>
        <translation>About</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Backups</translation>
    </message>
    <message>
        <source>Chec&amp;k the file</source>
        <translation>Chec&amp;k the file</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>Close account</source>
        <translation>Close account</translation>
    </message>
    <message>
        <source>Close the account</source>
        <translation>Close the account</translation>
    </message>
    <message>
        <source>Close the account of {name}?</source>
        <translation>Close the account of {name}?</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Households: {households}. Persons: {persons}. Changes: {changes}.</source>
        <translation>Households: {households}. Persons: {persons}. Changes: {changes}.</translation>
    </message>
    <message>
        <source>L&amp;ock the window</source>
        <translation>L&amp;ock the window</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>Made with</translation>
    </message>
    <message>
        <source>New &amp;password</source>
        <translation>New &amp;password</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>New password</translation>
    </message>
    <message>
        <source>New password for {name}</source>
        <translation>New password for {name}</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>Office</translation>
    </message>
    <message>
        <source>Once &amp;more</source>
        <translation>Once &amp;more</translation>
    </message>
    <message>
        <source>People of this office</source>
        <translation>People of this office</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>Programme</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>R&amp;estore a backup…</source>
        <translation>R&amp;estore a backup…</translation>
    </message>
    <message>
        <source>Save a &amp;backup…</source>
        <translation>Save a &amp;backup…</translation>
    </message>
    <message>
        <source>Save a backup</source>
        <translation>Save a backup</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Synchronise now, so that what can be read is safe; then restore the latest backup.</source>
        <translation>Synchronise now, so that what can be read is safe; then restore the latest backup.</translation>
    </message>
    <message>
        <source>Take it away from this computer.</source>
        <translation>Take it away from this computer.</translation>
    </message>
    <message>
        <source>The account is closed.</source>
        <translation>The account is closed.</translation>
    </message>
    <message>
        <source>The backup is saved as {name}.</source>
        <translation>The backup is saved as {name}.</translation>
    </message>
    <message>
        <source>The file is damaged.</source>
        <translation>The file is damaged.</translation>
    </message>
    <message>
        <source>The file is sound.</source>
        <translation>The file is sound.</translation>
    </message>
    <message>
        <source>The password is changed.</source>
        <translation>The password is changed.</translation>
    </message>
    <message>
        <source>The person can sign in now.</source>
        <translation>The person can sign in now.</translation>
    </message>
    <message>
        <source>The window</source>
        <translation>The window</translation>
    </message>
    <message>
        <source>This office</source>
        <translation>This office</translation>
    </message>
    <message>
        <source>account closed</source>
        <translation>account closed</translation>
    </message>
    <message>
        <source>none joined yet</source>
        <translation>none joined yet</translation>
    </message>
    <message>
        <source>{name} can no longer open this file. What they registered keeps their name. A new password opens the account again.</source>
        <translation>{name} can no longer open this file. What they registered keeps their name. A new password opens the account again.</translation>
    </message>
</context>
<context>
    <name>SettledHow</name>
    <message>
        <source>Both were wrong: typed anew</source>
        <translation>Both were wrong: typed anew</translation>
    </message>
    <message>
        <source>Field by field</source>
        <translation>Field by field</translation>
    </message>
    <message>
        <source>The other value was taken</source>
        <translation>The other value was taken</translation>
    </message>
    <message>
        <source>The same but for the writing</source>
        <translation>The same but for the writing</translation>
    </message>
    <message>
        <source>What stood was kept</source>
        <translation>What stood was kept</translation>
    </message>
</context>
<context>
    <name>Sex</name>
    <message>
        <source>Female</source>
        <translation>Female</translation>
    </message>
    <message>
        <source>Male</source>
        <translation>Male</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Not known</translation>
    </message>
</context>
<context>
    <name>ShockKind</name>
    <message>
        <source>Conflict</source>
        <translation>Conflict</translation>
    </message>
    <message>
        <source>Drought</source>
        <translation>Drought</translation>
    </message>
    <message>
        <source>Earthquake</source>
        <translation>Earthquake</translation>
    </message>
    <message>
        <source>Epidemic</source>
        <translation>Epidemic</translation>
    </message>
    <message>
        <source>Fire</source>
        <translation>Fire</translation>
    </message>
    <message>
        <source>Flood</source>
        <translation>Flood</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>Rising prices</source>
        <translation>Rising prices</translation>
    </message>
    <message>
        <source>Storm</source>
        <translation>Storm</translation>
    </message>
</context>
<context>
    <name>Slip</name>
    <message>
        <source>All that was sent is held by the server. The rest goes with the next synchronisation.</source>
        <translation>All that was sent is held by the server. The rest goes with the next synchronisation.</translation>
    </message>
    <message>
        <source>Both sides name the same figures: nothing is missing.</source>
        <translation>Both sides name the same figures: nothing is missing.</translation>
    </message>
    <message>
        <source>By</source>
        <translation>By</translation>
    </message>
    <message>
        <source>By kind of record</source>
        <translation>By kind of record</translation>
    </message>
    <message>
        <source>By officer</source>
        <translation>By officer</translation>
    </message>
    <message>
        <source>Compared on</source>
        <translation>Compared on</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Held</translation>
    </message>
    <message>
        <source>Laptop</source>
        <translation>Laptop</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Missing</translation>
    </message>
    <message>
        <source>No. {number}</source>
        <translation>No. {number}</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>Office</translation>
    </message>
    <message>
        <source>Officer</source>
        <translation>Officer</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>Reconciliation of work sent</source>
        <translation>Reconciliation of work sent</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>Signed by the server: {seal}</source>
        <translation>Signed by the server: {seal}</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Supervisor</translation>
    </message>
    <message>
        <source>The server was not reached: this is what its receipts prove. Compare again with a line.</source>
        <translation>The server was not reached: this is what its receipts prove. Compare again with a line.</translation>
    </message>
    <message>
        <source>The server&apos;s figures are of</source>
        <translation>The server&apos;s figures are of</translation>
    </message>
    <message>
        <source>To settle</source>
        <translation>To settle</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>Work of</source>
        <translation>Work of</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Written</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message>
        <source>held by the server</source>
        <translation>held by the server</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>missing</translation>
    </message>
    <message>
        <source>never</source>
        <translation>never</translation>
    </message>
    <message>
        <source>not signed by the server</source>
        <translation>not signed by the server</translation>
    </message>
    <message>
        <source>proved by receipts</source>
        <translation>proved by receipts</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>sent</translation>
    </message>
    <message>
        <source>since the beginning</source>
        <translation>since the beginning</translation>
    </message>
    <message>
        <source>somebody not known here</source>
        <translation>somebody not known here</translation>
    </message>
    <message>
        <source>still waiting here</source>
        <translation>still waiting here</translation>
    </message>
    <message>
        <source>the others together</source>
        <translation>the others together</translation>
    </message>
    <message>
        <source>to settle</source>
        <translation>to settle</translation>
    </message>
</context>
<context>
    <name>State</name>
    <message numerus="yes">
        <source>%n waiting to be sent</source>
        <comment>changes</comment>
        <translation>
            <numerusform>%n waiting to be sent</numerusform>
            <numerusform>%n waiting to be sent</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything is sent</source>
        <translation>Everything is sent</translation>
    </message>
    <message>
        <source>Language of the window</source>
        <translation>Language of the window</translation>
    </message>
    <message>
        <source>No server joined yet</source>
        <translation>No server joined yet</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Saved {time}</source>
        <translation>Saved {time}</translation>
    </message>
    <message>
        <source>Synchronising…</source>
        <translation>Synchronising…</translation>
    </message>
    <message>
        <source>last sync {when}</source>
        <translation>last sync {when}</translation>
    </message>
    <message>
        <source>not synchronised yet</source>
        <translation>not synchronised yet</translation>
    </message>
</context>
<context>
    <name>StatementStatus</name>
    <message>
        <source>Draft</source>
        <translation>Draft</translation>
    </message>
    <message>
        <source>Filed</source>
        <translation>Filed</translation>
    </message>
    <message>
        <source>Replaced</source>
        <translation>Replaced</translation>
    </message>
</context>
<context>
    <name>Status of a person</name>
    <message>
        <source>Deceased</source>
        <translation>Deceased</translation>
    </message>
    <message>
        <source>Household closed</source>
        <translation>Household closed</translation>
    </message>
    <message>
        <source>Household registered</source>
        <translation>Household registered</translation>
    </message>
    <message>
        <source>Household to be visited again</source>
        <translation>Household to be visited again</translation>
    </message>
    <message>
        <source>Household verified</source>
        <translation>Household verified</translation>
    </message>
    <message>
        <source>Member of a household</source>
        <translation>Member of a household</translation>
    </message>
    <message>
        <source>Merged into another record</source>
        <translation>Merged into another record</translation>
    </message>
    <message>
        <source>Without a household</source>
        <translation>Without a household</translation>
    </message>
</context>
<context>
    <name>StickSlip</name>
    <message numerus="yes">
        <source>%n change(s) need somebody: the laptop shows which.</source>
        <translation>
            <numerusform>%n change need somebody: the laptop shows which.</numerusform>
            <numerusform>%n changes need somebody: the laptop shows which.</numerusform>
        </translation>
    </message>
    <message>
        <source>Brought by</source>
        <translation>Brought by</translation>
    </message>
    <message>
        <source>Carried to the server</source>
        <translation>Carried to the server</translation>
    </message>
    <message>
        <source>Handed back on</source>
        <translation>Handed back on</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Next step</translation>
    </message>
    <message>
        <source>Put the stick back into the laptop, open “Synchronise” and press “Read from a stick”. Only then do the changes count as arrived.</source>
        <translation>Put the stick back into the laptop, open “Synchronise” and press “Read from a stick”. Only then do the changes count as arrived.</translation>
    </message>
    <message>
        <source>Slip for a stick that was carried</source>
        <translation>Slip for a stick that was carried</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Taken in hand by</source>
        <translation>Taken in hand by</translation>
    </message>
    <message>
        <source>The answer is not on the stick yet: it has to be carried once more.</source>
        <translation>The answer is not on the stick yet: it has to be carried once more.</translation>
    </message>
    <message>
        <source>There is more for this laptop: write to the stick again afterwards.</source>
        <translation>There is more for this laptop: write to the stick again afterwards.</translation>
    </message>
    <message>
        <source>Written at the office</source>
        <translation>Written at the office</translation>
    </message>
    <message>
        <source>changes arrived at the server</source>
        <translation>changes arrived at the server</translation>
    </message>
    <message>
        <source>changes brought</source>
        <translation>changes brought</translation>
    </message>
    <message>
        <source>changes refused</source>
        <translation>changes refused</translation>
    </message>
    <message>
        <source>photos and scans brought</source>
        <translation>photos and scans brought</translation>
    </message>
    <message>
        <source>records to take home</source>
        <translation>records to take home</translation>
    </message>
    <message>
        <source>{name}, laptop {office}-{laptop}</source>
        <translation>{name}, laptop {office}-{laptop}</translation>
    </message>
</context>
<context>
    <name>Sticks</name>
    <message numerus="yes">
        <source>%n arrived</source>
        <comment>changes</comment>
        <translation>
            <numerusform>%n arrived</numerusform>
            <numerusform>%n arrived</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) need somebody: see “To settle”.</source>
        <translation>
            <numerusform>%n change need somebody: see “To settle”.</numerusform>
            <numerusform>%n changes need somebody: see “To settle”.</numerusform>
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
        <translation>&amp;Write to a stick…</translation>
    </message>
    <message>
        <source>Arrived: {arrived}. Came in: {received}.</source>
        <translation>Arrived: {arrived}. Came in: {received}.</translation>
    </message>
    <message>
        <source>Both sides name the same counts.</source>
        <translation>Both sides name the same counts.</translation>
    </message>
    <message>
        <source>Leave the stick in until this is done.</source>
        <translation>Leave the stick in until this is done.</translation>
    </message>
    <message>
        <source>Part of it is older than this file; write to the stick again.</source>
        <translation>Part of it is older than this file; write to the stick again.</translation>
    </message>
    <message>
        <source>Rea&amp;d from a stick…</source>
        <translation>Rea&amp;d from a stick…</translation>
    </message>
    <message>
        <source>Stopped. Nothing was written.</source>
        <translation>Stopped. Nothing was written.</translation>
    </message>
    <message>
        <source>Stopped. What was read until then is kept; read the rest later.</source>
        <translation>Stopped. What was read until then is kept; read the rest later.</translation>
    </message>
    <message numerus="yes">
        <source>The bundle of {moment}, %n change(s), waits for its answer.</source>
        <translation>
            <numerusform>The bundle of {moment}, %n change, waits for its answer.</numerusform>
            <numerusform>The bundle of {moment}, %n changes, waits for its answer.</numerusform>
        </translation>
    </message>
    <message>
        <source>The stick to read from</source>
        <translation>The stick to read from</translation>
    </message>
    <message>
        <source>The stick to write to</source>
        <translation>The stick to write to</translation>
    </message>
    <message>
        <source>There is more for this laptop: write to the stick again.</source>
        <translation>There is more for this laptop: write to the stick again.</translation>
    </message>
    <message>
        <source>This answer had been read before. Nothing was done twice.</source>
        <translation>This answer had been read before. Nothing was done twice.</translation>
    </message>
    <message>
        <source>Without a line: by stick</source>
        <translation>Without a line: by stick</translation>
    </message>
    <message>
        <source>Write what waits to a stick, have it carried, and read the answer that comes back.</source>
        <translation>Write what waits to a stick, have it carried, and read the answer that comes back.</translation>
    </message>
    <message>
        <source>Written: {name}, {changes}. They count as arrived when the answer was read here.</source>
        <translation>Written: {name}, {changes}. They count as arrived when the answer was read here.</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>answered</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refused</translation>
    </message>
    <message>
        <source>sent, answer missing</source>
        <translation>sent, answer missing</translation>
    </message>
    <message>
        <source>to send</source>
        <translation>to send</translation>
    </message>
    <message>
        <source>{office}, laptop {laptop}</source>
        <translation>{office}, laptop {laptop}</translation>
    </message>
</context>
<context>
    <name>SuspensionReason</name>
    <message>
        <source>Complaint</source>
        <translation>Complaint</translation>
    </message>
    <message>
        <source>Conditions not met</source>
        <translation>Conditions not met</translation>
    </message>
    <message>
        <source>Problem with the data</source>
        <translation>Problem with the data</translation>
    </message>
    <message>
        <source>Proof of life overdue</source>
        <translation>Proof of life overdue</translation>
    </message>
</context>
<context>
    <name>Sync</name>
    <message>
        <source>&amp;Address of the server</source>
        <translation>&amp;Address of the server</translation>
    </message>
    <message>
        <source>&amp;Join the server</source>
        <translation>&amp;Join the server</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Stop</translation>
    </message>
    <message>
        <source>&amp;Synchronise now</source>
        <translation>&amp;Synchronise now</translation>
    </message>
    <message>
        <source>About {size}. How fast this line is was not measured yet.</source>
        <translation>About {size}. How fast this line is was not measured yet.</translation>
    </message>
    <message>
        <source>Arrived: {arrived}. Came in: {received}. {up} up, {down} down, in {seconds}.</source>
        <translation>Arrived: {arrived}. Came in: {received}. {up} up, {down} down, in {seconds}.</translation>
    </message>
    <message>
        <source>Certi&amp;ficate file…</source>
        <translation>Certi&amp;ficate file…</translation>
    </message>
    <message>
        <source>Certificate of the server</source>
        <translation>Certificate of the server</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>Certificates</translation>
    </message>
    <message>
        <source>Changes of this desk</source>
        <translation>Changes of this desk</translation>
    </message>
    <message>
        <source>Join a server</source>
        <translation>Join a server</translation>
    </message>
    <message>
        <source>Joining &amp;code</source>
        <translation>Joining &amp;code</translation>
    </message>
    <message>
        <source>Last round at {time}: {what}</source>
        <translation>Last round at {time}: {what}</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contradiction(s): both values are kept</source>
        <translation>
            <numerusform>%n contradiction: both values are kept</numerusform>
            <numerusform>%n contradictions: both values are kept</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n still to come</source>
        <translation>
            <numerusform>%n still to come</numerusform>
            <numerusform>%n still to come</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Back to the sync centre</source>
        <translation>&amp;Back to the sync centre</translation>
    </message>
    <message>
        <source>About {size}, {time} on this line.</source>
        <translation>About {size}, {time} on this line.</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>At most</translation>
    </message>
    <message>
        <source>At the end of a day both sides count what was written, and say the same.</source>
        <translation>At the end of a day both sides count what was written, and say the same.</translation>
    </message>
    <message>
        <source>Both sides are counting…</source>
        <translation>Both sides are counting…</translation>
    </message>
    <message>
        <source>Compare &amp;everything</source>
        <translation>Compare &amp;everything</translation>
    </message>
    <message>
        <source>Compare &amp;today</source>
        <translation>Compare &amp;today</translation>
    </message>
    <message>
        <source>Here and at the server</source>
        <translation>Here and at the server</translation>
    </message>
    <message>
        <source>Language of the slip</source>
        <translation>Language of the slip</translation>
    </message>
    <message>
        <source>Last synchronised: {when}</source>
        <translation>Last synchronised: {when}</translation>
    </message>
    <message>
        <source>Never synchronised whole</source>
        <translation>Never synchronised whole</translation>
    </message>
    <message>
        <source>Next try at {time}</source>
        <translation>Next try at {time}</translation>
    </message>
    <message>
        <source>Nothing is lost: the next round fetches everything again and compares once more.</source>
        <translation>Nothing is lost: the next round fetches everything again and compares once more.</translation>
    </message>
    <message>
        <source>Nothing waits here; what is new elsewhere is asked for.</source>
        <translation>Nothing waits here; what is new elsewhere is asked for.</translation>
    </message>
    <message>
        <source>Nothing: every change was taken.</source>
        <translation>Nothing: every change was taken.</translation>
    </message>
    <message>
        <source>Only records on this connection, no photos and scans</source>
        <translation>Only records on this connection, no photos and scans</translation>
    </message>
    <message>
        <source>Portraits</source>
        <translation>Portraits</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>Re&amp;gional office…</source>
        <translation>Re&amp;gional office…</translation>
    </message>
    <message>
        <source>Reconciliation {number}</source>
        <translation>Reconciliation {number}</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Records</translation>
    </message>
    <message>
        <source>Rounds until now</source>
        <translation>Rounds until now</translation>
    </message>
    <message>
        <source>S&amp;lip…</source>
        <translation>S&amp;lip…</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>Scans</translation>
    </message>
    <message>
        <source>Show all of them</source>
        <translation>Show all of them</translation>
    </message>
    <message>
        <source>Stopping after the batch that is on its way…</source>
        <translation>Stopping after the batch that is on its way…</translation>
    </message>
    <message>
        <source>Synchronise by itself when there is a line</source>
        <translation>Synchronise by itself when there is a line</translation>
    </message>
    <message>
        <source>Synchronising for {since}. What has arrived stays arrived, even if you stop.</source>
        <translation>Synchronising for {since}. What has arrived stays arrived, even if you stop.</translation>
    </message>
    <message>
        <source>The counts here and at the server differ.</source>
        <translation>The counts here and at the server differ.</translation>
    </message>
    <message>
        <source>The first synchronisation begins now.</source>
        <translation>The first synchronisation begins now.</translation>
    </message>
    <message>
        <source>The next round</source>
        <translation>The next round</translation>
    </message>
    <message>
        <source>The regional office gives a joining sheet with an address and a code that works once. Until then everything is saved here.</source>
        <translation>The regional office gives a joining sheet with an address and a code that works once. Until then everything is saved here.</translation>
    </message>
    <message>
        <source>The round of {time} did not finish. {why}</source>
        <translation>The round of {time} did not finish. {why}</translation>
    </message>
    <message>
        <source>There was no synchronisation yet.</source>
        <translation>There was no synchronisation yet.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {length} ahead of the server&apos;s. Nothing is refused for that.</source>
        <translation>This computer&apos;s clock is {length} ahead of the server&apos;s. Nothing is refused for that.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {length} behind the server&apos;s. Nothing is refused for that.</source>
        <translation>This computer&apos;s clock is {length} behind the server&apos;s. Nothing is refused for that.</translation>
    </message>
    <message>
        <source>This desk has joined the server.</source>
        <translation>This desk has joined the server.</translation>
    </message>
    <message>
        <source>This desk has not joined a server yet.</source>
        <translation>This desk has not joined a server yet.</translation>
    </message>
    <message>
        <source>To settle</source>
        <translation>To settle</translation>
    </message>
    <message>
        <source>What waits</source>
        <translation>What waits</translation>
    </message>
    <message>
        <source>Work of {day}; by the receipts kept here, the last of {moment}.</source>
        <translation>Work of {day}; by the receipts kept here, the last of {moment}.</translation>
    </message>
    <message>
        <source>Work of {day}; the server has signed for nothing yet.</source>
        <translation>Work of {day}; the server has signed for nothing yet.</translation>
    </message>
    <message>
        <source>Work of {day}; the server&apos;s figures are of {moment}.</source>
        <translation>Work of {day}; the server&apos;s figures are of {moment}.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>changes</comment>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message>
        <source>arrived</source>
        <translation>arrived</translation>
    </message>
    <message>
        <source>every day</source>
        <translation>every day</translation>
    </message>
    <message>
        <source>https://…</source>
        <translation>https://…</translation>
    </message>
    <message>
        <source>meeting the server…</source>
        <translation>meeting the server…</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>no limit</translation>
    </message>
    <message>
        <source>on their way</source>
        <translation>on their way</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refused</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>waiting</translation>
    </message>
    <message>
        <source>what is more than the limit waits for the next round</source>
        <translation>what is more than the limit waits for the next round</translation>
    </message>
    <message>
        <source>{arrived} of {all} arrived, {received} came in</source>
        <translation>{arrived} of {all} arrived, {received} came in</translation>
    </message>
    <message>
        <source>{date}, {time}</source>
        <translation>{date}, {time}</translation>
    </message>
    <message>
        <source>{done} of {all}</source>
        <translation>{done} of {all}</translation>
    </message>
    <message>
        <source>{lane}: {count}, {size}</source>
        <translation>{lane}: {count}, {size}</translation>
    </message>
    <message>
        <source>{lane}: {count}, {size}, left for another time</source>
        <translation>{lane}: {count}, {size}, left for another time</translation>
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
        <translation>{size} MB</translation>
    </message>
    <message>
        <source>{size} kB</source>
        <translation>{size} kB</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>A membership ended: {reason}</source>
        <translation>A membership ended: {reason}</translation>
    </message>
    <message>
        <source>Appointment kept</source>
        <translation>Appointment kept</translation>
    </message>
    <message>
        <source>Assessment</source>
        <translation>Assessment</translation>
    </message>
    <message>
        <source>Case note</source>
        <translation>Case note</translation>
    </message>
    <message>
        <source>Changed: {fields}</source>
        <translation>Changed: {fields}</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>Complaint</translation>
    </message>
    <message>
        <source>Corrected: “{milestone}”, {status} on {date}</source>
        <translation>Corrected: “{milestone}”, {status} on {date}</translation>
    </message>
    <message>
        <source>Document kept: {what}</source>
        <translation>Document kept: {what}</translation>
    </message>
    <message>
        <source>Enrolment</source>
        <translation>Enrolment</translation>
    </message>
    <message numerus="yes">
        <source>Household registered, %n member(s)</source>
        <translation>
            <numerusform>Household registered, %n member</numerusform>
            <numerusform>Household registered, %n members</numerusform>
        </translation>
    </message>
    <message>
        <source>Identity document of {name} added</source>
        <translation>Identity document of {name} added</translation>
    </message>
    <message>
        <source>Need</source>
        <translation>Need</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Payment</translation>
    </message>
    <message>
        <source>Photo of {name} added</source>
        <translation>Photo of {name} added</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Privacy notice given</source>
        <translation>Privacy notice given</translation>
    </message>
    <message>
        <source>Proof of life</source>
        <translation>Proof of life</translation>
    </message>
    <message>
        <source>Referral</source>
        <translation>Referral</translation>
    </message>
    <message>
        <source>Service used</source>
        <translation>Service used</translation>
    </message>
    <message>
        <source>Telephone added</source>
        <translation>Telephone added</translation>
    </message>
    <message>
        <source>{name} was added</source>
        <translation>{name} was added</translation>
    </message>
    <message>
        <source>{paper} handed over</source>
        <translation>{paper} handed over</translation>
    </message>
    <message>
        <source>{paper} printed</source>
        <translation>{paper} printed</translation>
    </message>
    <message>
        <source>{paper} printed again, copy {number}: {reason}</source>
        <translation>{paper} printed again, copy {number}: {reason}</translation>
    </message>
    <message>
        <source>“{milestone}”: {status} on {date}</source>
        <translation>“{milestone}”: {status} on {date}</translation>
    </message>
</context>
<context>
    <name>Today</name>
    <message numerus="yes">
        <source>%n household(s)</source>
        <translation>
            <numerusform>%n household</numerusform>
            <numerusform>%n households</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n household(s) registered today.</source>
        <translation>
            <numerusform>%n household registered today.</numerusform>
            <numerusform>%n households registered today.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n persons</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;New household</source>
        <translation>&amp;New household</translation>
    </message>
    <message>
        <source>&amp;Search the register</source>
        <translation>&amp;Search the register</translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>Due today</translation>
    </message>
    <message>
        <source>Household without a name yet</source>
        <translation>Household without a name yet</translation>
    </message>
    <message>
        <source>In the register: {households}, {persons}.</source>
        <translation>In the register: {households}, {persons}.</translation>
    </message>
    <message>
        <source>Last synchronised {when}</source>
        <translation>Last synchronised {when}</translation>
    </message>
    <message>
        <source>Milestones past their date</source>
        <translation>Milestones past their date</translation>
    </message>
    <message>
        <source>No server joined yet</source>
        <translation>No server joined yet</translation>
    </message>
    <message>
        <source>Not synchronised yet</source>
        <translation>Not synchronised yet</translation>
    </message>
    <message>
        <source>Nothing waits.</source>
        <translation>Nothing waits.</translation>
    </message>
    <message>
        <source>Register a household that is at the counter</source>
        <translation>Register a household that is at the counter</translation>
    </message>
    <message>
        <source>To finish</source>
        <translation>To finish</translation>
    </message>
    <message>
        <source>What waits</source>
        <translation>What waits</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>drafts</comment>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>due</comment>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>milestones</comment>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>card(s) to print</source>
        <translation>
            <numerusform>card to print</numerusform>
            <numerusform>cards to print</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>change(s) to send</source>
        <translation>
            <numerusform>change to send</numerusform>
            <numerusform>changes to send</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>change(s) to settle</source>
        <translation>
            <numerusform>change to settle</numerusform>
            <numerusform>changes to settle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>paper(s) to hand over</source>
        <translation>
            <numerusform>paper to hand over</numerusform>
            <numerusform>papers to hand over</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>possible duplicate(s) to compare</source>
        <translation>
            <numerusform>possible duplicate to compare</numerusform>
            <numerusform>possible duplicates to compare</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>receipt(s) to print</source>
        <translation>
            <numerusform>receipt to print</numerusform>
            <numerusform>receipts to print</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>request(s) to decide</source>
        <translation>
            <numerusform>request to decide</numerusform>
            <numerusform>requests to decide</numerusform>
        </translation>
    </message>
    <message>
        <source>{milestone}, due {date}</source>
        <translation>{milestone}, due {date}</translation>
    </message>
</context>
<context>
    <name>Unit</name>
    <message>
        <source>Household</source>
        <translation>Household</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
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
        <translation>Deceased</translation>
    </message>
    <message>
        <source>Moved away</source>
        <translation>Moved away</translation>
    </message>
    <message>
        <source>No document</source>
        <translation>No document</translation>
    </message>
    <message>
        <source>Not enough cash</source>
        <translation>Not enough cash</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>Registered twice</source>
        <translation>Registered twice</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Suspended</translation>
    </message>
</context>
<context>
    <name>Urgency</name>
    <message>
        <source>Emergency</source>
        <translation>Emergency</translation>
    </message>
    <message>
        <source>Routine</source>
        <translation>Routine</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>Urgent</translation>
    </message>
</context>
<context>
    <name>UserRole</name>
    <message>
        <source>Administrator</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>Auditor</source>
        <translation>Auditor</translation>
    </message>
    <message>
        <source>Case manager</source>
        <translation>Case manager</translation>
    </message>
    <message>
        <source>Clerk</source>
        <translation>Clerk</translation>
    </message>
    <message>
        <source>Head of district</source>
        <translation>Head of district</translation>
    </message>
    <message>
        <source>Monitoring and evaluation</source>
        <translation>Monitoring and evaluation</translation>
    </message>
    <message>
        <source>Payment officer</source>
        <translation>Payment officer</translation>
    </message>
    <message>
        <source>Regional synchronisation officer</source>
        <translation>Regional synchronisation officer</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Supervisor</translation>
    </message>
</context>
<context>
    <name>Via</name>
    <message>
        <source>At the desk</source>
        <translation>At the desk</translation>
    </message>
    <message>
        <source>By synchronisation</source>
        <translation>By synchronisation</translation>
    </message>
    <message>
        <source>By telephone</source>
        <translation>By telephone</translation>
    </message>
    <message>
        <source>On paper</source>
        <translation>On paper</translation>
    </message>
</context>
<context>
    <name>VitalStatus</name>
    <message>
        <source>Alive</source>
        <translation>Alive</translation>
    </message>
    <message>
        <source>Deceased</source>
        <translation>Deceased</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unknown</translation>
    </message>
</context>
<context>
    <name>WorkStatus</name>
    <message>
        <source>Contributing family worker</source>
        <translation>Contributing family worker</translation>
    </message>
    <message>
        <source>Dependent contractor</source>
        <translation>Dependent contractor</translation>
    </message>
    <message>
        <source>Employee</source>
        <translation>Employee</translation>
    </message>
    <message>
        <source>Employer</source>
        <translation>Employer</translation>
    </message>
    <message>
        <source>Member of a cooperative</source>
        <translation>Member of a cooperative</translation>
    </message>
    <message>
        <source>Own-account worker</source>
        <translation>Own-account worker</translation>
    </message>
</context>
</TS>
