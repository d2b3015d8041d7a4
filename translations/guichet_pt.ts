<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_PT" sourcelanguage="en">
<context>
    <name>AccessKind</name>
    <message>
        <source>Confidential file opened</source>
        <translation>Processo confidencial aberto</translation>
    </message>
    <message>
        <source>Data passed on</source>
        <translation>Dados transmitidos</translation>
    </message>
    <message>
        <source>File made confidential</source>
        <translation>Processo tornado confidencial</translation>
    </message>
    <message>
        <source>File no longer confidential</source>
        <translation>Processo que deixou de ser confidencial</translation>
    </message>
    <message>
        <source>Identity number shown</source>
        <translation>Número de identidade mostrado</translation>
    </message>
    <message>
        <source>Search by identity number</source>
        <translation>Pesquisa por número de identidade</translation>
    </message>
    <message>
        <source>Sheet “My data” given out</source>
        <translation>Ficha «Os meus dados» entregue</translation>
    </message>
</context>
<context>
    <name>Acknowledgement</name>
    <message>
        <source>About</source>
        <translation>Assunto</translation>
    </message>
    <message>
        <source>Acknowledgement of a complaint</source>
        <translation>Comprovativo de reclamação</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>If you do not agree with the answer, tell us: another officer will look at it.</source>
        <translation>Se não concordar com a resposta, diga-nos: outro funcionário irá analisá-la.</translation>
    </message>
    <message>
        <source>If you have no answer by then, come or telephone and give the number.</source>
        <translation>Se não tiver resposta até lá, venha ou telefone e indique o número.</translation>
    </message>
    <message>
        <source>It is free. It changes nothing about the help you receive.</source>
        <translation>É gratuito. Não altera em nada o apoio que recebe.</translation>
    </message>
    <message>
        <source>Keep this paper. With its number you can ask how far we are.</source>
        <translation>Guarde este papel. Com o seu número pode perguntar em que ponto estamos.</translation>
    </message>
    <message>
        <source>Received on</source>
        <translation>Recebida em</translation>
    </message>
    <message>
        <source>Signature or fingerprint, if wished</source>
        <translation>Assinatura ou impressão digital, se desejar</translation>
    </message>
    <message>
        <source>We have received your message</source>
        <translation>Recebemos a sua mensagem</translation>
    </message>
    <message>
        <source>What happens now</source>
        <translation>O que acontece agora</translation>
    </message>
    <message>
        <source>Whom to ask</source>
        <translation>A quem se dirigir</translation>
    </message>
    <message>
        <source>You will have an answer by {date}.</source>
        <translation>Terá uma resposta até {date}.</translation>
    </message>
    <message>
        <source>Your number</source>
        <translation>O seu número</translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>sem nome</translation>
    </message>
</context>
<context>
    <name>Acting</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n dia</numerusform>
            <numerusform>%n dias</numerusform>
        </translation>
    </message>
    <message>
        <source>Acting rights (par intérim)</source>
        <translation>Funções interinas</translation>
    </message>
    <message>
        <source>Every use…</source>
        <translation>Todos os usos…</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>Por quanto tempo</translation>
    </message>
    <message>
        <source>Give it back</source>
        <translation>Devolver a função</translation>
    </message>
    <message>
        <source>Hold a role myself…</source>
        <translation>Exercer uma função eu mesmo…</translation>
    </message>
    <message>
        <source>Let a colleague hold one…</source>
        <translation>Confiar uma a um colega…</translation>
    </message>
    <message>
        <source>Act in that role…</source>
        <translation>Decidir interinamente…</translation>
    </message>
    <message>
        <source>Everything decided in this role is recorded as done by somebody acting.</source>
        <translation>Tudo o que é decidido nesta função fica registado como feito interinamente.</translation>
    </message>
    <message>
        <source>Hold a role for a time</source>
        <translation>Exercer uma função interinamente</translation>
    </message>
    <message>
        <source>Nobody holds an acting role today.</source>
        <translation>Hoje ninguém exerce uma função interina.</translation>
    </message>
    <message>
        <source>On leave, post vacant, no line to the colleague …</source>
        <translation>Férias, lugar vago, colega incontactável…</translation>
    </message>
    <message>
        <source>Role held for a time</source>
        <translation>Função exercida interinamente</translation>
    </message>
    <message>
        <source>Take this role</source>
        <translation>Assumir esta função</translation>
    </message>
    <message>
        <source>The role is given back.</source>
        <translation>A função foi devolvida.</translation>
    </message>
    <message>
        <source>The role is held from now on; every use is recorded.</source>
        <translation>A função é exercida a partir de agora; cada uso fica registado.</translation>
    </message>
    <message>
        <source>Who is to hold it</source>
        <translation>Quem a vai exercer</translation>
    </message>
    <message>
        <source>Why nobody else can decide</source>
        <translation>Porque é que mais ninguém pode decidir</translation>
    </message>
    <message>
        <source>You may not take a role yourself while a colleague can decide. {who}</source>
        <translation>Não pode assumir uma função enquanto um colega puder decidir. {who}</translation>
    </message>
    <message>
        <source>until {date} · {reason}</source>
        <translation>até {date} · {reason}</translation>
    </message>
</context>
<context>
    <name>Agenda</name>
    <message numerus="yes">
        <source>%n change(s) to send</source>
        <translation>
            <numerusform>%n alteração a enviar</numerusform>
            <numerusform>%n alterações a enviar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) to settle</source>
        <translation>
            <numerusform>%n alteração a resolver</numerusform>
            <numerusform>%n alterações a resolver</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) late</source>
        <translation>
            <numerusform>%n dia de atraso</numerusform>
            <numerusform>%n dias de atraso</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n possible duplicate(s) to compare</source>
        <translation>
            <numerusform>%n possível duplicado a comparar</numerusform>
            <numerusform>%n possíveis duplicados a comparar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) to decide</source>
        <translation>
            <numerusform>%n pedido a decidir</numerusform>
            <numerusform>%n pedidos a decidir</numerusform>
        </translation>
    </message>
    <message>
        <source>A place is free, {scheme}: first on the list</source>
        <translation>Há uma vaga, {scheme}: primeiro da lista</translation>
    </message>
    <message>
        <source>Check an application, {scheme}</source>
        <translation>Verificar um pedido, {scheme}</translation>
    </message>
    <message>
        <source>Complaint {code} waits for an answer</source>
        <translation>A reclamação {code} espera uma resposta</translation>
    </message>
    <message>
        <source>Complaint {code}: tell the answer</source>
        <translation>Reclamação {code}: comunicar a resposta</translation>
    </message>
    <message>
        <source>Decide on an application, {scheme}</source>
        <translation>Decidir sobre um pedido, {scheme}</translation>
    </message>
    <message>
        <source>Enrolled, not started yet, {scheme}</source>
        <translation>Inscrito, ainda não começou, {scheme}</translation>
    </message>
    <message>
        <source>Entitled until {date}, {scheme}: look again</source>
        <translation>Direito até {date}, {scheme}: rever</translation>
    </message>
    <message>
        <source>Exit proposed, {scheme}: death</source>
        <translation>Saída proposta, {scheme}: óbito</translation>
    </message>
    <message>
        <source>Exit proposed, {scheme}: enrolled twice</source>
        <translation>Saída proposta, {scheme}: inscrito duas vezes</translation>
    </message>
    <message>
        <source>Exit proposed, {scheme}: moved away</source>
        <translation>Saída proposta, {scheme}: mudou-se</translation>
    </message>
    <message>
        <source>Exit proposed, {scheme}: the scheme is closed</source>
        <translation>Saída proposta, {scheme}: o regime está encerrado</translation>
    </message>
    <message>
        <source>Statement of {month} not paid, {scheme}</source>
        <translation>Declaração de {month} por pagar, {scheme}</translation>
    </message>
    <message>
        <source>Statement of {month} to file, {scheme}</source>
        <translation>Declaração de {month} por entregar, {scheme}</translation>
    </message>
    <message>
        <source>Visit this employer again</source>
        <translation>Visitar de novo esta entidade empregadora</translation>
    </message>
    <message>
        <source>due on {date}</source>
        <translation>prazo: {date}</translation>
    </message>
    <message>
        <source>due today</source>
        <translation>prazo: hoje</translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message>
        <source>Eligible</source>
        <translation>Elegível</translation>
    </message>
    <message>
        <source>Not eligible</source>
        <translation>Não elegível</translation>
    </message>
    <message>
        <source>To be verified</source>
        <translation>A verificar</translation>
    </message>
</context>
<context>
    <name>AssessmentPlace</name>
    <message>
        <source>At home</source>
        <translation>No domicílio</translation>
    </message>
    <message>
        <source>At the office</source>
        <translation>No serviço</translation>
    </message>
    <message>
        <source>In the community</source>
        <translation>Na comunidade</translation>
    </message>
</context>
<context>
    <name>AssessmentPurpose</name>
    <message>
        <source>Appeal</source>
        <translation>Recurso</translation>
    </message>
    <message>
        <source>First assessment</source>
        <translation>Primeira avaliação</translation>
    </message>
    <message>
        <source>Re-assessment</source>
        <translation>Reavaliação</translation>
    </message>
    <message>
        <source>Registration</source>
        <translation>Registo</translation>
    </message>
    <message>
        <source>Verification</source>
        <translation>Verificação</translation>
    </message>
</context>
<context>
    <name>BackCheck</name>
    <message>
        <source>Agrees</source>
        <translation>Confere</translation>
    </message>
    <message>
        <source>Differs</source>
        <translation>Diverge</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Não encontrado</translation>
    </message>
</context>
<context>
    <name>Backlog</name>
    <message numerus="yes">
        <source>%n form(s) an hour</source>
        <translation>
            <numerusform>%n ficha por hora</numerusform>
            <numerusform>%n fichas por hora</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n form(s) saved</source>
        <translation>
            <numerusform>%n ficha guardada</numerusform>
            <numerusform>%n fichas guardadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n pessoa</numerusform>
            <numerusform>%n pessoas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) to correct before this form can be saved.</source>
        <translation>
            <numerusform>%n ponto a corrigir antes de guardar esta ficha.</numerusform>
            <numerusform>%n pontos a corrigir antes de guardar esta ficha.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) to look at.</source>
        <translation>
            <numerusform>%n ponto a ver.</numerusform>
            <numerusform>%n pontos a ver.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Area</source>
        <translation>&amp;Lugar</translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>&amp;Limpar</translation>
    </message>
    <message>
        <source>&amp;Date on the form</source>
        <translation>&amp;Data da ficha</translation>
    </message>
    <message>
        <source>&amp;Guardian told</source>
        <translation>&amp;Tutor informado</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>Lí&amp;ngua</translation>
    </message>
    <message>
        <source>&amp;Notice</source>
        <translation>&amp;Aviso</translation>
    </message>
    <message>
        <source>&amp;Open the household (Ctrl+O)</source>
        <translation>A&amp;brir o agregado (Ctrl+O)</translation>
    </message>
    <message>
        <source>&amp;Save, next form (F12)</source>
        <translation>&amp;Guardar, ficha seguinte (F12)</translation>
    </message>
    <message>
        <source>&amp;Telephone</source>
        <translation>Tele&amp;fone</translation>
    </message>
    <message>
        <source>&amp;Village</source>
        <translation>Ald&amp;eia</translation>
    </message>
    <message>
        <source>- means one name only</source>
        <translation>- quer dizer nome único</translation>
    </message>
    <message>
        <source>12/04/1987, 04/1987, 1987, an age, or ?</source>
        <translation>12/04/1987, 04/1987, 1987, uma idade ou «?»</translation>
    </message>
    <message>
        <source>Add&amp;ress</source>
        <translation>&amp;Morada</translation>
    </message>
    <message>
        <source>Birth or age</source>
        <translation>Nascimento ou idade</translation>
    </message>
    <message>
        <source>Cl&amp;ear the form</source>
        <translation>Limpar a fic&amp;ha</translation>
    </message>
    <message>
        <source>Clear this form?</source>
        <translation>Limpar esta ficha?</translation>
    </message>
    <message>
        <source>Correct them, or press F12 again: they are saved as you typed them.</source>
        <translation>Corrija-os, ou prima F12 outra vez: ficam guardados como os escreveu.</translation>
    </message>
    <message>
        <source>Ctrl+D {value}</source>
        <translation>Ctrl+D {value}</translation>
    </message>
    <message>
        <source>Ctrl+Delete removes the row</source>
        <translation>Ctrl+Delete retira a linha</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Documento</translation>
    </message>
    <message>
        <source>Enter in an empty row: no more members</source>
        <translation>Enter numa linha vazia: não há mais membros</translation>
    </message>
    <message>
        <source>F, M, or ? and a reason</source>
        <translation>F, M ou «?» com a razão</translation>
    </message>
    <message>
        <source>Family name</source>
        <translation>Apelido</translation>
    </message>
    <message>
        <source>For {campaign}, team {team}. Enter goes on, everywhere.</source>
        <translation>Para {campaign}, equipa {team}. Enter avança, em toda a parte.</translation>
    </message>
    <message>
        <source>Form &amp;code</source>
        <translation>&amp;Código da ficha</translation>
    </message>
    <message>
        <source>Given name</source>
        <translation>Nome próprio</translation>
    </message>
    <message>
        <source>Land&amp;mark</source>
        <translation>&amp;Ponto de referência</translation>
    </message>
    <message>
        <source>Members, one a row</source>
        <translation>Membros, um por linha</translation>
    </message>
    <message>
        <source>Mother’s name</source>
        <translation>Nome da mãe</translation>
    </message>
    <message>
        <source>No form saved in this sitting yet.</source>
        <translation>Ainda nenhuma ficha guardada nesta sessão.</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Número</translation>
    </message>
    <message>
        <source>Paper forms</source>
        <translation>Fichas em papel</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Papel</translation>
    </message>
    <message>
        <source>Saved: {code}</source>
        <translation>Guardado: {code}</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sexo</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telefone</translation>
    </message>
    <message>
        <source>The number on the form, or first letters</source>
        <translation>O número da ficha, ou as primeiras letras</translation>
    </message>
    <message>
        <source>The number on the form; empty is the national number</source>
        <translation>O número da ficha; vazio é o número nacional</translation>
    </message>
    <message>
        <source>Type the code of the form, or scan it. Enter goes on, everywhere.</source>
        <translation>Escreva o código da ficha, ou leia-o. Enter avança, em toda a parte.</translation>
    </message>
    <message>
        <source>What was typed of it is thrown away. Forms already saved stay.</source>
        <translation>O que dela foi escrito perde-se. As fichas já guardadas ficam.</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>vazio</translation>
    </message>
</context>
<context>
    <name>BenefitKind</name>
    <message>
        <source>Amount for each member</source>
        <translation>Montante por membro</translation>
    </message>
    <message>
        <source>By size of the household</source>
        <translation>Segundo a dimensão do agregado</translation>
    </message>
    <message>
        <source>Fixed amount</source>
        <translation>Montante fixo</translation>
    </message>
    <message>
        <source>In kind</source>
        <translation>Em espécie</translation>
    </message>
    <message>
        <source>Schedule of amounts</source>
        <translation>Calendário de montantes</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Serviço</translation>
    </message>
    <message>
        <source>Share of the wage</source>
        <translation>Percentagem do salário</translation>
    </message>
</context>
<context>
    <name>Benefits</name>
    <message numerus="yes">
        <source>paid every %n month(s)</source>
        <translation>
            <numerusform>pago a cada %n mês</numerusform>
            <numerusform>pago a cada %n meses</numerusform>
        </translation>
    </message>
    <message>
        <source>{amount} for each member</source>
        <translation>{amount} por cada membro</translation>
    </message>
    <message>
        <source>{name}: {amount}</source>
        <translation>{name}: {amount}</translation>
    </message>
    <message>
        <source>{percent} of the wage</source>
        <translation>{percent} do salário</translation>
    </message>
</context>
<context>
    <name>Birth</name>
    <message numerus="yes">
        <source>%n year(s) old</source>
        <translation>
            <numerusform>%n ano</numerusform>
            <numerusform>%n anos</numerusform>
        </translation>
    </message>
    <message>
        <source>Age in years</source>
        <translation>Idade em anos</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Dia</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Mês</translation>
    </message>
    <message>
        <source>Year (four digits)</source>
        <translation>Ano (quatro algarismos)</translation>
    </message>
    <message>
        <source>{youngest} to {oldest} years old</source>
        <translation>{youngest} a {oldest} anos</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message numerus="yes">
        <source>%n change(s) waiting there</source>
        <translation>
            <numerusform>%n alteração à espera lá</numerusform>
            <numerusform>%n alterações à espera lá</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n laptop(s)</source>
        <translation>
            <numerusform>%n computador</numerusform>
            <numerusform>%n computadores</numerusform>
        </translation>
    </message>
    <message>
        <source>As the server told it on {moment}; the most silent first.</source>
        <translation>Segundo o servidor, em {moment}; os mais silenciosos primeiro.</translation>
    </message>
    <message>
        <source>The offices and their silence</source>
        <translation>Os serviços e o seu silêncio</translation>
    </message>
    <message>
        <source>heard in the last day</source>
        <translation>ouvido há menos de um dia</translation>
    </message>
    <message>
        <source>never heard</source>
        <translation>nunca ouvido</translation>
    </message>
    <message>
        <source>no laptop has joined</source>
        <translation>nenhum computador associado</translation>
    </message>
    <message numerus="yes">
        <source>silent for %n day(s)</source>
        <translation>
            <numerusform>em silêncio há %n dia</numerusform>
            <numerusform>em silêncio há %n dias</numerusform>
        </translation>
    </message>
    <message>
        <source>version {versions}</source>
        <translation>versão {versions}</translation>
    </message>
    <message>
        <source>{number} of {of}</source>
        <translation>{number} de {of}</translation>
    </message>
</context>
<context>
    <name>Branch</name>
    <message>
        <source>Employment injury</source>
        <translation>Acidentes de trabalho</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>Família</translation>
    </message>
    <message>
        <source>Invalidity</source>
        <translation>Invalidez</translation>
    </message>
    <message>
        <source>Maternity</source>
        <translation>Maternidade</translation>
    </message>
    <message>
        <source>Medical care</source>
        <translation>Cuidados médicos</translation>
    </message>
    <message>
        <source>Old age</source>
        <translation>Velhice</translation>
    </message>
    <message>
        <source>Sickness</source>
        <translation>Doença</translation>
    </message>
    <message>
        <source>Social assistance</source>
        <translation>Assistência social</translation>
    </message>
    <message>
        <source>Survivors</source>
        <translation>Sobrevivência</translation>
    </message>
    <message>
        <source>Unemployment</source>
        <translation>Desemprego</translation>
    </message>
</context>
<context>
    <name>Bulk</name>
    <message numerus="yes">
        <source>%n held back</source>
        <translation>
            <numerusform>%n retido</numerusform>
            <numerusform>%n retidos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n household(s) can be registered</source>
        <translation>
            <numerusform>%n agregado pode ser registado</numerusform>
            <numerusform>%n agregados podem ser registados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n household(s) registered</source>
        <translation>
            <numerusform>%n agregado registado</numerusform>
            <numerusform>%n agregados registados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in the register already</source>
        <translation>
            <numerusform>%n já no registo</numerusform>
            <numerusform>%n já no registo</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s) to compare</source>
        <translation>
            <numerusform>%n par a comparar</numerusform>
            <numerusform>%n pares a comparar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) in them</source>
        <translation>
            <numerusform>%n pessoa ao todo</numerusform>
            <numerusform>%n pessoas ao todo</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) refused</source>
        <translation>
            <numerusform>%n linha recusada</numerusform>
            <numerusform>%n linhas recusadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n aviso</numerusform>
            <numerusform>%n avisos</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Check the list</source>
        <translation>&amp;Verificar a lista</translation>
    </message>
    <message>
        <source>&amp;Drop…</source>
        <translation>&amp;Abandonar…</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Register %n household(s)</source>
        <translation>
            <numerusform>&amp;Registar %n agregado</numerusform>
            <numerusform>&amp;Registar %n agregados</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Register them, compare later</source>
        <translation>&amp;Registar, comparar mais tarde</translation>
    </message>
    <message>
        <source>&amp;Sheet of the workbook</source>
        <translation>&amp;Folha do livro</translation>
    </message>
    <message>
        <source>&amp;Where the list is from</source>
        <translation>&amp;Origem da lista</translation>
    </message>
    <message>
        <source>An employer’s or a partner’s list, from a spreadsheet or a CSV file</source>
        <translation>Lista de um empregador ou parceiro: folha de cálculo ou ficheiro CSV</translation>
    </message>
    <message>
        <source>Blank forms</source>
        <translation>Formulários em branco</translation>
    </message>
    <message>
        <source>C&amp;hoose a file…</source>
        <translation>&amp;Escolher um ficheiro…</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>Campanhas</translation>
    </message>
    <message>
        <source>Check a&amp;gain</source>
        <translation>Verificar de &amp;novo</translation>
    </message>
    <message>
        <source>Choose a list</source>
        <translation>Escolher uma lista</translation>
    </message>
    <message>
        <source>Compare nobody: faster, duplicates stay unnoticed</source>
        <translation>Não comparar ninguém: mais rápido, os duplicados passam despercebidos</translation>
    </message>
    <message>
        <source>Comparing people with the register…</source>
        <translation>Comparação com o registo…</translation>
    </message>
    <message>
        <source>Contributions</source>
        <translation>Contribuições</translation>
    </message>
    <message>
        <source>Correct them there and import that file under the same name of the source.</source>
        <translation>Corrija-as nesse ficheiro e importe-o com a mesma origem.</translation>
    </message>
    <message>
        <source>Dates in {column}</source>
        <translation>Datas em {column}</translation>
    </message>
    <message>
        <source>Day first: 25/04/1987</source>
        <translation>Dia primeiro: 25/04/1987</translation>
    </message>
    <message>
        <source>Day on which the ages were true</source>
        <translation>Dia em que as idades eram exatas</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Abandonar</translation>
    </message>
    <message numerus="yes">
        <source>Drop %n household(s)?</source>
        <translation>
            <numerusform>Abandonar %n agregado?</numerusform>
            <numerusform>Abandonar %n agregados?</numerusform>
        </translation>
    </message>
    <message>
        <source>Employers</source>
        <translation>Entidades empregadoras</translation>
    </message>
    <message>
        <source>Every row can be taken.</source>
        <translation>Todas as linhas podem ser aceites.</translation>
    </message>
    <message>
        <source>Export people or households</source>
        <translation>Exportar pessoas ou agregados</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Campo</translation>
    </message>
    <message>
        <source>First rows of the list</source>
        <translation>Primeiras linhas da lista</translation>
    </message>
    <message>
        <source>For days without power, each with its code printed on it</source>
        <translation>Para os dias sem luz, cada um com o seu código impresso</translation>
    </message>
    <message>
        <source>For every row</source>
        <translation>Para todas as linhas</translation>
    </message>
    <message>
        <source>Four counts</source>
        <translation>Quatro contagens</translation>
    </message>
    <message>
        <source>Go &amp;on</source>
        <translation>&amp;Continuar</translation>
    </message>
    <message>
        <source>Held since</source>
        <translation>Retido desde</translation>
    </message>
    <message>
        <source>Hold their household back</source>
        <translation>Reter o agregado</translation>
    </message>
    <message>
        <source>Household of</source>
        <translation>Agregado de</translation>
    </message>
    <message>
        <source>Households held &amp;back</source>
        <translation>Agregados reti&amp;dos</translation>
    </message>
    <message>
        <source>Kind of household</source>
        <translation>Tipo de agregado</translation>
    </message>
    <message>
        <source>Language of the citizens</source>
        <translation>Língua dos cidadãos</translation>
    </message>
    <message>
        <source>Legal basis</source>
        <translation>Base legal</translation>
    </message>
    <message>
        <source>People who look like somebody registered</source>
        <translation>Pessoas parecidas com alguém registado</translation>
    </message>
    <message>
        <source>Place, where the row names none</source>
        <translation>Lugar, se a linha não o indicar</translation>
    </message>
    <message>
        <source>Privacy notice</source>
        <translation>Aviso de privacidade</translation>
    </message>
    <message>
        <source>Registered, contributing, entitled and served, kept apart</source>
        <translation>Registados, contribuintes, com direito e atendidos, sem os misturar</translation>
    </message>
    <message>
        <source>Save the re&amp;fused rows…</source>
        <translation>&amp;Guardar as linhas recusadas…</translation>
    </message>
    <message>
        <source>Take rows without birth date or age as of unknown birth</source>
        <translation>Aceitar linhas sem data de nascimento nem idade: nascimento desconhecido</translation>
    </message>
    <message>
        <source>Households held back</source>
        <translation>Agregados retidos</translation>
    </message>
    <message>
        <source>Import a list</source>
        <translation>Importar uma lista</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Lista</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Listas</translation>
    </message>
    <message>
        <source>Look-alikes wait under “To decide”.</source>
        <translation>As semelhanças aguardam em «A decidir».</translation>
    </message>
    <message>
        <source>Looks like</source>
        <translation>Parece-se com</translation>
    </message>
    <message>
        <source>Month first: 04/25/1987</source>
        <translation>Mês primeiro: 04/25/1987</translation>
    </message>
    <message>
        <source>No row is refused: there is nothing to save.</source>
        <translation>Nenhuma linha é recusada: não há nada para guardar.</translation>
    </message>
    <message>
        <source>Nobody is held back.</source>
        <translation>Ninguém está retido.</translation>
    </message>
    <message>
        <source>Or drop it here: a workbook (XLSX) or a text file (CSV).</source>
        <translation>Ou largue-o aqui: um livro (XLSX) ou um ficheiro de texto (CSV).</translation>
    </message>
    <message>
        <source>Paper and the field</source>
        <translation>Papel e terreno</translation>
    </message>
    <message>
        <source>Paper backlog</source>
        <translation>Formulários em papel atrasados</translation>
    </message>
    <message>
        <source>Register them; somebody compares them later</source>
        <translation>Registá-las; alguém compara mais tarde</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Linha</translation>
    </message>
    <message>
        <source>Row {row} · {speed} people a second</source>
        <translation>Linha {row} · {speed} pessoas por segundo</translation>
    </message>
    <message>
        <source>Rows that cannot be taken</source>
        <translation>Linhas recusadas</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Parar</translation>
    </message>
    <message>
        <source>Save the refused rows</source>
        <translation>Guardar as linhas recusadas</translation>
    </message>
    <message>
        <source>Say what they stand for, then check the list again.</source>
        <translation>Diga o que significam e volte a verificar a lista.</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>Selecionar &amp;tudo</translation>
    </message>
    <message>
        <source>Somebody in them looks like somebody registered</source>
        <translation>Alguém neles se parece com uma pessoa registada</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>A começar…</translation>
    </message>
    <message>
        <source>Stopped half-way. Start again: what is in is not registered twice.</source>
        <translation>Parado a meio. Recomece: o que já entrou não é registado duas vezes.</translation>
    </message>
    <message>
        <source>The columns are remembered under this name.</source>
        <translation>As colunas são memorizadas com este nome.</translation>
    </message>
    <message>
        <source>The first {shown} of {count}. The sheet of refused rows has all of them.</source>
        <translation>As primeiras {shown} de {count}. A folha das linhas recusadas tem todas.</translation>
    </message>
    <message>
        <source>The list</source>
        <translation>A lista</translation>
    </message>
    <message>
        <source>The list has headings and no rows.</source>
        <translation>A lista tem títulos mas nenhuma linha.</translation>
    </message>
    <message>
        <source>The refused rows are saved as {name}.</source>
        <translation>As linhas recusadas estão em {name}.</translation>
    </message>
    <message>
        <source>They are not registered. The rows of the list can be imported again.</source>
        <translation>Não ficam registados. As linhas da lista podem ser importadas de novo.</translation>
    </message>
    <message>
        <source>To a spreadsheet, for a purpose that is written down</source>
        <translation>Para uma folha de cálculo, com a finalidade registada</translation>
    </message>
    <message>
        <source>Type paper forms one after the other, with the keyboard alone</source>
        <translation>Digitar formulários um a seguir ao outro, só com o teclado</translation>
    </message>
    <message>
        <source>Village, where the row names none</source>
        <translation>Aldeia, se a linha não a indicar</translation>
    </message>
    <message>
        <source>Villages and teams, what is expected and what is done</source>
        <translation>Aldeias e equipas, o previsto e o feito</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>O que está errado</translation>
    </message>
    <message>
        <source>What the check found</source>
        <translation>Resultado da verificação</translation>
    </message>
    <message>
        <source>What the columns hold</source>
        <translation>O que contêm as colunas</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>O que foi feito</translation>
    </message>
    <message>
        <source>Words to explain</source>
        <translation>Palavras a explicar</translation>
    </message>
    <message>
        <source>Workers, monthly statements and what was paid on them</source>
        <translation>Trabalhadores, declarações mensais e o que foi pago</translation>
    </message>
    <message>
        <source>Year first: 1987-04-25</source>
        <translation>Ano primeiro: 1987-04-25</translation>
    </message>
    <message numerus="yes">
        <source>in %n row(s)</source>
        <translation>
            <numerusform>em %n linha</numerusform>
            <numerusform>em %n linhas</numerusform>
        </translation>
    </message>
    <message>
        <source>in {time}</source>
        <translation>em {time}</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>recusas</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>tabulação</translation>
    </message>
    <message>
        <source>{name}: sheet {sheet}, {count} columns</source>
        <translation>{name}: folha {sheet}, {count} colunas</translation>
    </message>
    <message>
        <source>{name}: {encoding}, columns parted by {sign}, {count} columns</source>
        <translation>{name}: {encoding}, separador {sign}, {count} colunas</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>faltam {time}</translation>
    </message>
</context>
<context>
    <name>Camera</name>
    <message>
        <source>&amp;Camera</source>
        <translation>&amp;Câmara</translation>
    </message>
    <message>
        <source>&amp;Mirrored on screen</source>
        <translation>Como num &amp;espelho</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Tentar de novo</translation>
    </message>
    <message>
        <source>Arrow keys move the frame, + and − change its size, R turns the picture.</source>
        <translation>As setas deslocam a moldura, + e − mudam o tamanho, R roda a imagem.</translation>
    </message>
    <message>
        <source>Drag the frame, or: arrows move it, + and − change its size, R turns the picture. Enter keeps, Esc goes back.</source>
        <translation>Arraste a moldura, ou: as setas deslocam-na, + e − mudam o tamanho, R roda a imagem. Enter guarda, Esc volta.</translation>
    </message>
    <message>
        <source>Hold the card or the receipt before the camera.</source>
        <translation>Ponha o cartão ou o comprovativo diante da câmara.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Scan a code</source>
        <translation>Ler um código</translation>
    </message>
    <message>
        <source>Space takes the picture, Esc goes back.</source>
        <translation>A barra de espaços tira a fotografia, Esc volta.</translation>
    </message>
    <message>
        <source>Take another</source>
        <translation>Tirar outra</translation>
    </message>
    <message>
        <source>Take the picture</source>
        <translation>Tirar a fotografia</translation>
    </message>
    <message>
        <source>The part of the picture that is kept</source>
        <translation>A parte da imagem que se guarda</translation>
    </message>
    <message>
        <source>This is a code, but not one of ours.</source>
        <translation>É um código, mas não é um dos nossos.</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>Rodar</translation>
    </message>
    <message>
        <source>Waiting for the camera…</source>
        <translation>À espera da câmara…</translation>
    </message>
    <message>
        <source>What the camera sees</source>
        <translation>O que a câmara vê</translation>
    </message>
</context>
<context>
    <name>Campaign</name>
    <message>
        <source>&amp;Area</source>
        <translation>&amp;Lugar</translation>
    </message>
    <message>
        <source>&amp;Begin the campaign</source>
        <translation>&amp;Começar a campanha</translation>
    </message>
    <message>
        <source>&amp;Close it</source>
        <translation>&amp;Encerrar</translation>
    </message>
    <message>
        <source>&amp;First day</source>
        <translation>&amp;Primeiro dia</translation>
    </message>
    <message>
        <source>&amp;Keep what was found</source>
        <translation>&amp;Guardar o que se verificou</translation>
    </message>
    <message>
        <source>&amp;Last day</source>
        <translation>Ú&amp;ltimo dia</translation>
    </message>
    <message>
        <source>&amp;Name of the campaign</source>
        <translation>&amp;Nome da campanha</translation>
    </message>
    <message>
        <source>&amp;Register for no campaign</source>
        <translation>&amp;Registar para nenhuma campanha</translation>
    </message>
    <message>
        <source>&amp;Set the target</source>
        <translation>&amp;Fixar a meta</translation>
    </message>
    <message>
        <source>&amp;Team</source>
        <translation>E&amp;quipa</translation>
    </message>
    <message>
        <source>&amp;Team that is registered for on this laptop</source>
        <translation>E&amp;quipa para a qual este computador regista</translation>
    </message>
    <message>
        <source>&amp;Village</source>
        <translation>&amp;Aldeia</translation>
    </message>
    <message>
        <source>By day: {days}</source>
        <translation>Por dia: {days}</translation>
    </message>
    <message>
        <source>C&amp;ode</source>
        <translation>C&amp;ódigo</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>Campanha</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>Campanhas</translation>
    </message>
    <message>
        <source>Choose a campaign, or begin one.</source>
        <translation>Escolha uma campanha, ou comece uma.</translation>
    </message>
    <message>
        <source>Close the &amp;campaign…</source>
        <translation>&amp;Encerrar a campanha…</translation>
    </message>
    <message>
        <source>Close this campaign?</source>
        <translation>Encerrar esta campanha?</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Empty for the whole area.</source>
        <translation>Vazio para todo o lugar.</translation>
    </message>
    <message>
        <source>Empty: one is made that no other laptop makes.</source>
        <translation>Vazio: é criado um que nenhum outro computador cria.</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Verificado</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Head of household</source>
        <translation>Chefe do agregado</translation>
    </message>
    <message>
        <source>Households &amp;expected</source>
        <translation>Agregados e&amp;sperados</translation>
    </message>
    <message>
        <source>Households to visit again</source>
        <translation>Agregados a visitar de novo</translation>
    </message>
    <message>
        <source>Kept: what is registered from now on carries it.</source>
        <translation>Guardado: o que for registado a partir de agora fica com ela.</translation>
    </message>
    <message>
        <source>N&amp;ote</source>
        <translation>N&amp;ota</translation>
    </message>
    <message>
        <source>New campaign</source>
        <translation>Nova campanha</translation>
    </message>
    <message>
        <source>New households and paper forms carry it until you change it.</source>
        <translation>Os novos agregados e as fichas em papel ficam com ela até que a mude.</translation>
    </message>
    <message>
        <source>No campaign yet. Begin one at the right.</source>
        <translation>Ainda não há campanhas. Comece uma à direita.</translation>
    </message>
    <message>
        <source>Nothing is drawn before households are registered.</source>
        <translation>Nada é sorteado antes de haver agregados registados.</translation>
    </message>
    <message>
        <source>Nothing more is registered for it. Visits may still be noted.</source>
        <translation>Nada mais é registado para ela. Ainda se podem anotar visitas.</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progresso</translation>
    </message>
    <message>
        <source>Register &amp;for this team</source>
        <translation>Registar para esta equ&amp;ipa</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Metas</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Equipa</translation>
    </message>
    <message>
        <source>The campaign has begun. Now say who is expected where.</source>
        <translation>A campanha começou. Diga agora quem é esperado onde.</translation>
    </message>
    <message>
        <source>The target is set.</source>
        <translation>A meta está fixada.</translation>
    </message>
    <message>
        <source>This laptop registers for {campaign}, team {team}.</source>
        <translation>Este computador regista para {campaign}, equipa {team}.</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Até</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>Segundas visitas</translation>
    </message>
    <message>
        <source>What to look at</source>
        <translation>O que se mostra</translation>
    </message>
    <message>
        <source>What was &amp;found</source>
        <translation>O que se &amp;verificou</translation>
    </message>
    <message>
        <source>What was found is kept.</source>
        <translation>O que se verificou está guardado.</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Lugar</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>encerrada</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>em curso</translation>
    </message>
    <message>
        <source>{campaign}, team {team}</source>
        <translation>{campaign}, equipa {team}</translation>
    </message>
    <message>
        <source>{done} of {expected} ({percent} %)</source>
        <translation>{done} de {expected} ({percent} %)</translation>
    </message>
    <message>
        <source>{done} of {expected} households</source>
        <translation>{done} de {expected} agregados</translation>
    </message>
    <message>
        <source>{done} without a target</source>
        <translation>{done} sem meta</translation>
    </message>
    <message>
        <source>{place}, team {team}</source>
        <translation>{place}, equipa {team}</translation>
    </message>
    <message>
        <source>{team}: {visited} of {drawn} visited, {agrees} agree, {differs} differ, {lost} not found</source>
        <translation>{team}: {visited} de {drawn} visitados, {agrees} conferem, {differs} divergem, {lost} não encontrados</translation>
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
        <translation>Cartão de beneficiário</translation>
    </message>
    <message>
        <source>Born</source>
        <comment>a person&apos;s birth</comment>
        <translation>Nascimento</translation>
    </message>
    <message>
        <source>Card code</source>
        <translation>Código do cartão</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>Agregado familiar</translation>
    </message>
    <message>
        <source>Issued on</source>
        <translation>Emitido em</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Lugar</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sexo</translation>
    </message>
    <message>
        <source>This card is personal.</source>
        <translation>Este cartão é pessoal.</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Válido até</translation>
    </message>
</context>
<context>
    <name>ChangeKind</name>
    <message>
        <source>Another head</source>
        <translation>Mudança de chefe</translation>
    </message>
    <message>
        <source>Another recipient</source>
        <translation>Mudança de recebedor</translation>
    </message>
    <message>
        <source>Birth</source>
        <translation>Nascimento</translation>
    </message>
    <message>
        <source>Correction of details</source>
        <translation>Correção de dados</translation>
    </message>
    <message>
        <source>Correction of identity</source>
        <translation>Correção de identidade</translation>
    </message>
    <message>
        <source>Death</source>
        <translation>Óbito</translation>
    </message>
    <message>
        <source>Move to another place</source>
        <translation>Mudança de lugar</translation>
    </message>
    <message>
        <source>New card</source>
        <translation>Novo cartão</translation>
    </message>
    <message>
        <source>Somebody joins</source>
        <translation>Entrada de um membro</translation>
    </message>
    <message>
        <source>Somebody leaves</source>
        <translation>Saída de um membro</translation>
    </message>
    <message>
        <source>The household splits</source>
        <translation>Separação do agregado</translation>
    </message>
    <message>
        <source>Two households become one</source>
        <translation>Fusão de dois agregados</translation>
    </message>
    <message>
        <source>Two records of one person</source>
        <translation>Fusão de duas fichas de uma pessoa</translation>
    </message>
</context>
<context>
    <name>Changes</name>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%n membro</numerusform>
            <numerusform>%n membros</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Area, from the smallest place to the district</source>
        <translation>Á&amp;rea, do lugar mais pequeno ao distrito</translation>
    </message>
    <message>
        <source>&amp;Birth: what is known?</source>
        <translation>Nascimento: o que se sa&amp;be?</translation>
    </message>
    <message>
        <source>&amp;Date of death</source>
        <translation>Data da m&amp;orte</translation>
    </message>
    <message>
        <source>&amp;Evidence</source>
        <translation>Documento comprovati&amp;vo</translation>
    </message>
    <message>
        <source>&amp;Family name</source>
        <translation>Ape&amp;lido</translation>
    </message>
    <message>
        <source>&amp;Given name</source>
        <translation>&amp;Nome próprio</translation>
    </message>
    <message>
        <source>&amp;Identity documents</source>
        <translation>Documentos de &amp;identidade</translation>
    </message>
    <message>
        <source>&amp;Mandate</source>
        <translation>&amp;Mandato</translation>
    </message>
    <message>
        <source>&amp;Mother, if she lives here</source>
        <translation>&amp;Mãe, se vive aqui</translation>
    </message>
    <message>
        <source>&amp;Mother’s name</source>
        <translation>Nome da &amp;mãe</translation>
    </message>
    <message>
        <source>&amp;Name of this person</source>
        <translation>&amp;Nome desta pessoa</translation>
    </message>
    <message>
        <source>&amp;Other names</source>
        <translation>&amp;Outros nomes</translation>
    </message>
    <message>
        <source>&amp;Pregnancy</source>
        <translation>Gravide&amp;z</translation>
    </message>
    <message>
        <source>&amp;Save the change</source>
        <translation>&amp;Guardar a alteração</translation>
    </message>
    <message>
        <source>&amp;Telephones</source>
        <translation>&amp;Telefones</translation>
    </message>
    <message>
        <source>&amp;Village or neighbourhood</source>
        <translation>&amp;Aldeia ou bairro</translation>
    </message>
    <message>
        <source>&amp;Who</source>
        <translation>&amp;Quem</translation>
    </message>
    <message>
        <source>&amp;Who died</source>
        <translation>&amp;Quem morreu</translation>
    </message>
    <message>
        <source>&amp;Who left</source>
        <translation>&amp;Quem saiu</translation>
    </message>
    <message>
        <source>&amp;Who lives apart now</source>
        <translation>&amp;Quem vive agora à parte</translation>
    </message>
    <message>
        <source>&amp;Whose card</source>
        <translation>O cartão de &amp;quem</translation>
    </message>
    <message>
        <source>A baby was born</source>
        <translation>Nasceu uma criança</translation>
    </message>
    <message>
        <source>A card was lost</source>
        <translation>Perdeu-se um cartão</translation>
    </message>
    <message>
        <source>A name or date is wrong</source>
        <translation>Um nome ou uma data está errado</translation>
    </message>
    <message>
        <source>A spouse, a relative, somebody registered elsewhere</source>
        <translation>Cônjuge, parente, pessoa já registada</translation>
    </message>
    <message>
        <source>A&amp;ddress</source>
        <translation>&amp;Endereço</translation>
    </message>
    <message>
        <source>A&amp;sk for approval</source>
        <translation>Pedir a&amp;provação</translation>
    </message>
    <message>
        <source>Add a s&amp;can…</source>
        <translation>Anexar &amp;digitalização…</translation>
    </message>
    <message>
        <source>Add a scan</source>
        <translation>Anexar uma digitalização</translation>
    </message>
    <message>
        <source>Another head</source>
        <translation>Outro chefe</translation>
    </message>
    <message>
        <source>Asked for: {what}</source>
        <translation>Pedido: {what}</translation>
    </message>
    <message>
        <source>Birth</source>
        <translation>Nascimento</translation>
    </message>
    <message>
        <source>Card of {name}</source>
        <translation>Cartão de {name}</translation>
    </message>
    <message>
        <source>Change: {name}</source>
        <translation>Alteração: {name}</translation>
    </message>
    <message>
        <source>Collects</source>
        <translation>Recebe</translation>
    </message>
    <message>
        <source>Collects in their place</source>
        <translation>Recebe no seu lugar</translation>
    </message>
    <message>
        <source>Comp&amp;ound</source>
        <translation>Mo&amp;rança</translation>
    </message>
    <message>
        <source>District that holds the record</source>
        <translation>Distrito que guarda o processo</translation>
    </message>
    <message>
        <source>From now on</source>
        <translation>De agora em diante</translation>
    </message>
    <message>
        <source>Household {code}</source>
        <translation>Agregado {code}</translation>
    </message>
    <message>
        <source>Is this person in the &amp;register?</source>
        <translation>Esta pessoa está no &amp;registo?</translation>
    </message>
    <message>
        <source>It is correct, go on</source>
        <translation>Está certo, continuar</translation>
    </message>
    <message>
        <source>It waits for approval by another person, under To decide (F6).</source>
        <translation>O pedido espera a aprovação de outra pessoa, em «Por decidir» (F6).</translation>
    </message>
    <message>
        <source>Its head</source>
        <translation>O seu chefe</translation>
    </message>
    <message>
        <source>Its members come into the household of this page. Both codes stay valid.</source>
        <translation>Os seus membros passam para o agregado desta página. Os dois códigos continuam válidos.</translation>
    </message>
    <message>
        <source>Join two households</source>
        <translation>Juntar dois agregados</translation>
    </message>
    <message>
        <source>Land&amp;mark</source>
        <translation>P&amp;onto de referência</translation>
    </message>
    <message>
        <source>Lost, stolen, damaged, with a mistake on it …</source>
        <translation>Perdido, roubado, estragado, com um erro…</translation>
    </message>
    <message>
        <source>Mandate</source>
        <translation>Mandato</translation>
    </message>
    <message>
        <source>Mother</source>
        <translation>Mãe</translation>
    </message>
    <message>
        <source>Mother’s &amp;name</source>
        <translation>Nome da &amp;mãe</translation>
    </message>
    <message>
        <source>Mother’s name, if she &amp;does not</source>
        <translation>Nome da mãe, se nã&amp;o vive</translation>
    </message>
    <message>
        <source>Name, sex and day of birth</source>
        <translation>Nome, sexo e data de nascimento</translation>
    </message>
    <message>
        <source>Names, sex, birth, identity numbers</source>
        <translation>Nomes, sexo, nascimento, números de identidade</translation>
    </message>
    <message>
        <source>New code: {codes}.</source>
        <translation>Novo código: {codes}.</translation>
    </message>
    <message>
        <source>New member</source>
        <translation>Novo membro</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Não</translation>
    </message>
    <message>
        <source>Nobody any more</source>
        <translation>Mais ninguém</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Ainda não</translation>
    </message>
    <message>
        <source>Of &amp;whom</source>
        <translation>De &amp;quem</translation>
    </message>
    <message>
        <source>Only if several households share it: the same name for each.</source>
        <translation>Só se vários agregados a partilham: o mesmo nome para cada um.</translation>
    </message>
    <message>
        <source>Only what you changed here today can be undone. Write a new change instead.</source>
        <translation>Só se pode anular o que alterou aqui hoje. Faça antes uma nova alteração.</translation>
    </message>
    <message>
        <source>Other details</source>
        <translation>Outros dados</translation>
    </message>
    <message>
        <source>Role in the &amp;household</source>
        <translation>Papel no &amp;agregado</translation>
    </message>
    <message>
        <source>S&amp;ince when</source>
        <translation>D&amp;esde quando</translation>
    </message>
    <message>
        <source>Scans and pictures</source>
        <translation>Digitalizações e imagens</translation>
    </message>
    <message>
        <source>Se&amp;x</source>
        <translation>Se&amp;xo</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Desde</translation>
    </message>
    <message>
        <source>Since &amp;when</source>
        <translation>Desde &amp;quando</translation>
    </message>
    <message>
        <source>Since w&amp;hen</source>
        <translation>D&amp;esde quando</translation>
    </message>
    <message>
        <source>Some of its members now live apart</source>
        <translation>Parte dos membros vive agora à parte</translation>
    </message>
    <message>
        <source>Somebody died</source>
        <translation>Alguém morreu</translation>
    </message>
    <message>
        <source>Somebody else who may approve has to agree before this is written. Until then it waits under To decide.</source>
        <translation>Outra pessoa com esse direito tem de concordar antes de isto ser escrito. Até lá, o pedido espera em «Por decidir».</translation>
    </message>
    <message>
        <source>Somebody joined</source>
        <translation>Alguém entrou</translation>
    </message>
    <message>
        <source>Somebody left</source>
        <translation>Alguém saiu</translation>
    </message>
    <message>
        <source>Somebody outside the household</source>
        <translation>Alguém de fora do agregado</translation>
    </message>
    <message>
        <source>Something else happened</source>
        <translation>Foi outra coisa</translation>
    </message>
    <message>
        <source>Split the household</source>
        <translation>Separar o agregado</translation>
    </message>
    <message>
        <source>State: {state}.</source>
        <translation>Estado: {state}.</translation>
    </message>
    <message>
        <source>Take the scan away</source>
        <translation>Retirar a digitalização</translation>
    </message>
    <message>
        <source>Telephones, address, mother’s name</source>
        <translation>Telefones, endereço, nome da mãe</translation>
    </message>
    <message>
        <source>The &amp;new head</source>
        <translation>O &amp;novo chefe</translation>
    </message>
    <message>
        <source>The &amp;other household</source>
        <translation>O &amp;outro agregado</translation>
    </message>
    <message>
        <source>The down arrow shows every place.</source>
        <translation>A seta para baixo mostra todos os lugares.</translation>
    </message>
    <message>
        <source>The household as a whole</source>
        <translation>O agregado inteiro</translation>
    </message>
    <message>
        <source>The household itself</source>
        <translation>O próprio agregado</translation>
    </message>
    <message>
        <source>The new household</source>
        <translation>O novo agregado</translation>
    </message>
    <message>
        <source>The new place</source>
        <translation>O novo lugar</translation>
    </message>
    <message>
        <source>The one who collects in their place</source>
        <translation>Quem recebe no seu lugar</translation>
    </message>
    <message>
        <source>The one who usually collects</source>
        <translation>Quem costuma receber</translation>
    </message>
    <message>
        <source>The other household</source>
        <translation>O outro agregado</translation>
    </message>
    <message>
        <source>The paper that lets this person collect: its number and date.</source>
        <translation>O documento que autoriza esta pessoa: número e data.</translation>
    </message>
    <message>
        <source>The person who receives for the household</source>
        <translation>A pessoa que recebe pelo agregado</translation>
    </message>
    <message>
        <source>The same person twice</source>
        <translation>A mesma pessoa duas vezes</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>Não há nada para anular.</translation>
    </message>
    <message>
        <source>They moved</source>
        <translation>Mudaram de casa</translation>
    </message>
    <message>
        <source>This household</source>
        <translation>Este agregado</translation>
    </message>
    <message>
        <source>This is written at once. You can undo it today.</source>
        <translation>Fica escrito de imediato. Pode anulá-lo hoje.</translation>
    </message>
    <message>
        <source>This person was its head.</source>
        <translation>Esta pessoa era o chefe.</translation>
    </message>
    <message>
        <source>This place is in another district: {name}. Once a colleague has agreed, the next synchronisation hands the household over: its record, those who live in it and everything written of them go to the office there, and leave this file. Only the printed codes stay here, so that you can say where it went.</source>
        <translation>Este lugar fica noutro distrito: {name}. Assim que um colega concordar, a próxima sincronização entrega o agregado: o seu processo, quem nele vive e tudo o que está escrito sobre eles passam para o serviço de lá e saem deste ficheiro. Só os códigos impressos ficam aqui, para que possa dizer para onde foi.</translation>
    </message>
    <message>
        <source>Throw this away</source>
        <translation>Deitar fora</translation>
    </message>
    <message>
        <source>Two records are one household</source>
        <translation>Dois registos são um só agregado</translation>
    </message>
    <message>
        <source>Two records of one person are joined</source>
        <translation>Dois registos de uma pessoa são juntos</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>Anular (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Undone: everything is as it was before this change.</source>
        <translation>Anulado: tudo está como antes desta alteração.</translation>
    </message>
    <message>
        <source>Until now</source>
        <translation>Até agora</translation>
    </message>
    <message>
        <source>Wh&amp;o</source>
        <translation>Qu&amp;em</translation>
    </message>
    <message>
        <source>Wh&amp;y</source>
        <translation>P&amp;orquê</translation>
    </message>
    <message>
        <source>What &amp;happened to it</source>
        <translation>O que lhe &amp;aconteceu</translation>
    </message>
    <message>
        <source>What is written of them</source>
        <translation>O que está escrito deles</translation>
    </message>
    <message>
        <source>What its &amp;head becomes here</source>
        <translation>O que o seu &amp;chefe passa a ser</translation>
    </message>
    <message>
        <source>What was typed before is here again.</source>
        <translation>O que tinha escrito está aqui outra vez.</translation>
    </message>
    <message>
        <source>What will change</source>
        <translation>O que vai mudar</translation>
    </message>
    <message>
        <source>What you answer is compared here with what the register has.</source>
        <translation>As suas respostas são comparadas aqui com o registo.</translation>
    </message>
    <message>
        <source>What {name} &amp;is from then on</source>
        <translation>O que {name} passa a &amp;ser</translation>
    </message>
    <message>
        <source>Which &amp;recipient</source>
        <translation>Que &amp;recebedor</translation>
    </message>
    <message>
        <source>Which paper was seen, its number and date, or who said it.</source>
        <translation>Que documento foi visto, número e data, ou quem o disse.</translation>
    </message>
    <message>
        <source>Who &amp;leads the new household</source>
        <translation>Quem &amp;chefia o novo agregado</translation>
    </message>
    <message>
        <source>Who collects</source>
        <translation>Quem recebe</translation>
    </message>
    <message>
        <source>Who leads the &amp;household now</source>
        <translation>Quem chefia o &amp;agregado agora</translation>
    </message>
    <message>
        <source>Who leads the household from now on</source>
        <translation>Quem chefia o agregado a partir de agora</translation>
    </message>
    <message>
        <source>Who lives in the household</source>
        <translation>Quem vive no agregado</translation>
    </message>
    <message>
        <source>Who, since when, and why</source>
        <translation>Quem, desde quando e porquê</translation>
    </message>
    <message>
        <source>Who, when, and the certificate</source>
        <translation>Quem, quando e a certidão</translation>
    </message>
    <message>
        <source>Whose card, and what happened to it</source>
        <translation>O cartão de quem e o que lhe aconteceu</translation>
    </message>
    <message>
        <source>Withdraw the request</source>
        <translation>Retirar o pedido</translation>
    </message>
    <message>
        <source>Written: {what}</source>
        <translation>Escrito: {what}</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Sim</translation>
    </message>
    <message>
        <source>Yes, registered already</source>
        <translation>Sim, já registada</translation>
    </message>
    <message>
        <source>is part of {code}</source>
        <translation>faz parte de {code}</translation>
    </message>
    <message>
        <source>no longer a member</source>
        <translation>já não é membro</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>ninguém</translation>
    </message>
    <message>
        <source>to be printed again</source>
        <translation>a imprimir de novo</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>válido</translation>
    </message>
    <message>
        <source>{name}: from {before} to {after}</source>
        <translation>{name}: de {before} para {after}</translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message numerus="yes">
        <source>%n already there</source>
        <translation>
            <numerusform>%n já existente</numerusform>
            <numerusform>%n já existentes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) had been read before; nothing was done twice</source>
        <translation>
            <numerusform>%n resposta já tinha sido lida; nada foi feito duas vezes</numerusform>
            <numerusform>%n respostas já tinham sido lidas; nada foi feito duas vezes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) are in it</source>
        <translation>
            <numerusform>%n alteração está nele</numerusform>
            <numerusform>%n alterações estão nele</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) arrived at the server</source>
        <translation>
            <numerusform>%n alteração chegou ao servidor</numerusform>
            <numerusform>%n alterações chegaram ao servidor</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) arrived with a copy of this file: no receipt here</source>
        <translation>
            <numerusform>%n alteração chegou por uma cópia deste ficheiro: sem aviso aqui</numerusform>
            <numerusform>%n alterações chegaram por uma cópia deste ficheiro: sem aviso aqui</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) in the journal</source>
        <translation>
            <numerusform>%n alteração no diário</numerusform>
            <numerusform>%n alterações no diário</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) not sent yet</source>
        <translation>
            <numerusform>%n alteração por enviar</numerusform>
            <numerusform>%n alterações por enviar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) refused by the server</source>
        <translation>
            <numerusform>%n alteração recusada pelo servidor</numerusform>
            <numerusform>%n alterações recusadas pelo servidor</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) set aside; the journal keeps what was typed</source>
        <translation>
            <numerusform>%n alteração posta de lado; o diário guarda o que foi escrito</numerusform>
            <numerusform>%n alterações postas de lado; o diário guarda o que foi escrito</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s) open again</source>
        <translation>
            <numerusform>%n conflito reaberto</numerusform>
            <numerusform>%n conflitos reabertos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s) settled</source>
        <translation>
            <numerusform>%n conflito resolvido</numerusform>
            <numerusform>%n conflitos resolvidos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s) to be settled: guichet conflicts list</source>
        <translation>
            <numerusform>%n conflito por resolver: guichet conflicts list</numerusform>
            <numerusform>%n conflitos por resolver: guichet conflicts list</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s): two people wrote the same field</source>
        <translation>
            <numerusform>%n conflito: duas pessoas escreveram o mesmo campo</numerusform>
            <numerusform>%n conflitos: duas pessoas escreveram o mesmo campo</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n dia</numerusform>
            <numerusform>%n dias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n form(s) in {file}</source>
        <translation>
            <numerusform>%n ficha em {file}</numerusform>
            <numerusform>%n fichas em {file}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n held back</source>
        <translation>
            <numerusform>%n retido</numerusform>
            <numerusform>%n retidos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n household(s)</source>
        <translation>
            <numerusform>%n agregado familiar</numerusform>
            <numerusform>%n agregados familiares</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n household(s) can be registered</source>
        <translation>
            <numerusform>%n agregado pode ser registado</numerusform>
            <numerusform>%n agregados podem ser registados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n household(s) dropped</source>
        <translation>
            <numerusform>%n agregado abandonado</numerusform>
            <numerusform>%n agregados abandonados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n household(s) registered</source>
        <translation>
            <numerusform>%n agregado familiar registado</numerusform>
            <numerusform>%n agregados familiares registados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) refused</source>
        <translation>
            <numerusform>%n linha recusada</numerusform>
            <numerusform>%n linhas recusadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open conflict(s)</source>
        <translation>
            <numerusform>%n conflito por resolver</numerusform>
            <numerusform>%n conflitos por resolver</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s) to compare</source>
        <translation>
            <numerusform>%n par a comparar</numerusform>
            <numerusform>%n pares a comparar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paper(s) in {file}</source>
        <translation>
            <numerusform>%n documento em {file}</numerusform>
            <numerusform>%n documentos em {file}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n pessoa</numerusform>
            <numerusform>%n pessoas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) in them</source>
        <translation>
            <numerusform>%n pessoa ao todo</numerusform>
            <numerusform>%n pessoas ao todo</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) left out: their files are confidential</source>
        <translation>
            <numerusform>%n pessoa omitida: o seu processo é confidencial</numerusform>
            <numerusform>%n pessoas omitidas: os seus processos são confidenciais</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) not compared yet</source>
        <translation>
            <numerusform>%n pessoa ainda por comparar</numerusform>
            <numerusform>%n pessoas ainda por comparar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) and scan(s) left for another time</source>
        <translation>
            <numerusform>%n fotografia ou digitalização deixada para outra vez</numerusform>
            <numerusform>%n fotografias e digitalizações deixadas para outra vez</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) are in it</source>
        <translation>
            <numerusform>%n fotografia está nele</numerusform>
            <numerusform>%n fotografias estão nele</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) exchanged</source>
        <translation>
            <numerusform>%n fotografia trocada</numerusform>
            <numerusform>%n fotografias trocadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n possible duplicate(s) to be decided: `duplicates` lists them</source>
        <translation>
            <numerusform>%n possível duplicado por decidir: `duplicates` mostra-o</numerusform>
            <numerusform>%n possíveis duplicados por decidir: `duplicates` mostra-os</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n receipt(s) of the server, checked</source>
        <translation>
            <numerusform>%n aviso de receção do servidor, verificado</numerusform>
            <numerusform>%n avisos de receção do servidor, verificados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n receipt(s) that do NOT hold</source>
        <translation>
            <numerusform>%n aviso de receção que NÃO é válido</numerusform>
            <numerusform>%n avisos de receção que NÃO são válidos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) received</source>
        <translation>
            <numerusform>%n ficha recebida</numerusform>
            <numerusform>%n fichas recebidas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n role(s) given back</source>
        <translation>
            <numerusform>%n função devolvida</numerusform>
            <numerusform>%n funções devolvidas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) in {file}</source>
        <translation>
            <numerusform>%n linha em {file}</numerusform>
            <numerusform>%n linhas em {file}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) refused</source>
        <translation>
            <numerusform>%n linha recusada</numerusform>
            <numerusform>%n linhas recusadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unfinished registration(s) dropped.</source>
        <translation>
            <numerusform>%n registo inacabado eliminado.</numerusform>
            <numerusform>%n registos inacabados eliminados.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s) recorded, to be confirmed</source>
        <translation>
            <numerusform>%n aviso anotado, por confirmar</numerusform>
            <numerusform>%n avisos anotados, por confirmar</numerusform>
        </translation>
    </message>
    <message>
        <source>(arrived at the server on {moment})</source>
        <translation>(chegado ao servidor em {moment})</translation>
    </message>
    <message>
        <source>, {time} left</source>
        <translation>, faltam {time}</translation>
    </message>
    <message>
        <source>--judge takes the number of a pair and one of: {choices}</source>
        <translation>--judge recebe o número de um par e um de: {choices}</translation>
    </message>
    <message>
        <source>--layout {layout} is not for {paper}</source>
        <translation>--layout {layout} não serve para {paper}</translation>
    </message>
    <message>
        <source>--set takes FIELD=VALUE</source>
        <translation>--set recebe CAMPO=VALOR</translation>
    </message>
    <message>
        <source>--take is a field and whose value: {fields}</source>
        <translation>--take é um campo e de quem vem o valor: {fields}</translation>
    </message>
    <message>
        <source>AGES</source>
        <translation>IDADES</translation>
    </message>
    <message>
        <source>AMOUNT</source>
        <translation>MONTANTE</translation>
    </message>
    <message>
        <source>AREA</source>
        <translation>LUGAR</translation>
    </message>
    <message numerus="yes">
        <source>About {size}, %n second(s) on this line</source>
        <translation>
            <numerusform>Cerca de {size}, %n segundo nesta ligação</numerusform>
            <numerusform>Cerca de {size}, %n segundos nesta ligação</numerusform>
        </translation>
    </message>
    <message>
        <source>Add {option} to write over it.</source>
        <translation>Acrescente {option} para o substituir.</translation>
    </message>
    <message>
        <source>Appointment {number} is kept</source>
        <translation>O compromisso {number} está registado</translation>
    </message>
    <message>
        <source>Appointment {number} is off the agenda</source>
        <translation>O compromisso {number} já não está na agenda</translation>
    </message>
    <message>
        <source>Arrived at the server on {moment}</source>
        <translation>Chegado ao servidor em {moment}</translation>
    </message>
    <message>
        <source>Ask for their merge with `merge`: a colleague agrees to it</source>
        <translation>Peça a fusão com `merge`: um colega dá o seu acordo</translation>
    </message>
    <message>
        <source>Asked. A colleague has to agree: {option}</source>
        <translation>Pedido feito. Um colega tem de concordar: {option}</translation>
    </message>
    <message>
        <source>BOX</source>
        <translation>MOLDURA</translation>
    </message>
    <message>
        <source>Both sides name the same counts.</source>
        <translation>Os dois lados têm as mesmas contagens.</translation>
    </message>
    <message>
        <source>CAMPAIGN</source>
        <translation>CAMPANHA</translation>
    </message>
    <message>
        <source>CODE</source>
        <translation>CÓDIGO</translation>
    </message>
    <message>
        <source>COLUMN</source>
        <translation>COLUNA</translation>
    </message>
    <message>
        <source>COMMAND</source>
        <translation>COMANDO</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Comandos</translation>
    </message>
    <message>
        <source>DATE</source>
        <translation>DATA</translation>
    </message>
    <message>
        <source>DAY</source>
        <translation>DIA</translation>
    </message>
    <message>
        <source>DECISION</source>
        <translation>DECISÃO</translation>
    </message>
    <message>
        <source>DEGREES</source>
        <translation>GRAUS</translation>
    </message>
    <message>
        <source>Device {office}-{code} is now called “{name}”.</source>
        <translation>O aparelho {office}-{code} chama-se agora «{name}».</translation>
    </message>
    <message>
        <source>Device {office}-{code} is shut out.</source>
        <translation>O aparelho {office}-{code} deixou de ter acesso.</translation>
    </message>
    <message>
        <source>Did you mean “{word}”?</source>
        <translation>Queria dizer «{word}»?</translation>
    </message>
    <message>
        <source>EMPLOYER</source>
        <translation>EMPREGADOR</translation>
    </message>
    <message>
        <source>Every form has come back</source>
        <translation>Todas as fichas voltaram</translation>
    </message>
    <message>
        <source>FIELD</source>
        <translation>CAMPO</translation>
    </message>
    <message>
        <source>FIELD:WORD=CODE</source>
        <translation>CAMPO:PALAVRA=CÓDIGO</translation>
    </message>
    <message>
        <source>FIELD=VALUE</source>
        <translation>CAMPO=VALOR</translation>
    </message>
    <message>
        <source>FILE</source>
        <translation>FICHEIRO</translation>
    </message>
    <message>
        <source>FOLDER</source>
        <translation>PASTA</translation>
    </message>
    <message>
        <source>HEADING=FIELD</source>
        <translation>TÍTULO=CAMPO</translation>
    </message>
    <message>
        <source>HEADING=ORDER</source>
        <translation>TÍTULO=ORDEM</translation>
    </message>
    <message>
        <source>IMAGE</source>
        <translation>IMAGEM</translation>
    </message>
    <message>
        <source>ITEM</source>
        <translation>ETAPA</translation>
    </message>
    <message>
        <source>Identity number: {number}</source>
        <translation>Número de identificação: {number}</translation>
    </message>
    <message>
        <source>Indexing: {done} of {total} persons</source>
        <translation>Indexação: {done} de {total} pessoas</translation>
    </message>
    <message>
        <source>It serves once, until {date}.</source>
        <translation>Serve uma vez, até {date}.</translation>
    </message>
    <message>
        <source>Its recovery key: {key}</source>
        <translation>A chave de recuperação: {key}</translation>
    </message>
    <message>
        <source>Joined {server}: {districts}</source>
        <translation>Ligado a {server}: {districts}</translation>
    </message>
    <message>
        <source>Joining code: {code}</source>
        <translation>Código de adesão: {code}</translation>
    </message>
    <message>
        <source>Journey</source>
        <translation>Percurso</translation>
    </message>
    <message>
        <source>KIND</source>
        <translation>TIPO</translation>
    </message>
    <message>
        <source>LIST</source>
        <translation>LISTA</translation>
    </message>
    <message>
        <source>Left as it is, since it was changed meanwhile: {fields}</source>
        <translation>Ficou como está, porque foi alterado entretanto: {fields}</translation>
    </message>
    <message>
        <source>MONTH</source>
        <translation>MÊS</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Membros</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>NOME</translation>
    </message>
    <message>
        <source>NUMBER</source>
        <translation>NÚMERO</translation>
    </message>
    <message>
        <source>New code: {code}</source>
        <translation>Novo código: {code}</translation>
    </message>
    <message>
        <source>New password: </source>
        <translation>Nova palavra-passe: </translation>
    </message>
    <message>
        <source>No appointments.</source>
        <translation>Nenhum compromisso.</translation>
    </message>
    <message>
        <source>No complaints.</source>
        <translation>Nenhuma reclamação.</translation>
    </message>
    <message>
        <source>No conflict waits to be settled</source>
        <translation>Nenhum conflito espera ser resolvido</translation>
    </message>
    <message>
        <source>No device has handed anything over.</source>
        <translation>Nenhum aparelho entregou nada.</translation>
    </message>
    <message>
        <source>No device has joined yet.</source>
        <translation>Ainda nenhum aparelho aderiu.</translation>
    </message>
    <message>
        <source>No documents.</source>
        <translation>Nenhum documento.</translation>
    </message>
    <message>
        <source>No enrolments.</source>
        <translation>Nenhuma inscrição.</translation>
    </message>
    <message>
        <source>No exits are proposed.</source>
        <translation>Nenhuma saída proposta.</translation>
    </message>
    <message>
        <source>No household found</source>
        <translation>Nenhum agregado encontrado</translation>
    </message>
    <message>
        <source>No household has moved to another district.</source>
        <translation>Nenhum agregado se mudou para outro distrito.</translation>
    </message>
    <message>
        <source>No notes.</source>
        <translation>Nenhuma nota.</translation>
    </message>
    <message>
        <source>No possible duplicate waits to be decided</source>
        <translation>Nenhum possível duplicado espera decisão</translation>
    </message>
    <message>
        <source>No request</source>
        <translation>Nenhum pedido</translation>
    </message>
    <message>
        <source>Nobody found</source>
        <translation>Ninguém foi encontrado</translation>
    </message>
    <message>
        <source>Nobody holds another role today</source>
        <translation>Ninguém exerce hoje uma substituição</translation>
    </message>
    <message>
        <source>Nobody in the register looks like this person</source>
        <translation>Ninguém no registo se parece com esta pessoa</translation>
    </message>
    <message>
        <source>Nobody is held back</source>
        <translation>Ninguém está retido</translation>
    </message>
    <message>
        <source>Nobody is named to collect.</source>
        <translation>Ninguém está indicado para receber.</translation>
    </message>
    <message>
        <source>Nobody to hold against a rule.</source>
        <translation>Ninguém a comparar com uma regra.</translation>
    </message>
    <message>
        <source>Nobody was merged in the last 90 days</source>
        <translation>Nenhuma fusão nos últimos 90 dias</translation>
    </message>
    <message>
        <source>Nothing has been kept longer than its time.</source>
        <translation>Nada foi guardado para além do seu prazo.</translation>
    </message>
    <message>
        <source>Nothing is due.</source>
        <translation>Nada está pendente.</translation>
    </message>
    <message>
        <source>Nothing the server refused waits for anybody</source>
        <translation>Nada do que o servidor recusou espera por alguém</translation>
    </message>
    <message>
        <source>Nothing waits to be sent</source>
        <translation>Nada aguarda envio</translation>
    </message>
    <message>
        <source>Nothing waits to be sent: it asks only for what others have written.</source>
        <translation>Nada aguarda envio: pede apenas o que outros escreveram.</translation>
    </message>
    <message>
        <source>Number {number} holds {changes} changes and {photos} pictures.</source>
        <translation>O número {number} contém {changes} alterações e {photos} imagens.</translation>
    </message>
    <message>
        <source>OTHER</source>
        <translation>OUTRO</translation>
    </message>
    <message>
        <source>OUTPUT</source>
        <translation>SAÍDA</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Opções</translation>
    </message>
    <message>
        <source>PLACE</source>
        <translation>LUGAR</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>Documentos</translation>
    </message>
    <message>
        <source>Passphrase of the copy: </source>
        <translation>Frase-passe da cópia: </translation>
    </message>
    <message>
        <source>Password: </source>
        <translation>Palavra-passe: </translation>
    </message>
    <message>
        <source>Programme {programme}, version {version}, with the offices {offices}.</source>
        <translation>Programa {programme}, versão {version}, com os balcões {offices}.</translation>
    </message>
    <message>
        <source>ROLE</source>
        <translation>FUNCAO</translation>
    </message>
    <message>
        <source>Reached: {items}</source>
        <translation>Atingido: {items}</translation>
    </message>
    <message>
        <source>Recovery code: </source>
        <translation>Código de recuperação: </translation>
    </message>
    <message>
        <source>Recovery code: {code}</source>
        <translation>Código de recuperação: {code}</translation>
    </message>
    <message>
        <source>Refused rows are in {file}</source>
        <translation>As linhas recusadas estão em {file}</translation>
    </message>
    <message>
        <source>Registered on {date}</source>
        <translation>Registado em {date}</translation>
    </message>
    <message>
        <source>Request {number} waits for a colleague to agree</source>
        <translation>O pedido {number} espera o acordo de um colega</translation>
    </message>
    <message>
        <source>SCAN</source>
        <translation>DIGITALIZAÇÃO</translation>
    </message>
    <message>
        <source>STATEMENT</source>
        <translation>DECLARAÇÃO</translation>
    </message>
    <message>
        <source>Settled: {how}</source>
        <translation>Resolvido: {how}</translation>
    </message>
    <message>
        <source>Should it be wrong, add another update with {option}</source>
        <translation>Se estiver errado, acrescente outra atualização com {option}</translation>
    </message>
    <message>
        <source>Start the server: devices send again what came after the copy was taken.</source>
        <translation>Inicie o servidor: os aparelhos voltam a enviar o que veio depois da cópia.</translation>
    </message>
    <message>
        <source>Stopped. What was done until then is kept.</source>
        <translation>Interrompido. O que estava feito até aí fica guardado.</translation>
    </message>
    <message>
        <source>TEXT</source>
        <translation>TEXTO</translation>
    </message>
    <message>
        <source>Taken over: {taken}, of them refused: {refused}.</source>
        <translation>Aproveitadas: {taken}, das quais recusadas: {refused}.</translation>
    </message>
    <message>
        <source>Telephone: {numbers}</source>
        <translation>Telefone: {numbers}</translation>
    </message>
    <message>
        <source>The acknowledgement is written to {file}</source>
        <translation>O comprovativo foi escrito em {file}</translation>
    </message>
    <message>
        <source>The backup is made: {file}</source>
        <translation>A cópia de segurança está feita: {file}</translation>
    </message>
    <message>
        <source>The bundle is written: {file}</source>
        <translation>O pacote está escrito: {file}</translation>
    </message>
    <message>
        <source>The command was not understood: {reason}</source>
        <translation>O comando não foi entendido: {reason}</translation>
    </message>
    <message>
        <source>The copy is in {file} ({size} bytes).</source>
        <translation>A cópia está em {file} ({size} bytes).</translation>
    </message>
    <message>
        <source>The copy of {date} is in the database, with {count} changes.</source>
        <translation>A cópia de {date} está na base de dados, com {count} alterações.</translation>
    </message>
    <message>
        <source>The counts differ: {kinds}. The next round starts from the beginning.</source>
        <translation>As contagens diferem: {kinds}. A próxima sincronização recomeça do início.</translation>
    </message>
    <message>
        <source>The document is written to {file}</source>
        <translation>O documento foi escrito em {file}</translation>
    </message>
    <message>
        <source>The file can be read by the whole office.</source>
        <translation>Todo o serviço pode ler este processo.</translation>
    </message>
    <message>
        <source>The file is NOT sound: {pages} damaged page(s), {changes} altered change(s).</source>
        <translation>O ficheiro NÃO está íntegro. Páginas danificadas: {pages}; alterações adulteradas: {changes}.</translation>
    </message>
    <message>
        <source>The file is confidential: opening it asks for a reason.</source>
        <translation>O processo é confidencial: abri-lo pede um motivo.</translation>
    </message>
    <message>
        <source>The file is restored: {file}. Its new device code is {code}.</source>
        <translation>O ficheiro foi reposto: {file}. O seu novo código de aparelho é {code}.</translation>
    </message>
    <message>
        <source>The file is sound: every page and every change is as it was written.</source>
        <translation>O ficheiro está íntegro: cada página e cada alteração está como foi escrita.</translation>
    </message>
    <message>
        <source>The merge is taken back: both records stand again</source>
        <translation>A fusão foi anulada: as duas fichas voltam a existir</translation>
    </message>
    <message>
        <source>The note is kept.</source>
        <translation>A nota ficou guardada.</translation>
    </message>
    <message>
        <source>The office file is made: {file}</source>
        <translation>O ficheiro do serviço local está criado: {file}</translation>
    </message>
    <message>
        <source>The old recovery code is spent. The new one: {code}</source>
        <translation>O código de recuperação antigo já não serve. O novo: {code}</translation>
    </message>
    <message>
        <source>The paper is handed over.</source>
        <translation>O documento está entregue.</translation>
    </message>
    <message>
        <source>The paper is written to {file}</source>
        <translation>O documento está gravado em {file}</translation>
    </message>
    <message>
        <source>The portrait is kept.</source>
        <translation>O retrato está guardado.</translation>
    </message>
    <message>
        <source>The register of a counter, from a terminal.</source>
        <translation>O registo de um balcão, a partir de um terminal.</translation>
    </message>
    <message>
        <source>The same once more: </source>
        <translation>A mesma outra vez: </translation>
    </message>
    <message>
        <source>The server answers at {url}. Its fingerprint is {fingerprint}.</source>
        <translation>O servidor responde em {url}. A sua impressão digital é {fingerprint}.</translation>
    </message>
    <message>
        <source>The server is of an older version. Tell the regional office to update it.</source>
        <translation>O servidor é de uma versão mais antiga. Diga ao gabinete regional que o atualize.</translation>
    </message>
    <message>
        <source>The sheet is written to {file}</source>
        <translation>A ficha está escrita em {file}</translation>
    </message>
    <message>
        <source>The slip is written to {file}</source>
        <translation>O talão foi escrito em {file}</translation>
    </message>
    <message>
        <source>There is more: write and carry another bundle to have the rest.</source>
        <translation>Há mais: escreva e mande levar outro pacote para ter o resto.</translation>
    </message>
    <message>
        <source>There is no bundle here: their names end in .guichet-out.</source>
        <translation>Não há aqui nenhum pacote: os seus nomes terminam em .guichet-out.</translation>
    </message>
    <message>
        <source>They count as arrived when the answer has come back and was read here.</source>
        <translation>Contam como chegadas quando a resposta tiver voltado e sido lida aqui.</translation>
    </message>
    <message>
        <source>They wait under To decide, and in: guichet conflicts, guichet refused</source>
        <translation>Aguardam em Por decidir, e com: guichet conflicts, guichet refused</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Usage: </source>
        <translation>Utilização: </translation>
    </message>
    <message>
        <source>VALUE</source>
        <translation>VALOR</translation>
    </message>
    <message>
        <source>WHO=AMOUNT</source>
        <translation>QUEM=MONTANTE</translation>
    </message>
    <message>
        <source>WORDS</source>
        <translation>TEXTO</translation>
    </message>
    <message>
        <source>Waiting: {waiting}. On their way: {sent}. Arrived: {arrived}. Refused: {refused}.</source>
        <translation>Em espera: {waiting}. A caminho: {sent}. Chegadas: {arrived}. Recusadas: {refused}.</translation>
    </message>
    <message>
        <source>What it takes</source>
        <translation>O que recebe</translation>
    </message>
    <message>
        <source>Where it happened is noted, without anybody&apos;s data, in {file}</source>
        <translation>O sítio ficou anotado, sem dados de ninguém, em {file}</translation>
    </message>
    <message>
        <source>Write it down now and lock it away: it is shown this once. Without it and without a password, what was never sent is lost.</source>
        <translation>Anote-o agora e guarde-o à chave: só é mostrado desta vez. Sem ele e sem palavra-passe, perde-se o que nunca foi enviado.</translation>
    </message>
    <message>
        <source>Written anew; it goes with the next synchronisation</source>
        <translation>Escrito de novo; segue na próxima sincronização</translation>
    </message>
    <message>
        <source>Written. Should it be wrong, take it back today with {option}</source>
        <translation>Escrito. Em caso de erro, anule hoje com {option}</translation>
    </message>
    <message>
        <source>a merge and its undoing need --reason</source>
        <translation>uma fusão e a sua anulação pedem --reason</translation>
    </message>
    <message>
        <source>corrected by {number}</source>
        <translation>corrigido por {number}</translation>
    </message>
    <message>
        <source>due on {date}</source>
        <translation>prazo: {date}</translation>
    </message>
    <message>
        <source>goes with number {number}: correct that first</source>
        <translation>acompanha o número {number}: corrija primeiro esse</translation>
    </message>
    <message>
        <source>here</source>
        <translation>aqui</translation>
    </message>
    <message>
        <source>its clock is {time} ahead</source>
        <translation>o relógio está {time} adiantado</translation>
    </message>
    <message>
        <source>its clock is {time} behind</source>
        <translation>o relógio está {time} atrasado</translation>
    </message>
    <message>
        <source>laptop {device}</source>
        <translation>computador {device}</translation>
    </message>
    <message>
        <source>moved by another office</source>
        <translation>mudado por outro serviço</translation>
    </message>
    <message>
        <source>never heard</source>
        <translation>nunca deu sinal</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>desconhecido</translation>
    </message>
    <message>
        <source>photos and scans: {done} of {all}</source>
        <translation>fotografias e digitalizações: {done} de {all}</translation>
    </message>
    <message>
        <source>portraits</source>
        <translation>retratos</translation>
    </message>
    <message>
        <source>records</source>
        <translation>fichas</translation>
    </message>
    <message>
        <source>row {row}, {share} %, {speed} people a second</source>
        <translation>linha {row}, {share} %, {speed} pessoas por segundo</translation>
    </message>
    <message>
        <source>row {row}: {problem}</source>
        <translation>linha {row}: {problem}</translation>
    </message>
    <message>
        <source>scans</source>
        <translation>digitalizações</translation>
    </message>
    <message>
        <source>set aside: {reason}</source>
        <translation>posto de lado: {reason}</translation>
    </message>
    <message>
        <source>shut out</source>
        <translation>excluído</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>alguém</translation>
    </message>
    <message>
        <source>somebody at laptop {device}</source>
        <translation>alguém no computador {device}</translation>
    </message>
    <message>
        <source>stands</source>
        <translation>vale</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>anulada</translation>
    </message>
    <message>
        <source>taken over</source>
        <translation>aproveitado</translation>
    </message>
    <message>
        <source>the other</source>
        <translation>o outro</translation>
    </message>
    <message>
        <source>time not known</source>
        <translation>momento desconhecido</translation>
    </message>
    <message>
        <source>to bring: {papers}</source>
        <translation>a trazer: {papers}</translation>
    </message>
    <message>
        <source>to {district} on {date}</source>
        <translation>para {district}, a {date}</translation>
    </message>
    <message>
        <source>waiting on it: {count}</source>
        <translation>à espera: {count}</translation>
    </message>
    <message>
        <source>{bundle}: taken; its answer is {answer}</source>
        <translation>{bundle}: recebido; a resposta é {answer}</translation>
    </message>
    <message>
        <source>{district} holds {digest}: two files that hold the same say the same</source>
        <translation>{district} contém {digest}: dois ficheiros com o mesmo conteúdo dizem o mesmo</translation>
    </message>
    <message>
        <source>{done} of {all}</source>
        <translation>{done} de {all}</translation>
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
        <translation>{lane}: {count}, {size}, para outra vez</translation>
    </message>
    <message>
        <source>{name} holds the role “{role}” until {date}: {reason}</source>
        <translation>{name} exerce em substituição a função «{role}» até {date}: {reason}</translation>
    </message>
    <message>
        <source>{number} of {of}: {office}</source>
        <translation>{number} de {of}: {office}</translation>
    </message>
    <message>
        <source>{size} kB</source>
        <translation>{size} kB</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… e mais %n</numerusform>
            <numerusform>… e mais %n</numerusform>
        </translation>
    </message>
    <message>
        <source>age uncertain</source>
        <translation>idade incerta</translation>
    </message>
    <message>
        <source>  changed meanwhile: {value}</source>
        <translation>  alterado entretanto: {value}</translation>
    </message>
    <message>
        <source>About {size}; how fast this line is was not measured yet</source>
        <translation>Cerca de {size}; a velocidade desta ligação ainda não foi medida</translation>
    </message>
    <message>
        <source>Moving to {district} on {date}; its file goes with the next round</source>
        <translation>Vai para {district} a {date}; o processo segue na próxima sincronização</translation>
    </message>
    <message>
        <source>Write it down, away from the server: it is shown once, and nothing else opens the copy.</source>
        <translation>Anote-a e guarde-a longe do servidor: só é mostrada uma vez, e nada mais abre a cópia.</translation>
    </message>
    <message>
        <source>but: {reasons}</source>
        <translation>mas: {reasons}</translation>
    </message>
    <message>
        <source>can be taken back until {date}</source>
        <translation>anulável até {date}</translation>
    </message>
    <message>
        <source>give two codes, or --list, or --undo with a number</source>
        <translation>indique dois códigos, ou --list, ou --undo com um número</translation>
    </message>
    <message>
        <source>handed over</source>
        <translation>entregue</translation>
    </message>
    <message>
        <source>line {line}</source>
        <translation>linha {line}</translation>
    </message>
    <message>
        <source>not here yet</source>
        <translation>ainda não está aqui</translation>
    </message>
    <message>
        <source>one of these is missing: {names}</source>
        <translation>falta um destes: {names}</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>em atraso</translation>
    </message>
    <message>
        <source>{arrived} of {waiting} arrived, {received} received</source>
        <translation>{arrived} de {waiting} chegaram, {received} recebidas</translation>
    </message>
    <message>
        <source>{count} rows, {share} %</source>
        <translation>{count} linhas, {share} %</translation>
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
        <translation>{names} não se usa com {other}</translation>
    </message>
    <message>
        <source>{names} is missing</source>
        <translation>falta {names}</translation>
    </message>
    <message>
        <source>{names} is not known here</source>
        <translation>{names} não é conhecido aqui</translation>
    </message>
    <message>
        <source>{names} takes no value</source>
        <translation>{names} não leva valor</translation>
    </message>
    <message>
        <source>{names} wants a value after it</source>
        <translation>{names} pede um valor a seguir</translation>
    </message>
    <message>
        <source>{name} cannot be “{given}”.</source>
        <translation>{name} não pode ser «{given}».</translation>
    </message>
    <message>
        <source>{name} cannot be “{given}”. Expected: {expected}.</source>
        <translation>{name} não pode ser «{given}». Esperado: {expected}.</translation>
    </message>
    <message>
        <source>{name} cannot be “{given}”. Possible: {choices}.</source>
        <translation>{name} não pode ser «{given}». Possível: {choices}.</translation>
    </message>
    <message>
        <source>{name} has a new password.</source>
        <translation>{name} tem uma nova palavra-passe.</translation>
    </message>
    <message>
        <source>{name} may not open the file any more.</source>
        <translation>{name} já não pode abrir o ficheiro.</translation>
    </message>
    <message>
        <source>{name} may open the file.</source>
        <translation>{name} pode abrir o ficheiro.</translation>
    </message>
    <message>
        <source>{person} and {other}: {decision}</source>
        <translation>{person} e {other}: {decision}</translation>
    </message>
    <message>
        <source>{scan} is kept as document {number}</source>
        <translation>{scan} está guardado: documento {number}</translation>
    </message>
    <message>
        <source>“&lt;” hides a count under {least}, or one that would give it away.</source>
        <translation>«&lt;» esconde um número inferior a {least}, ou um que o revelaria.</translation>
    </message>
</context>
<context>
    <name>CommandHelp</name>
    <message>
        <source>a certificate (PEM) to trust besides the server&apos;s own</source>
        <translation>um certificado (PEM) em que confiar além do do servidor</translation>
    </message>
    <message>
        <source>a certificate of your own (PEM)</source>
        <translation>um certificado seu (PEM)</translation>
    </message>
    <message>
        <source>a code of your own (else one is made)</source>
        <translation>um código seu (senão é criado um)</translation>
    </message>
    <message>
        <source>a day as 2026-11-23, or today (else all that was ever written)</source>
        <translation>um dia como 2026-11-23, ou today (senão tudo o que foi escrito)</translation>
    </message>
    <message>
        <source>a few words about it</source>
        <translation>umas palavras sobre o assunto</translation>
    </message>
    <message>
        <source>a field and its right value, as often as needed; none sends it again as it is</source>
        <translation>um campo e o seu valor certo, as vezes precisas; sem nenhum, reenvia tal como está</translation>
    </message>
    <message>
        <source>a folder, as a stick&apos;s, or the bundle&apos;s own name (else here)</source>
        <translation>uma pasta, como a de uma pen, ou o nome do pacote (senão aqui)</translation>
    </message>
    <message>
        <source>a list of wages, CSV or XLSX</source>
        <translation>uma lista de salários, CSV ou XLSX</translation>
    </message>
    <message>
        <source>a member by printed code, or a name from outside</source>
        <translation>um membro pelo código impresso, ou o nome de uma pessoa de fora</translation>
    </message>
    <message>
        <source>a name or address under which devices reach the server; may be repeated</source>
        <translation>um nome ou endereço onde os aparelhos encontram o servidor; pode repetir-se</translation>
    </message>
    <message>
        <source>a number, a code or a word of it</source>
        <translation>um número, um código ou uma palavra do texto</translation>
    </message>
    <message>
        <source>a number; the same one makes the same households (else {seed})</source>
        <translation>um número; o mesmo dá os mesmos agregados (senão {seed})</translation>
    </message>
    <message>
        <source>a part of the name</source>
        <translation>uma parte do nome</translation>
    </message>
    <message>
        <source>a picture file</source>
        <translation>um ficheiro de imagem</translation>
    </message>
    <message>
        <source>a picture of a card, a receipt or an identity document</source>
        <translation>uma imagem de um cartão, de um comprovativo ou de um documento de identificação</translation>
    </message>
    <message>
        <source>a printed code, of a household or of a person</source>
        <translation>um código impresso, de um agregado ou de uma pessoa</translation>
    </message>
    <message>
        <source>a printed code, of a household or of a person (else everybody)</source>
        <translation>um código impresso, de um agregado ou de uma pessoa (senão toda a gente)</translation>
    </message>
    <message>
        <source>a printed code, of the household or of a member</source>
        <translation>um código impresso, do agregado ou de um membro</translation>
    </message>
    <message>
        <source>a telephone or a place where they can be told</source>
        <translation>um telefone ou um lugar onde se pode avisar a pessoa</translation>
    </message>
    <message>
        <source>a worker&apos;s month: NAME=AMOUNT, or the code or number of insurance in the name&apos;s place</source>
        <translation>o mês de um trabalhador: NOME=MONTANTE, ou o código ou número de segurado em vez do nome</translation>
    </message>
    <message>
        <source>add a period of insurance, here or in another country</source>
        <translation>juntar um período contributivo, aqui ou noutro país</translation>
    </message>
    <message>
        <source>add an update to a household&apos;s journey</source>
        <translation>acrescentar uma atualização ao percurso de um agregado</translation>
    </message>
    <message>
        <source>agree to a request, by its number, and write it</source>
        <translation>aceitar um pedido, pelo seu número, e escrevê-lo</translation>
    </message>
    <message>
        <source>all answers as one JSON object; - for standard input</source>
        <translation>todas as respostas num objeto JSON; - para a entrada padrão</translation>
    </message>
    <message>
        <source>always list names that are spelled differently (else where few are not)</source>
        <translation>listar sempre também os nomes escritos de outra forma (senão só quando há poucos escritos assim)</translation>
    </message>
    <message>
        <source>an answer of its form, as often as needed: --set on=2026-11-02</source>
        <translation>uma resposta do formulário, as vezes necessárias: --set on=2026-11-02</translation>
    </message>
    <message>
        <source>an office with a whole district in it, of so many people</source>
        <translation>um serviço local com todo um distrito, deste número de pessoas</translation>
    </message>
    <message>
        <source>an unfinished registration, by its number</source>
        <translation>um registo por acabar, pelo seu número</translation>
    </message>
    <message>
        <source>answer with one JSON document</source>
        <translation>responder com um só documento JSON</translation>
    </message>
    <message>
        <source>ask for a change of a household, and decide on what was asked for</source>
        <translation>pedir uma alteração de um agregado, e decidir sobre os pedidos</translation>
    </message>
    <message>
        <source>at most so many lines</source>
        <translation>no máximo tantas linhas</translation>
    </message>
    <message>
        <source>at most so many megabytes, both ways; records go in any case</source>
        <translation>no máximo tantos megabytes, nos dois sentidos; as fichas seguem sempre</translation>
    </message>
    <message>
        <source>at most so many of them (else {count})</source>
        <translation>no máximo este número (senão {count})</translation>
    </message>
    <message>
        <source>back an office file up</source>
        <translation>fazer cópia de segurança de um ficheiro</translation>
    </message>
    <message>
        <source>begin a campaign</source>
        <translation>começar uma campanha</translation>
    </message>
    <message>
        <source>beginnings of names, a code, a phone or an identifier; &apos;&apos; for all</source>
        <translation>inícios de nomes, um código, um telefone ou um identificador; &apos;&apos; para todos</translation>
    </message>
    <message>
        <source>bring a copy back, into an empty database</source>
        <translation>repor uma cópia numa base de dados vazia</translation>
    </message>
    <message>
        <source>bring an office file back</source>
        <translation>repor um ficheiro</translation>
    </message>
    <message>
        <source>by bands of age, or by place</source>
        <translation>por faixas de idade, ou por lugar</translation>
    </message>
    <message>
        <source>carry the bundles of other offices to the server over this file&apos;s line</source>
        <translation>levar os pacotes de outros serviços ao servidor pela linha deste ficheiro</translation>
    </message>
    <message>
        <source>check everything and write nothing</source>
        <translation>verificar tudo e não registar nada</translation>
    </message>
    <message>
        <source>check that an office file is sound</source>
        <translation>verificar que um ficheiro está íntegro</translation>
    </message>
    <message>
        <source>close a campaign</source>
        <translation>encerrar uma campanha</translation>
    </message>
    <message>
        <source>codes of households or people</source>
        <translation>códigos de agregados ou de pessoas</translation>
    </message>
    <message>
        <source>codes of the documents seen, with commas; the others are missing</source>
        <translation>códigos dos documentos vistos, separados por vírgulas; os outros faltam</translation>
    </message>
    <message>
        <source>columns, in order (else those of the last export)</source>
        <translation>colunas, por ordem (senão as da última exportação)</translation>
    </message>
    <message>
        <source>compare nobody with the register: faster, and duplicates stay unnoticed</source>
        <translation>não comparar ninguém com o registo: mais rápido, os duplicados passam despercebidos</translation>
    </message>
    <message>
        <source>compare what was written here with what the server holds</source>
        <translation>comparar o que foi escrito aqui com o que o servidor tem</translation>
    </message>
    <message>
        <source>copy the database into one sealed file, while the server works</source>
        <translation>copiar a base de dados para um ficheiro selado, com o servidor a trabalhar</translation>
    </message>
    <message>
        <source>correct what is known of an employer</source>
        <translation>corrigir o que se sabe de uma entidade empregadora</translation>
    </message>
    <message>
        <source>correct what the server refused, or set it aside</source>
        <translation>corrigir o que o servidor recusou, ou pô-lo de lado</translation>
    </message>
    <message>
        <source>count people by age or place, small counts hidden</source>
        <translation>contar as pessoas por idade ou por lugar, com números pequenos escondidos</translation>
    </message>
    <message>
        <source>count who is registered, contributing, entitled and served, kept apart</source>
        <translation>contar à parte quem está registado, contribui, tem direito e foi atendido</translation>
    </message>
    <message>
        <source>do not look for people who may be registered already</source>
        <translation>não procurar pessoas talvez já registadas</translation>
    </message>
    <message>
        <source>drop the unfinished registrations whose time is over</source>
        <translation>eliminar os registos inacabados cujo prazo passou</translation>
    </message>
    <message>
        <source>encrypt the line even on this machine</source>
        <translation>cifrar a linha mesmo nesta máquina</translation>
    </message>
    <message>
        <source>file an employer&apos;s monthly statement, take money on it, print it</source>
        <translation>entregar a declaração mensal de uma entidade empregadora, receber dinheiro, imprimir</translation>
    </message>
    <message>
        <source>file an employer&apos;s statement of a month</source>
        <translation>entregar a declaração de uma entidade empregadora para um mês</translation>
    </message>
    <message>
        <source>find people or households</source>
        <translation>procurar pessoas ou agregados</translation>
    </message>
    <message>
        <source>for how many days, today included</source>
        <translation>por quantos dias, hoje incluído</translation>
    </message>
    <message>
        <source>for those alone who may read what is sealed</source>
        <translation>só para quem pode ler o que está selado</translation>
    </message>
    <message>
        <source>forget these of them, by number, or all</source>
        <translation>abandonar estes, por número, ou all para todos</translation>
    </message>
    <message>
        <source>give a device the name people call it by</source>
        <translation>dar a um aparelho o nome por que é conhecido</translation>
    </message>
    <message>
        <source>give a person a portrait</source>
        <translation>dar um retrato a uma pessoa</translation>
    </message>
    <message>
        <source>give somebody a new password</source>
        <translation>dar a alguém uma nova palavra-passe</translation>
    </message>
    <message>
        <source>give yourself a new password with the recovery code</source>
        <translation>obter uma nova palavra-passe com o código de recuperação</translation>
    </message>
    <message>
        <source>hear complaints, acknowledge and answer them</source>
        <translation>receber reclamações, dar comprovativo e responder</translation>
    </message>
    <message>
        <source>hold a role for some days, or let a colleague hold it</source>
        <translation>exercer uma função alguns dias, ou confiá-la a um colega</translation>
    </message>
    <message>
        <source>hold another role for a time, where nobody else is there</source>
        <translation>exercer outra função em substituição, quando não há mais ninguém</translation>
    </message>
    <message>
        <source>hold back households with somebody who looks like somebody registered</source>
        <translation>reter os agregados em que alguém se parece com uma pessoa registada</translation>
    </message>
    <message>
        <source>hold it no longer</source>
        <translation>deixar de a exercer</translation>
    </message>
    <message>
        <source>households instead of people</source>
        <translation>agregados em vez de pessoas</translation>
    </message>
    <message>
        <source>households, one JSON object a line; - for standard input</source>
        <translation>agregados, um objeto JSON por linha; - para a entrada padrão</translation>
    </message>
    <message>
        <source>how it stands from now on</source>
        <translation>a sua situação a partir de agora</translation>
    </message>
    <message>
        <source>how many households (else {count})</source>
        <translation>quantos agregados (senão {count})</translation>
    </message>
    <message>
        <source>how many households are expected</source>
        <translation>quantos agregados são esperados</translation>
    </message>
    <message>
        <source>how many months they pay for at a time</source>
        <translation>quantos meses a pessoa paga de cada vez</translation>
    </message>
    <message>
        <source>how many people work there</source>
        <translation>quantas pessoas lá trabalham</translation>
    </message>
    <message>
        <source>how the complaint came</source>
        <translation>como chegou a reclamação</translation>
    </message>
    <message>
        <source>how the dates of a column are written: dmy, mdy or ymd (repeat)</source>
        <translation>como se escrevem as datas de uma coluna: dmy, mdy ou ymd (repetível)</translation>
    </message>
    <message>
        <source>how the privacy notice was given to them</source>
        <translation>como lhes foi dado o aviso de privacidade</translation>
    </message>
    <message>
        <source>identity numbers whole instead of their last three signs</source>
        <translation>números de identificação inteiros em vez dos três últimos sinais</translation>
    </message>
    <message>
        <source>in the place of the one filed for this month</source>
        <translation>em vez da que foi entregue para este mês</translation>
    </message>
    <message>
        <source>install a programme pack from a folder</source>
        <translation>instalar um pacote de programa a partir de uma pasta</translation>
    </message>
    <message>
        <source>its number in the list</source>
        <translation>o seu número na lista</translation>
    </message>
    <message>
        <source>join a server with a one-time code</source>
        <translation>ligar-se a um servidor com um código de uso único</translation>
    </message>
    <message>
        <source>keep a household&apos;s file confidential</source>
        <translation>manter confidencial o processo de um agregado</translation>
    </message>
    <message>
        <source>keep employers, who works for them, and visits</source>
        <translation>manter as entidades empregadoras, os seus trabalhadores e as visitas</translation>
    </message>
    <message>
        <source>keep it as a draft, not handed in yet</source>
        <translation>guardá-lo como rascunho, ainda não entregue</translation>
    </message>
    <message>
        <source>keep it from ordinary lists (misconduct and violence always are)</source>
        <translation>mantê-la fora das listas comuns (sempre, em caso de má conduta ou violência)</translation>
    </message>
    <message>
        <source>keep pictures or PDFs with a household or a person</source>
        <translation>guardar imagens ou PDF com um agregado ou uma pessoa</translation>
    </message>
    <message>
        <source>keep scans with a household, list them, take one out</source>
        <translation>guardar documentos digitalizados com um agregado, listá-los, tirar um</translation>
    </message>
    <message>
        <source>let it be: what stood before stands again</source>
        <translation>deixar: vale de novo o que valia antes</translation>
    </message>
    <message>
        <source>let somebody open it no more; what they did stays</source>
        <translation>deixar de permitir que alguém o abra; o que fez mantém-se</translation>
    </message>
    <message>
        <source>let somebody open the file</source>
        <translation>permitir que alguém abra o ficheiro</translation>
    </message>
    <message>
        <source>list a person&apos;s periods of insurance with their totals</source>
        <translation>listar os períodos contributivos de uma pessoa e os seus totais</translation>
    </message>
    <message>
        <source>list an employer&apos;s statements</source>
        <translation>listar as declarações de uma entidade empregadora</translation>
    </message>
    <message>
        <source>list complaints, what is due first at the top</source>
        <translation>listar as reclamações, as mais urgentes primeiro</translation>
    </message>
    <message>
        <source>list employers, all or by name, code or number</source>
        <translation>listar as entidades empregadoras, todas ou por nome, código ou número</translation>
    </message>
    <message>
        <source>list enrolments: of a household, of a scheme, waiting, to decide</source>
        <translation>listar as inscrições: de um agregado, de um regime, em espera, a decidir</translation>
    </message>
    <message>
        <source>list people of the register who may be the same person as somebody</source>
        <translation>listar as pessoas do registo que podem ser a mesma pessoa que alguém</translation>
    </message>
    <message>
        <source>list people who may be registered twice, and decide</source>
        <translation>listar pessoas talvez registadas duas vezes, e decidir</translation>
    </message>
    <message>
        <source>list the appointments until a day</source>
        <translation>listar os compromissos até um dia</translation>
    </message>
    <message>
        <source>list the campaigns</source>
        <translation>listar as campanhas</translation>
    </message>
    <message>
        <source>list the conflicts nobody has settled</source>
        <translation>listar os conflitos que ninguém resolveu</translation>
    </message>
    <message>
        <source>list the devices that have joined</source>
        <translation>listar os aparelhos ligados</translation>
    </message>
    <message>
        <source>list the documents of a household or a person</source>
        <translation>listar os documentos de um agregado ou de uma pessoa</translation>
    </message>
    <message>
        <source>list the enrolments that should end, and why</source>
        <translation>listar as inscrições que deveriam terminar, e porquê</translation>
    </message>
    <message>
        <source>list the forms that have not come back</source>
        <translation>listar as fichas que não voltaram</translation>
    </message>
    <message>
        <source>list the households held back</source>
        <translation>listar os agregados retidos</translation>
    </message>
    <message>
        <source>list the households that moved to another district</source>
        <translation>listar os agregados que se mudaram para outro distrito</translation>
    </message>
    <message>
        <source>list the households to visit again, one in twenty</source>
        <translation>listar os agregados a visitar de novo, um em vinte</translation>
    </message>
    <message>
        <source>list the merges of the last 90 days</source>
        <translation>listar as fusões dos últimos 90 dias</translation>
    </message>
    <message>
        <source>list the notes of a household</source>
        <translation>listar as notas de um agregado</translation>
    </message>
    <message>
        <source>list the pairs that wait (the default)</source>
        <translation>listar os pares à espera (predefinição)</translation>
    </message>
    <message>
        <source>list the requests that wait, or all those of a household</source>
        <translation>listar os pedidos em espera, ou todos os de um agregado</translation>
    </message>
    <message>
        <source>list those that were settled instead</source>
        <translation>listar antes os que foram resolvidos</translation>
    </message>
    <message>
        <source>list what became of the others instead</source>
        <translation>listar antes o que foi feito dos outros</translation>
    </message>
    <message>
        <source>list what has been kept longer than its time</source>
        <translation>listar o que foi guardado para além do prazo</translation>
    </message>
    <message>
        <source>list what is due at this desk; make appointments</source>
        <translation>listar o que está pendente neste balcão; marcar compromissos</translation>
    </message>
    <message>
        <source>list what is due today or was before</source>
        <translation>listar o que está pendente hoje ou já estava antes</translation>
    </message>
    <message>
        <source>list what the server refused and nobody has dealt with</source>
        <translation>listar o que o servidor recusou e ninguém tratou</translation>
    </message>
    <message>
        <source>list who holds which role today</source>
        <translation>listar quem exerce que função hoje</translation>
    </message>
    <message>
        <source>list who may open the file</source>
        <translation>listar quem pode abrir o ficheiro</translation>
    </message>
    <message>
        <source>list, open or apply what devices handed over when they were shut out</source>
        <translation>listar, abrir ou aproveitar o que os aparelhos entregaram ao serem excluídos</translation>
    </message>
    <message>
        <source>look after the server: devices, offices, copies, programmes</source>
        <translation>cuidar do servidor: aparelhos, balcões, cópias, programas</translation>
    </message>
    <message>
        <source>make a new office file, and show its recovery code once</source>
        <translation>criar um ficheiro de serviço local e mostrar uma única vez o seu código de recuperação</translation>
    </message>
    <message>
        <source>make a one-time code with which a device joins</source>
        <translation>criar um código de uso único para ligar um aparelho</translation>
    </message>
    <message>
        <source>make an appointment, with a household or for oneself</source>
        <translation>marcar um compromisso, com um agregado ou para si</translation>
    </message>
    <message>
        <source>make an office file</source>
        <translation>criar um ficheiro de serviço local</translation>
    </message>
    <message>
        <source>make one record of two of the same person, or take it back</source>
        <translation>fazer uma só ficha de duas da mesma pessoa, ou anular</translation>
    </message>
    <message>
        <source>make receipts or cards as a PDF</source>
        <translation>fazer comprovativos ou cartões em PDF</translation>
    </message>
    <message>
        <source>make registration forms, blank with their codes or filled in</source>
        <translation>fazer fichas de registo, em branco com os seus códigos ou preenchidas</translation>
    </message>
    <message>
        <source>make up households to try things with</source>
        <translation>inventar agregados para experimentar</translation>
    </message>
    <message>
        <source>mean it, warnings read</source>
        <translation>confirmar, avisos lidos</translation>
    </message>
    <message>
        <source>name who collects for a household, and who does in their place</source>
        <translation>indicar quem recebe por um agregado, e quem o substitui</translation>
    </message>
    <message>
        <source>no longer confidential</source>
        <translation>deixa de ser confidencial</translation>
    </message>
    <message>
        <source>nobody is named</source>
        <translation>ninguém é nomeado</translation>
    </message>
    <message>
        <source>note a visit to an employer and what it found</source>
        <translation>anotar uma visita a uma entidade empregadora e o que se constatou</translation>
    </message>
    <message>
        <source>note contributions somebody paid for themselves or for others</source>
        <translation>anotar contribuições pagas pelo próprio ou por outrem</translation>
    </message>
    <message>
        <source>note money received on a statement</source>
        <translation>anotar o dinheiro recebido por uma declaração</translation>
    </message>
    <message>
        <source>note papers brought later, a sponsor, a priority</source>
        <translation>anotar documentos trazidos mais tarde, um patrocinador, uma prioridade</translation>
    </message>
    <message>
        <source>note something about a household</source>
        <translation>anotar algo sobre um agregado</translation>
    </message>
    <message>
        <source>note something about a household or a person</source>
        <translation>anotar algo sobre um agregado ou uma pessoa</translation>
    </message>
    <message>
        <source>note that a paper was handed over</source>
        <translation>anotar que um documento foi entregue</translation>
    </message>
    <message>
        <source>note what a visit found</source>
        <translation>anotar o que uma visita verificou</translation>
    </message>
    <message>
        <source>of this person alone, not of the household</source>
        <translation>só desta pessoa, não do agregado</translation>
    </message>
    <message>
        <source>on which legal basis they are registered</source>
        <translation>com que base legal são registadas</translation>
    </message>
    <message>
        <source>once more the forms of a stack that have not come back, by one of its codes</source>
        <translation>mais uma vez as fichas de uma pilha que não voltaram, por um dos seus códigos</translation>
    </message>
    <message>
        <source>one field only, for example village or person.given_name</source>
        <translation>um só campo, por exemplo village ou person.given_name</translation>
    </message>
    <message>
        <source>one role (else all of them)</source>
        <translation>uma função (senão todas)</translation>
    </message>
    <message>
        <source>only names spelled as typed</source>
        <translation>só os nomes escritos como foram digitados</translation>
    </message>
    <message>
        <source>only say what it would cost; no line is needed</source>
        <translation>dizer só o que custaria; sem ligação</translation>
    </message>
    <message>
        <source>only say what would be settled</source>
        <translation>dizer apenas o que seria resolvido</translation>
    </message>
    <message>
        <source>only this place and those in it, its name or its code</source>
        <translation>só este lugar e os que ele contém, nome ou código</translation>
    </message>
    <message>
        <source>only this place and what is in it, by its code</source>
        <translation>só este lugar e o que está dentro dele, pelo seu código</translation>
    </message>
    <message>
        <source>only this village</source>
        <translation>só esta aldeia</translation>
    </message>
    <message>
        <source>only what is of this kind</source>
        <translation>só o que é deste tipo</translation>
    </message>
    <message>
        <source>only who this text finds, as in a search</source>
        <translation>só quem este texto encontra, como numa pesquisa</translation>
    </message>
    <message>
        <source>open the window</source>
        <translation>abrir a janela</translation>
    </message>
    <message>
        <source>pictures or PDFs</source>
        <translation>imagens ou PDF</translation>
    </message>
    <message>
        <source>place on a waiting list: 1 comes first</source>
        <translation>lugar numa lista de espera: 1 é o primeiro</translation>
    </message>
    <message>
        <source>print all that is held of a household, for its people</source>
        <translation>imprimir tudo o que está guardado de um agregado, para os seus membros</translation>
    </message>
    <message>
        <source>print the JSON Schema of an import</source>
        <translation>mostrar o esquema JSON de uma importação</translation>
    </message>
    <message>
        <source>print the acknowledgement of a complaint</source>
        <translation>imprimir o comprovativo de uma reclamação</translation>
    </message>
    <message>
        <source>print the decision letter, the enrolment receipt or the exit letter</source>
        <translation>imprimir a carta de decisão, o comprovativo de inscrição ou a carta de saída</translation>
    </message>
    <message>
        <source>print the version and stop</source>
        <translation>mostrar a versão e parar</translation>
    </message>
    <message>
        <source>put a person down as working for an employer, or for themselves</source>
        <translation>anotar que uma pessoa trabalha para uma entidade empregadora, ou por conta própria</translation>
    </message>
    <message>
        <source>read a code from a picture and say whose it is</source>
        <translation>ler um código numa imagem e dizer de quem é</translation>
    </message>
    <message>
        <source>read the answers that came back for this file</source>
        <translation>ler as respostas que voltaram para este ficheiro</translation>
    </message>
    <message>
        <source>receipt: of a household; card: of a person</source>
        <translation>receipt: comprovativo de um agregado; card: cartão de uma pessoa</translation>
    </message>
    <message>
        <source>receipts: a5, a4 (two a page), roll80; cards: single, sheet (ten a page)</source>
        <translation>comprovativos: a5, a4 (dois por página), roll80; cartões: single, sheet (dez por página)</translation>
    </message>
    <message>
        <source>records alone: photos and scans wait for a better line</source>
        <translation>só as fichas: fotografias e digitalizações esperam por melhor ligação</translation>
    </message>
    <message>
        <source>refuse a household when somebody in it may be registered already</source>
        <translation>recusar um agregado em que alguém talvez já esteja registado</translation>
    </message>
    <message>
        <source>refuse a request, with --reason</source>
        <translation>rejeitar um pedido, com --reason</translation>
    </message>
    <message>
        <source>register an employer</source>
        <translation>registar uma entidade empregadora</translation>
    </message>
    <message>
        <source>register for a campaign&apos;s team from now on</source>
        <translation>registar a partir de agora para uma equipa de uma campanha</translation>
    </message>
    <message>
        <source>register households from a file</source>
        <translation>registar agregados a partir de um ficheiro</translation>
    </message>
    <message>
        <source>register people from a list, CSV or XLSX</source>
        <translation>registar pessoas de uma lista, CSV ou XLSX</translation>
    </message>
    <message>
        <source>register these of them, by number, or all</source>
        <translation>registar estes, por número, ou all para todos</translation>
    </message>
    <message>
        <source>registered on this day or before, YYYY-MM-DD</source>
        <translation>registados neste dia ou antes, AAAA-MM-DD</translation>
    </message>
    <message>
        <source>registered on this day or later, YYYY-MM-DD</source>
        <translation>registados neste dia ou depois, AAAA-MM-DD</translation>
    </message>
    <message>
        <source>run a registration campaign: targets, progress, second visits</source>
        <translation>conduzir uma campanha de registo: metas, progresso, segundas visitas</translation>
    </message>
    <message>
        <source>run the central server</source>
        <translation>pôr o servidor central a funcionar</translation>
    </message>
    <message>
        <source>say at a glance who of a household is entitled</source>
        <translation>dizer num relance quem, num agregado, tem direito</translation>
    </message>
    <message>
        <source>say how many households a team is expected to register in a village</source>
        <translation>dizer quantos agregados uma equipa deve registar numa aldeia</translation>
    </message>
    <message>
        <source>say it again with other values; a record is made anew with all that leans on it</source>
        <translation>dizê-lo de novo com outros valores; um registo é refeito com tudo o que dele depende</translation>
    </message>
    <message>
        <source>say of pair # that it is the same person, different, or unsure</source>
        <translation>dizer do par #: same (a mesma), different (outra) ou unsure (sem certeza)</translation>
    </message>
    <message>
        <source>say that an appointment falls away</source>
        <translation>dizer que um compromisso fica sem efeito</translation>
    </message>
    <message>
        <source>say that an appointment was kept</source>
        <translation>dizer que um compromisso foi cumprido</translation>
    </message>
    <message>
        <source>say the last day somebody worked</source>
        <translation>dizer o último dia de trabalho de alguém</translation>
    </message>
    <message>
        <source>say what is due on a monthly base for some months</source>
        <translation>dizer o que é devido sobre uma base mensal para alguns meses</translation>
    </message>
    <message>
        <source>say which schemes people are eligible for, and why</source>
        <translation>dizer para que regimes as pessoas são elegíveis, e porquê</translation>
    </message>
    <message>
        <source>say which value stands, field by field or for all</source>
        <translation>dizer que valor vale, campo a campo ou para todos</translation>
    </message>
    <message>
        <source>say who is insured and entitled, keep periods, count four ways</source>
        <translation>dizer quem está segurado e tem direito, manter períodos, contar de quatro maneiras</translation>
    </message>
    <message>
        <source>say who may open an office file</source>
        <translation>dizer quem pode abrir um ficheiro</translation>
    </message>
    <message>
        <source>seal it with a new recovery key, which is shown once</source>
        <translation>selá-la com uma nova chave de recuperação, mostrada uma só vez</translation>
    </message>
    <message>
        <source>served since this day, YYYY-MM-DD (else since the first of the month)</source>
        <translation>atendidos desde este dia, AAAA-MM-DD (senão desde o dia um do mês)</translation>
    </message>
    <message>
        <source>settle those that differ in the writing alone; what stands is kept</source>
        <translation>resolver os que só diferem na escrita; mantém-se o que está</translation>
    </message>
    <message>
        <source>settle what two people wrote without knowing of each other</source>
        <translation>resolver o que duas pessoas escreveram sem saberem uma da outra</translation>
    </message>
    <message>
        <source>show a complaint with its steps</source>
        <translation>mostrar uma reclamação e as suas etapas</translation>
    </message>
    <message>
        <source>show a statement line by line</source>
        <translation>mostrar uma declaração linha a linha</translation>
    </message>
    <message>
        <source>show an employer with its workers, statements and visits</source>
        <translation>mostrar uma entidade empregadora, os trabalhadores, declarações e visitas</translation>
    </message>
    <message>
        <source>show an enrolment with its steps and decisions</source>
        <translation>mostrar uma inscrição com os seus passos e decisões</translation>
    </message>
    <message>
        <source>show both sides of one, who wrote them, and the evidence</source>
        <translation>mostrar os dois lados de um conflito, quem os escreveu, e as provas</translation>
    </message>
    <message>
        <source>show every change, with --json</source>
        <translation>mostrar cada alteração, com --json</translation>
    </message>
    <message>
        <source>show everything on invented households</source>
        <translation>mostrar tudo com agregados inventados</translation>
    </message>
    <message>
        <source>show this help and stop</source>
        <translation>mostrar esta ajuda e parar</translation>
    </message>
    <message>
        <source>show what is expected and done, by village and by day</source>
        <translation>mostrar o que é esperado e feito, por aldeia e por dia</translation>
    </message>
    <message>
        <source>show when each office was last heard, and what waits there</source>
        <translation>mostrar quando cada balcão deu sinal, e o que lá espera</translation>
    </message>
    <message>
        <source>so many blank forms, each with a code that nobody else is given</source>
        <translation>tantas fichas em branco, cada uma com um código que mais ninguém recebe</translation>
    </message>
    <message>
        <source>suspend or close an employer, or make it active again</source>
        <translation>suspender ou encerrar uma entidade empregadora, ou reativá-la</translation>
    </message>
    <message>
        <source>synchronise by stick, or carry the sticks of others</source>
        <translation>sincronizar por pen USB, ou levar as pens de outros</translation>
    </message>
    <message>
        <source>synchronise with the server</source>
        <translation>sincronizar com o servidor</translation>
    </message>
    <message>
        <source>take a complaint one step on</source>
        <translation>avançar uma etapa numa reclamação</translation>
    </message>
    <message>
        <source>take a period entered in error out of every sum</source>
        <translation>tirar de todos os totais um período introduzido por engano</translation>
    </message>
    <message>
        <source>take a value from the other record: {fields}</source>
        <translation>tomar um valor da outra ficha: {fields}</translation>
    </message>
    <message>
        <source>take an application down; its number is the answer</source>
        <translation>registar um pedido; a resposta é o seu número</translation>
    </message>
    <message>
        <source>take an enrolment one step on</source>
        <translation>avançar uma inscrição um passo</translation>
    </message>
    <message>
        <source>take applications, decide, enrol, name who collects, print letters</source>
        <translation>registar pedidos, decidir, inscrever, indicar quem recebe, imprimir as cartas</translation>
    </message>
    <message>
        <source>take back what a request has written, on the same day</source>
        <translation>anular o que um pedido escreveu, no mesmo dia</translation>
    </message>
    <message>
        <source>take it over, as if it had arrived in time</source>
        <translation>aproveitá-lo, como se tivesse chegado a tempo</translation>
    </message>
    <message>
        <source>take merge # of that list back</source>
        <translation>anular a fusão # dessa lista</translation>
    </message>
    <message>
        <source>take one&apos;s own request back before it is decided</source>
        <translation>retirar o próprio pedido antes da decisão</translation>
    </message>
    <message>
        <source>take rows without a birth date or an age as of unknown birth</source>
        <translation>aceitar linhas sem data de nascimento nem idade, nascimento desconhecido</translation>
    </message>
    <message>
        <source>take settlements back</source>
        <translation>desfazer resoluções</translation>
    </message>
    <message>
        <source>take the bundles of a stick, and write the answers beside them</source>
        <translation>receber os pacotes de uma pen, e escrever as respostas ao lado</translation>
    </message>
    <message>
        <source>tell every value a household ever had, who set it and why</source>
        <translation>dizer cada valor que um agregado teve, por quem e porquê</translation>
    </message>
    <message>
        <source>the PDF to write</source>
        <translation>o PDF a escrever</translation>
    </message>
    <message>
        <source>the PostgreSQL database to use</source>
        <translation>a base PostgreSQL a usar</translation>
    </message>
    <message>
        <source>the address to listen on (else this machine alone)</source>
        <translation>o endereço a escutar (senão só esta máquina)</translation>
    </message>
    <message>
        <source>the amount received, in the currency&apos;s main unit</source>
        <translation>o montante recebido, na unidade principal da moeda</translation>
    </message>
    <message>
        <source>the appointment&apos;s number, as `agenda appointments` names it</source>
        <translation>o número do compromisso, como o indica `agenda appointments`</translation>
    </message>
    <message>
        <source>the archive to write</source>
        <translation>o arquivo a escrever</translation>
    </message>
    <message>
        <source>the area&apos;s code</source>
        <translation>o código do lugar</translation>
    </message>
    <message>
        <source>the area&apos;s code (else the office&apos;s district)</source>
        <translation>o código do lugar (senão o distrito do serviço)</translation>
    </message>
    <message>
        <source>the backup&apos;s archive</source>
        <translation>o arquivo da cópia de segurança</translation>
    </message>
    <message>
        <source>the branch of insurance</source>
        <translation>o ramo de seguro</translation>
    </message>
    <message>
        <source>the campaign&apos;s code</source>
        <translation>o código da campanha</translation>
    </message>
    <message>
        <source>the campaign&apos;s name</source>
        <translation>o nome da campanha</translation>
    </message>
    <message>
        <source>the certificate&apos;s key (PEM)</source>
        <translation>a chave do certificado (PEM)</translation>
    </message>
    <message>
        <source>the citizens&apos; language</source>
        <translation>a língua dos cidadãos</translation>
    </message>
    <message>
        <source>the code of the person whose record stands</source>
        <translation>o código da pessoa cuja ficha fica</translation>
    </message>
    <message>
        <source>the code of the same person&apos;s other record; it stays valid</source>
        <translation>o código da outra ficha da mesma pessoa; continua válido</translation>
    </message>
    <message>
        <source>the colleague who shall hold it (else yourself)</source>
        <translation>o colega que a exerce (senão você)</translation>
    </message>
    <message>
        <source>the complaint’s number, G-…</source>
        <translation>o número da reclamação, G-…</translation>
    </message>
    <message>
        <source>the country, two letters</source>
        <translation>o país, duas letras</translation>
    </message>
    <message>
        <source>the day it happened, YYYY-MM-DD</source>
        <translation>o dia em que aconteceu, AAAA-MM-DD</translation>
    </message>
    <message>
        <source>the day it happened, YYYY-MM-DD (else today)</source>
        <translation>o dia em que aconteceu, AAAA-MM-DD (senão hoje)</translation>
    </message>
    <message>
        <source>the day it was paid, YYYY-MM-DD (else today)</source>
        <translation>o dia do pagamento, AAAA-MM-DD (senão hoje)</translation>
    </message>
    <message>
        <source>the day it was told, YYYY-MM-DD (else today)</source>
        <translation>o dia em que foi recebida, AAAA-MM-DD (senão hoje)</translation>
    </message>
    <message>
        <source>the day of registration (else today)</source>
        <translation>o dia do registo (senão hoje)</translation>
    </message>
    <message>
        <source>the day on which the ages of the list were true, YYYY-MM-DD</source>
        <translation>o dia em que as idades da lista eram exatas, AAAA-MM-DD</translation>
    </message>
    <message>
        <source>the day the paper was made, YYYY-MM-DD (else today)</source>
        <translation>o dia em que o papel foi feito, AAAA-MM-DD (senão hoje)</translation>
    </message>
    <message>
        <source>the day to visit again, YYYY-MM-DD</source>
        <translation>o dia da próxima visita, AAAA-MM-DD</translation>
    </message>
    <message>
        <source>the day whose ages count, YYYY-MM-DD (else today)</source>
        <translation>o dia cujas idades contam, AAAA-MM-DD (senão hoje)</translation>
    </message>
    <message>
        <source>the day, YYYY-MM-DD</source>
        <translation>o dia, AAAA-MM-DD</translation>
    </message>
    <message>
        <source>the day, YYYY-MM-DD (else today)</source>
        <translation>o dia, AAAA-MM-DD (senão hoje)</translation>
    </message>
    <message>
        <source>the employer&apos;s code (else they work for themselves)</source>
        <translation>o código da entidade empregadora (senão a pessoa trabalha por conta própria)</translation>
    </message>
    <message>
        <source>the employer&apos;s code, EMP-…</source>
        <translation>o código da entidade empregadora, EMP-…</translation>
    </message>
    <message>
        <source>the employer&apos;s name</source>
        <translation>o nome da entidade empregadora</translation>
    </message>
    <message>
        <source>the enrolment’s number, E-…</source>
        <translation>o número da inscrição, E-…</translation>
    </message>
    <message>
        <source>the first day, YYYY-MM-DD (else today)</source>
        <translation>o primeiro dia, AAAA-MM-DD (senão hoje)</translation>
    </message>
    <message>
        <source>the first month, YYYY-MM</source>
        <translation>o primeiro mês, AAAA-MM</translation>
    </message>
    <message>
        <source>the folder with the bundles; the answers are written beside them</source>
        <translation>a pasta dos pacotes; as respostas são escritas ao lado</translation>
    </message>
    <message>
        <source>the last day, YYYY-MM-DD (else today)</source>
        <translation>o último dia, AAAA-MM-DD (senão hoje)</translation>
    </message>
    <message>
        <source>the last month, YYYY-MM (else the first)</source>
        <translation>o último mês, AAAA-MM (senão o primeiro)</translation>
    </message>
    <message>
        <source>the member who applies, by printed code</source>
        <translation>o membro que pede, pelo código impresso</translation>
    </message>
    <message>
        <source>the month, YYYY-MM</source>
        <translation>o mês, AAAA-MM</translation>
    </message>
    <message>
        <source>the monthly base, in the currency&apos;s main unit</source>
        <translation>a base mensal, na unidade principal da moeda</translation>
    </message>
    <message>
        <source>the monthly base; the amount has to be what is due on it</source>
        <translation>a base mensal; o montante tem de ser o que é devido sobre ela</translation>
    </message>
    <message>
        <source>the number of a complaint whose answer is contested</source>
        <translation>o número de uma reclamação cuja resposta é contestada</translation>
    </message>
    <message>
        <source>the number of insurance</source>
        <translation>o número de segurado</translation>
    </message>
    <message>
        <source>the number of the payment this one corrects</source>
        <translation>o número do pagamento que este corrige</translation>
    </message>
    <message>
        <source>the officer it is about, by the name they sign in with</source>
        <translation>o funcionário visado, pelo nome de utilizador</translation>
    </message>
    <message>
        <source>the paper that lets a person from outside collect</source>
        <translation>o documento que autoriza uma pessoa de fora a receber</translation>
    </message>
    <message>
        <source>the paper&apos;s language</source>
        <translation>a língua do documento</translation>
    </message>
    <message>
        <source>the paper&apos;s language (else the citizen&apos;s)</source>
        <translation>a língua do papel (senão a do cidadão)</translation>
    </message>
    <message>
        <source>the payer&apos;s name</source>
        <translation>o nome do pagador</translation>
    </message>
    <message>
        <source>the period&apos;s number, as `insured periods` names it</source>
        <translation>o número do período, como `insured periods` o indica</translation>
    </message>
    <message>
        <source>the reason; with resolve, the answer they will be told</source>
        <translation>o motivo; com resolve, a resposta que será comunicada</translation>
    </message>
    <message>
        <source>the receipt&apos;s or transfer&apos;s number</source>
        <translation>o número do recibo ou da transferência</translation>
    </message>
    <message>
        <source>the registration number</source>
        <translation>o número de registo</translation>
    </message>
    <message>
        <source>the scheme&apos;s code</source>
        <translation>o código do regime</translation>
    </message>
    <message>
        <source>the scheme’s code</source>
        <translation>o código do regime</translation>
    </message>
    <message>
        <source>the sector</source>
        <translation>o setor</translation>
    </message>
    <message>
        <source>the statement&apos;s code, ST-…</source>
        <translation>o código da declaração, ST-…</translation>
    </message>
    <message>
        <source>the stick&apos;s folder, or one answer</source>
        <translation>a pasta da pen, ou uma resposta</translation>
    </message>
    <message>
        <source>the stick&apos;s folder, or one bundle</source>
        <translation>a pasta da pen, ou um pacote</translation>
    </message>
    <message>
        <source>the tax number</source>
        <translation>o número fiscal</translation>
    </message>
    <message>
        <source>the telephone number</source>
        <translation>o número de telefone</translation>
    </message>
    <message>
        <source>the time of day, as 09:30</source>
        <translation>a hora, por exemplo 09:30</translation>
    </message>
    <message>
        <source>this scheme alone; may be given several times</source>
        <translation>só este regime; pode ser dado várias vezes</translation>
    </message>
    <message>
        <source>those of one household, or of one person</source>
        <translation>as de um agregado, ou de uma pessoa</translation>
    </message>
    <message>
        <source>those of one household; sealed ones are never among them</source>
        <translation>as de um agregado; as seladas nunca aparecem</translation>
    </message>
    <message>
        <source>what is noted</source>
        <translation>o que se anota</translation>
    </message>
    <message>
        <source>what is said, in their own words</source>
        <translation>o que é dito, nas palavras da pessoa</translation>
    </message>
    <message>
        <source>what is to be done, in a few words</source>
        <translation>o que há a fazer, em poucas palavras</translation>
    </message>
    <message>
        <source>what the complaint is about</source>
        <translation>o assunto da reclamação</translation>
    </message>
    <message>
        <source>what the note is of</source>
        <translation>de que é a nota</translation>
    </message>
    <message>
        <source>what to do</source>
        <translation>o que fazer</translation>
    </message>
    <message>
        <source>what was found, in a few words</source>
        <translation>o que se constatou, em poucas palavras</translation>
    </message>
    <message>
        <source>which complaints</source>
        <translation>que reclamações</translation>
    </message>
    <message>
        <source>which enrolments</source>
        <translation>que inscrições</translation>
    </message>
    <message>
        <source>which paper</source>
        <translation>que documento</translation>
    </message>
    <message>
        <source>which paper proves it</source>
        <translation>que documento o prova</translation>
    </message>
    <message>
        <source>which step</source>
        <translation>que etapa</translation>
    </message>
    <message>
        <source>who applies in their place</source>
        <translation>quem pede em seu lugar</translation>
    </message>
    <message>
        <source>who complains, where there is no code</source>
        <translation>quem reclama, quando não há código</translation>
    </message>
    <message>
        <source>who insured them</source>
        <translation>quem segurava a pessoa</translation>
    </message>
    <message>
        <source>who is to do it (else whoever is at the desk)</source>
        <translation>quem o deve fazer (senão quem estiver no balcão)</translation>
    </message>
    <message>
        <source>who pays (else the worker)</source>
        <translation>quem paga (senão o trabalhador)</translation>
    </message>
    <message>
        <source>who pays the contributions in their place</source>
        <translation>quem paga as contribuições em seu lugar</translation>
    </message>
    <message>
        <source>whom to ask for</source>
        <translation>por quem perguntar</translation>
    </message>
    <message>
        <source>why it is printed again</source>
        <translation>porque é impresso de novo</translation>
    </message>
    <message>
        <source>why, in a sentence that is kept</source>
        <translation>porquê, numa frase que fica guardada</translation>
    </message>
    <message>
        <source>with assign: who shall answer (else yourself)</source>
        <translation>com assign: quem deve responder (senão a própria pessoa)</translation>
    </message>
    <message>
        <source>with close: whether they are content</source>
        <translation>com close: se a pessoa ficou satisfeita</translation>
    </message>
    <message>
        <source>with decide: the committee that decided</source>
        <translation>com decide: o comité que decidiu</translation>
    </message>
    <message>
        <source>with decide: whether they are eligible</source>
        <translation>com decide: se a pessoa é elegível</translation>
    </message>
    <message>
        <source>with exit: why it ends</source>
        <translation>com exit: porque termina</translation>
    </message>
    <message>
        <source>with resume: whether what was held back is paid</source>
        <translation>com resume: se o que foi retido é pago</translation>
    </message>
    <message>
        <source>with suspend: why benefits are held back</source>
        <translation>com suspend: porque as prestações são retidas</translation>
    </message>
    <message>
        <source>work a month&apos;s contributions out and write nothing</source>
        <translation>calcular as contribuições de um mês sem escrever nada</translation>
    </message>
    <message>
        <source>write a complaint down; its number is the answer</source>
        <translation>registar uma reclamação; o seu número é a resposta</translation>
    </message>
    <message>
        <source>write a person&apos;s statement of insurance periods to a PDF</source>
        <translation>escrever o extrato dos períodos contributivos de uma pessoa em PDF</translation>
    </message>
    <message>
        <source>write a statement to a PDF</source>
        <translation>escrever uma declaração em PDF</translation>
    </message>
    <message>
        <source>write the log as one JSON object a line</source>
        <translation>escrever o registo de eventos com um objeto JSON por linha</translation>
    </message>
    <message>
        <source>write what has not arrived into a bundle, for somebody to carry</source>
        <translation>escrever o que não chegou num pacote, para alguém levar</translation>
    </message>
    <message>
        <source>the document&apos;s number, as `document list` names it</source>
        <translation>o número do documento, como `document list` o indica</translation>
    </message>
    <message>
        <source>Exit 0: everything arrived. 1: the line or the server failed. 3: something still waits. 4: something was refused and needs somebody. 5: the counts differ.</source>
        <translation>Código 0: tudo chegou. 1: a ligação ou o servidor falhou. 3: ainda há algo em espera. 4: uma recusa espera alguém. 5: as contagens diferem.</translation>
    </message>
    <message>
        <source>the file of the copy; its passphrase is asked for, or read from GUICHET_BACKUP_PASSPHRASE</source>
        <translation>o ficheiro da cópia; a frase-passe é pedida, ou lida de GUICHET_BACKUP_PASSPHRASE</translation>
    </message>
    <message>
        <source>the file to write</source>
        <translation>o ficheiro a escrever</translation>
    </message>
    <message>
        <source>the file to write, .xlsx or .csv</source>
        <translation>o ficheiro a escrever, .xlsx ou .csv</translation>
    </message>
    <message>
        <source>the first day, YYYY-MM-DD</source>
        <translation>o primeiro dia, AAAA-MM-DD</translation>
    </message>
    <message>
        <source>the folder of the pack</source>
        <translation>a pasta do pacote</translation>
    </message>
    <message>
        <source>the folder of the server&apos;s own database, for a trial</source>
        <translation>a pasta da base do próprio servidor, para experimentar</translation>
    </message>
    <message>
        <source>the joining code</source>
        <translation>o código de adesão</translation>
    </message>
    <message>
        <source>the language of the answer (else GUICHET_LANG, else the system&apos;s)</source>
        <translation>a língua da resposta (senão GUICHET_LANG, senão a do sistema)</translation>
    </message>
    <message>
        <source>the last day, YYYY-MM-DD</source>
        <translation>o último dia, AAAA-MM-DD</translation>
    </message>
    <message>
        <source>the list, CSV or XLSX</source>
        <translation>a lista, CSV ou XLSX</translation>
    </message>
    <message>
        <source>the number of a scan that proves it</source>
        <translation>o número de uma cópia digitalizada que o prova</translation>
    </message>
    <message>
        <source>the number of the change</source>
        <translation>o número da alteração</translation>
    </message>
    <message>
        <source>the number of the conflict</source>
        <translation>o número do conflito</translation>
    </message>
    <message>
        <source>the paper&apos;s language (else the office&apos;s)</source>
        <translation>a língua do papel (senão a do balcão)</translation>
    </message>
    <message>
        <source>the part to keep, LEFT,TOP,RIGHT,BOTTOM in per cent of the turned picture</source>
        <translation>a parte a guardar, ESQUERDA,CIMA,DIREITA,BAIXO em percentagem da imagem rodada</translation>
    </message>
    <message>
        <source>the place of rows that name none, its name or its code</source>
        <translation>o lugar das linhas que não o indicam, nome ou código</translation>
    </message>
    <message>
        <source>the reference of the agreement, needed for more than 50 people</source>
        <translation>a referência do protocolo, necessária acima de 50 pessoas</translation>
    </message>
    <message>
        <source>the role</source>
        <translation>a função</translation>
    </message>
    <message>
        <source>the scripted tour, even where there is a screen</source>
        <translation>a visita automática, mesmo onde há ecrã</translation>
    </message>
    <message>
        <source>the sheet of a workbook (else the first)</source>
        <translation>a folha de um livro (senão a primeira)</translation>
    </message>
    <message>
        <source>the slip to write, a PDF</source>
        <translation>o talão a escrever, um PDF</translation>
    </message>
    <message>
        <source>the team&apos;s name</source>
        <translation>o nome da equipa</translation>
    </message>
    <message>
        <source>the village (else the whole area)</source>
        <translation>a aldeia (senão todo o lugar)</translation>
    </message>
    <message>
        <source>the village of rows that name none</source>
        <translation>a aldeia das linhas que não a indicam</translation>
    </message>
    <message>
        <source>the whole mapping as JSON, as --dry-run --json shows it</source>
        <translation>toda a correspondência em JSON, como a mostra --dry-run --json</translation>
    </message>
    <message>
        <source>turn it clockwise: 90, 180 or 270 degrees</source>
        <translation>rodá-la no sentido dos ponteiros: 90, 180 ou 270 graus</translation>
    </message>
    <message>
        <source>two sheets of paper for large households</source>
        <translation>duas folhas para agregados numerosos</translation>
    </message>
    <message>
        <source>what a column holds; empty after = for a column that is not read (repeat)</source>
        <translation>o que contém uma coluna; nada depois de = para uma coluna não lida (repetível)</translation>
    </message>
    <message>
        <source>what a word stands for, for example sex:Hb=male (repeat)</source>
        <translation>o que significa uma palavra, por exemplo sex:Hb=male (repetível)</translation>
    </message>
    <message>
        <source>what happened: {kinds}</source>
        <translation>o que aconteceu: {kinds}</translation>
    </message>
    <message>
        <source>what kind of household they are</source>
        <translation>de que tipo de agregado se trata</translation>
    </message>
    <message>
        <source>what people call it, for example “counter 2”; empty for nothing</source>
        <translation>como lhe chamam, por exemplo «balcão 2»; vazio para nada</translation>
    </message>
    <message>
        <source>what the data are for</source>
        <translation>para que servem os dados</translation>
    </message>
    <message>
        <source>what the document is</source>
        <translation>o que é o documento</translation>
    </message>
    <message>
        <source>what was found</source>
        <translation>o que foi verificado</translation>
    </message>
    <message>
        <source>where the list is from; its columns are remembered under this name</source>
        <translation>a origem da lista; as suas colunas são memorizadas com este nome</translation>
    </message>
    <message>
        <source>where to look for the text (else everywhere)</source>
        <translation>onde procurar o texto (senão em todo o lado)</translation>
    </message>
    <message>
        <source>who is of this sex</source>
        <translation>as pessoas deste sexo</translation>
    </message>
    <message>
        <source>who lives in this area or below it, by its P-code</source>
        <translation>quem vive neste lugar e no que ele contém, pelo seu P-code</translation>
    </message>
    <message>
        <source>who receives them</source>
        <translation>quem os recebe</translation>
    </message>
    <message>
        <source>who stands so, or whose household does</source>
        <translation>as pessoas nesta situação, ou cujo agregado o está</translation>
    </message>
    <message>
        <source>whose age is, or may be, in this range: 18-59, 60-, -17</source>
        <translation>as pessoas cuja idade está, ou pode estar, neste intervalo: 18-59, 60-, -17</translation>
    </message>
    <message>
        <source>why a confidential file is opened; it is written down</source>
        <translation>porque se abre um processo confidencial; fica registado</translation>
    </message>
    <message>
        <source>why another copy is needed</source>
        <translation>porque é preciso outra via</translation>
    </message>
    <message>
        <source>why it is decided so</source>
        <translation>porquê esta decisão</translation>
    </message>
    <message>
        <source>why it is set aside</source>
        <translation>porque é posta de lado</translation>
    </message>
    <message>
        <source>why it is settled so</source>
        <translation>porque é resolvido assim</translation>
    </message>
    <message>
        <source>why nobody else can do it</source>
        <translation>porque mais ninguém o pode fazer</translation>
    </message>
    <message>
        <source>why: two persons agree to a merge, and the second reads this</source>
        <translation>porquê: duas pessoas acordam numa fusão, e a segunda lê isto</translation>
    </message>
    <message>
        <source>why; it is written down with your name</source>
        <translation>porquê; fica registado com o seu nome</translation>
    </message>
    <message>
        <source>write a document to a file</source>
        <translation>escrever um documento num ficheiro</translation>
    </message>
    <message>
        <source>write over a file of that name</source>
        <translation>substituir um ficheiro com esse nome</translation>
    </message>
    <message>
        <source>write people or households to a CSV or XLSX file</source>
        <translation>escrever pessoas ou agregados num ficheiro CSV ou XLSX</translation>
    </message>
    <message>
        <source>write refused rows here, with what is wrong (.xlsx or .csv)</source>
        <translation>escrever aqui as linhas recusadas com os motivos (.xlsx ou .csv)</translation>
    </message>
    <message>
        <source>the office file</source>
        <translation>o ficheiro do serviço local</translation>
    </message>
    <message>
        <source>Where no district is given, another office moved the household: ask there, or the regional office.</source>
        <translation>Onde não há distrito indicado, foi outro serviço que mudou o agregado: perguntar lá, ou no serviço regional.</translation>
    </message>
    <message>
        <source>mine, theirs, standing or other, for all or as FIELD=mine; or FIELD=VALUE where both are wrong</source>
        <translation>mine (o nosso), theirs (o deles), standing (o que vale) ou other (o outro), para todos ou CAMPO=mine; ou CAMPO=VALOR se ambos estão errados</translation>
    </message>
    <message>
        <source>show a household, by its code or a person&apos;s</source>
        <translation>mostrar um agregado, pelo seu código ou pelo de uma pessoa</translation>
    </message>
    <message>
        <source>shut a device out</source>
        <translation>excluir um aparelho</translation>
    </message>
    <message>
        <source>the device: its id, or OFFICE-CODE</source>
        <translation>o aparelho: o seu identificador, ou BALCÃO-CÓDIGO</translation>
    </message>
    <message>
        <source>the folder for what is made (else a temporary one, or our own)</source>
        <translation>a pasta para o que é feito (senão uma temporária, ou a nossa)</translation>
    </message>
    <message>
        <source>the household the person lives in (else the one of the record that stands)</source>
        <translation>o agregado em que a pessoa vive (senão o da ficha que fica)</translation>
    </message>
    <message>
        <source>the number of an earlier update that this one corrects, as `show` names it</source>
        <translation>o número de uma atualização anterior que esta corrige, como `show` o indica</translation>
    </message>
    <message>
        <source>the office where they live (else all offices in turn)</source>
        <translation>o serviço local onde vivem (senão todos, à vez)</translation>
    </message>
    <message>
        <source>the office whose device may join</source>
        <translation>o serviço local cujo aparelho se pode ligar</translation>
    </message>
    <message>
        <source>the office&apos;s code in the programme</source>
        <translation>o código do serviço local no programa</translation>
    </message>
    <message>
        <source>the paper that proves it</source>
        <translation>o documento que o prova</translation>
    </message>
    <message>
        <source>the paper&apos;s language (else each citizen&apos;s own)</source>
        <translation>a língua do documento (senão a de cada cidadão)</translation>
    </message>
    <message>
        <source>the port to listen on; 0 for a free one</source>
        <translation>a porta a escutar; 0 para uma livre</translation>
    </message>
    <message>
        <source>the programme: the code of a shipped pack, or a pack&apos;s folder</source>
        <translation>o programa: o código de um pacote incluído, ou a pasta de um pacote</translation>
    </message>
    <message>
        <source>the server&apos;s address, from https:// to the last character</source>
        <translation>o endereço do servidor, de https:// ao último carácter</translation>
    </message>
    <message>
        <source>the step&apos;s code, as `show` names it</source>
        <translation>o código da etapa, tal como `show` o indica</translation>
    </message>
    <message>
        <source>the user concerned</source>
        <translation>o utilizador em causa</translation>
    </message>
    <message>
        <source>the user&apos;s full name</source>
        <translation>o nome completo do utilizador</translation>
    </message>
    <message>
        <source>what one line of households.jsonl holds</source>
        <translation>o que contém uma linha de households.jsonl</translation>
    </message>
    <message>
        <source>what the user may do</source>
        <translation>o que o utilizador pode fazer</translation>
    </message>
    <message>
        <source>where the step stands</source>
        <translation>em que ponto está a etapa</translation>
    </message>
    <message>
        <source>who works (else GUICHET_USER, else the only user); the password is asked for, or read from GUICHET_PASSWORD</source>
        <translation>quem trabalha (senão GUICHET_USER, senão o único utilizador); a palavra-passe é pedida, ou lida em GUICHET_PASSWORD</translation>
    </message>
</context>
<context>
    <name>Compare</name>
    <message numerus="yes">
        <source>%n likely</source>
        <translation>
            <numerusform>%n provável</numerusform>
            <numerusform>%n prováveis</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) look like this one</source>
        <translation>
            <numerusform>%n pessoa parece ser esta</numerusform>
            <numerusform>%n pessoas parecem ser esta</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n possible</source>
        <translation>
            <numerusform>%n possível</numerusform>
            <numerusform>%n possíveis</numerusform>
        </translation>
    </message>
    <message>
        <source>; </source>
        <comment>between two reasons</comment>
        <translation>; </translation>
    </message>
    <message>
        <source>A confidential file: ask somebody who may open it.</source>
        <translation>Processo confidencial: peça a alguém que o possa abrir.</translation>
    </message>
    <message>
        <source>A number may exist in another district; check when you next synchronise.</source>
        <translation>Um número talvez exista noutro distrito; verifique na próxima sincronização.</translation>
    </message>
    <message>
        <source>A number typed here belongs to somebody registered already.</source>
        <translation>Um número escrito aqui é de uma pessoa já registada.</translation>
    </message>
    <message>
        <source>Back to the &amp;questions</source>
        <translation>Voltar às per&amp;guntas</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Nascimento</translation>
    </message>
    <message>
        <source>Compare… ({key})</source>
        <translation>Comparar… ({key})</translation>
    </message>
    <message>
        <source>Family name</source>
        <translation>Apelido</translation>
    </message>
    <message>
        <source>Given name</source>
        <translation>Nome próprio</translation>
    </message>
    <message>
        <source>Head of household</source>
        <translation>Chefe do agregado</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>Agregado</translation>
    </message>
    <message>
        <source>Identity documents</source>
        <translation>Documentos de identidade</translation>
    </message>
    <message>
        <source>In the register</source>
        <translation>No registo</translation>
    </message>
    <message>
        <source>It is the same &amp;person</source>
        <translation>É a mesma &amp;pessoa</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Membros</translation>
    </message>
    <message>
        <source>Mother’s name</source>
        <translation>Nome da mãe</translation>
    </message>
    <message>
        <source>No photo</source>
        <translation>Sem fotografia</translation>
    </message>
    <message>
        <source>Not s&amp;ure</source>
        <translation>Sem cer&amp;teza</translation>
    </message>
    <message>
        <source>Not sure: it will wait under To decide</source>
        <translation>Sem certeza: ficará à espera em «Por decidir»</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>Outros nomes</translation>
    </message>
    <message>
        <source>People who look like this one</source>
        <translation>Pessoas que parecem ser esta</translation>
    </message>
    <message>
        <source>Photo of {name}</source>
        <translation>Fotografia de {name}</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Lugar</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>Registado em</translation>
    </message>
    <message>
        <source>Registered already?</source>
        <translation>Já registado?</translation>
    </message>
    <message>
        <source>Role in the household</source>
        <translation>Papel no agregado</translation>
    </message>
    <message>
        <source>S&amp;omebody else</source>
        <translation>&amp;Outra pessoa</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sexo</translation>
    </message>
    <message>
        <source>State of the household</source>
        <translation>Estado do agregado</translation>
    </message>
    <message>
        <source>Telephones</source>
        <translation>Telefones</translation>
    </message>
    <message>
        <source>Typed at registration:</source>
        <translation>Escrito no registo:</translation>
    </message>
    <message>
        <source>Typed now</source>
        <translation>Escrito agora</translation>
    </message>
    <message>
        <source>Vital status</source>
        <translation>Estado vital</translation>
    </message>
    <message>
        <source>Why: {reasons}</source>
        <translation>Porquê: {reasons}</translation>
    </message>
    <message>
        <source>a similar name</source>
        <translation>um nome semelhante</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>difere</translation>
    </message>
    <message>
        <source>likely</source>
        <translation>provável</translation>
    </message>
    <message>
        <source>on one side only</source>
        <translation>só de um lado</translation>
    </message>
    <message>
        <source>possible</source>
        <translation>possível</translation>
    </message>
    <message>
        <source>same</source>
        <translation>igual</translation>
    </message>
    <message>
        <source>{field}: {left} and {right}, {agreement}</source>
        <translation>{field}: {left} e {right}, {agreement}</translation>
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
        <translation>&amp;Resposta a comunicar</translation>
    </message>
    <message>
        <source>&amp;Back to the list</source>
        <translation>&amp;Voltar à lista</translation>
    </message>
    <message>
        <source>&amp;Day it happened, if any</source>
        <translation>&amp;Dia em que aconteceu, se houver</translation>
    </message>
    <message>
        <source>&amp;Day, if not today</source>
        <translation>&amp;Dia, se não for hoje</translation>
    </message>
    <message>
        <source>&amp;How it came</source>
        <translation>&amp;Como chegou</translation>
    </message>
    <message>
        <source>&amp;List</source>
        <translation>&amp;Lista</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Motivo</translation>
    </message>
    <message>
        <source>&amp;Remark</source>
        <translation>&amp;Observação</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>&amp;Procurar</translation>
    </message>
    <message>
        <source>&amp;What they say</source>
        <translation>O &amp;que a pessoa diz</translation>
    </message>
    <message>
        <source>A name or a code; empty when they are not registered.</source>
        <translation>Um nome ou um código; vazio se a pessoa não estiver registada.</translation>
    </message>
    <message>
        <source>A&amp;nonymous: nobody is named</source>
        <translation>A&amp;nónima: ninguém é nomeado</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Assunto</translation>
    </message>
    <message>
        <source>Ac&amp;knowledgement</source>
        <translation>Co&amp;mprovativo</translation>
    </message>
    <message>
        <source>Admit it</source>
        <translation>Admiti-la</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Todas</translation>
    </message>
    <message numerus="yes">
        <source>An answer is due within %n day(s).</source>
        <translation>
            <numerusform>É devida uma resposta no prazo de %n dia.</numerusform>
            <numerusform>É devida uma resposta no prazo de %n dias.</numerusform>
        </translation>
    </message>
    <message>
        <source>Answered, not told yet</source>
        <translation>Resposta por comunicar</translation>
    </message>
    <message>
        <source>Are they &amp;content with the answer?</source>
        <translation>A pessoa ficou &amp;satisfeita com a resposta?</translation>
    </message>
    <message>
        <source>Choose a complaint, or hear a new one.</source>
        <translation>Escolha uma reclamação ou registe uma nova.</translation>
    </message>
    <message>
        <source>Close it: the answer was told</source>
        <translation>Fechá-la: a resposta foi comunicada</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>Reclamação</translation>
    </message>
    <message>
        <source>Complaints</source>
        <translation>Reclamações</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Prazo</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Give it to an officer</source>
        <translation>Entregá-la a um funcionário</translation>
    </message>
    <message>
        <source>H&amp;ousehold</source>
        <translation>Agre&amp;gado</translation>
    </message>
    <message>
        <source>It is sealed: only those who may see it find it again.</source>
        <translation>Fica selada: só quem tem direito a volta a encontrar.</translation>
    </message>
    <message>
        <source>Keep this s&amp;tep</source>
        <translation>&amp;Guardar esta etapa</translation>
    </message>
    <message>
        <source>Kept as {code}. Give its number out.</source>
        <translation>Guardada como {code}. Dê o seu número.</translation>
    </message>
    <message>
        <source>Mine to answer</source>
        <translation>Para eu responder</translation>
    </message>
    <message>
        <source>Misconduct and violence always are.</source>
        <translation>Sempre, em caso de má conduta ou violência.</translation>
    </message>
    <message>
        <source>Na&amp;me, when not registered</source>
        <translation>No&amp;me, se não registada</translation>
    </message>
    <message>
        <source>New complaint</source>
        <translation>Nova reclamação</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Não</translation>
    </message>
    <message>
        <source>No complaint on this list.</source>
        <translation>Nenhuma reclamação nesta lista.</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Ninguém</translation>
    </message>
    <message>
        <source>Not admit it, and say why</source>
        <translation>Não a admitir, e dizer porquê</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Número</translation>
    </message>
    <message>
        <source>Number, code or word</source>
        <translation>Número, código ou palavra</translation>
    </message>
    <message>
        <source>O&amp;fficer it is about, if any</source>
        <translation>&amp;Funcionário visado, se houver</translation>
    </message>
    <message>
        <source>Officer &amp;who answers</source>
        <translation>Funcionário &amp;que responde</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abertas</translation>
    </message>
    <message>
        <source>Open the h&amp;ousehold</source>
        <translation>Abrir o agre&amp;gado</translation>
    </message>
    <message>
        <source>Pass it upwards</source>
        <translation>Passá-la ao nível superior</translation>
    </message>
    <message>
        <source>Passed upwards</source>
        <translation>Passadas acima</translation>
    </message>
    <message>
        <source>Past their date</source>
        <translation>Fora do prazo</translation>
    </message>
    <message>
        <source>S&amp;ealed: not on ordinary lists</source>
        <translation>S&amp;elada: fora das listas comuns</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Take it back from above</source>
        <translation>Recebê-la de volta do nível superior</translation>
    </message>
    <message>
        <source>Telephone or place to &amp;tell them</source>
        <translation>&amp;Telefone ou lugar onde avisar</translation>
    </message>
    <message>
        <source>The kind says by when an answer is due.</source>
        <translation>O assunto diz até quando é devida uma resposta.</translation>
    </message>
    <message>
        <source>The step is kept.</source>
        <translation>A etapa ficou guardada.</translation>
    </message>
    <message>
        <source>They do not agree: appeal</source>
        <translation>A pessoa não concorda: recurso</translation>
    </message>
    <message>
        <source>They withdraw it</source>
        <translation>A pessoa retira-a</translation>
    </message>
    <message>
        <source>What &amp;happens next</source>
        <translation>O que se &amp;segue</translation>
    </message>
    <message>
        <source>What it is &amp;about</source>
        <translation>&amp;Assunto</translation>
    </message>
    <message>
        <source>What to look at</source>
        <translation>O que ver</translation>
    </message>
    <message>
        <source>Write it down and print its num&amp;ber</source>
        <translation>Registar e imprimir o n&amp;úmero</translation>
    </message>
    <message>
        <source>Write the answer</source>
        <translation>Escrever a resposta</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Sim</translation>
    </message>
    <message>
        <source>about {name}</source>
        <translation>sobre {name}</translation>
    </message>
    <message>
        <source>due on {date}</source>
        <translation>prazo: {date}</translation>
    </message>
    <message>
        <source>sealed</source>
        <translation>selada</translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>sem nome</translation>
    </message>
    <message>
        <source>{name} answers</source>
        <translation>responde {name}</translation>
    </message>
</context>
<context>
    <name>Conditions</name>
    <message>
        <source>Age</source>
        <translation>Idade</translation>
    </message>
    <message>
        <source>An assessment of the household</source>
        <translation>Uma avaliação do agregado</translation>
    </message>
    <message>
        <source>Certificate of disability</source>
        <translation>Certificado de deficiência</translation>
    </message>
    <message>
        <source>Certificate of pregnancy</source>
        <translation>Certificado de gravidez</translation>
    </message>
    <message>
        <source>Children under {age} in the household</source>
        <translation>Crianças com menos de {age} anos no agregado</translation>
    </message>
    <message>
        <source>Civil status</source>
        <translation>Estado civil</translation>
    </message>
    <message>
        <source>Date of birth, or a paper that shows it</source>
        <translation>Data de nascimento, ou um documento que a mostre</translation>
    </message>
    <message>
        <source>Date of the birth</source>
        <translation>Data do parto</translation>
    </message>
    <message>
        <source>Declaration of the emergency</source>
        <translation>Declaração da emergência</translation>
    </message>
    <message>
        <source>Declared emergency</source>
        <translation>Emergência declarada</translation>
    </message>
    <message>
        <source>Enrolled in: {scheme}</source>
        <translation>Inscrito em: {scheme}</translation>
    </message>
    <message>
        <source>Enrolment in the other scheme</source>
        <translation>Inscrição no outro regime</translation>
    </message>
    <message>
        <source>Group in the social register</source>
        <translation>Grupo no registo social</translation>
    </message>
    <message>
        <source>Identity paper</source>
        <translation>Documento de identidade</translation>
    </message>
    <message>
        <source>Member working abroad</source>
        <translation>Membro que trabalha no estrangeiro</translation>
    </message>
    <message>
        <source>Months of contributions</source>
        <translation>Meses de contribuição</translation>
    </message>
    <message>
        <source>Nationality</source>
        <translation>Nacionalidade</translation>
    </message>
    <message>
        <source>Older people in the household</source>
        <translation>Pessoas idosas no agregado</translation>
    </message>
    <message>
        <source>Paper that shows the civil status</source>
        <translation>Documento que mostra o estado civil</translation>
    </message>
    <message>
        <source>Paper that shows the nationality</source>
        <translation>Documento que mostra a nacionalidade</translation>
    </message>
    <message>
        <source>Paper that shows the right to reside</source>
        <translation>Documento que mostra o direito de residência</translation>
    </message>
    <message>
        <source>Paper that shows the work</source>
        <translation>Documento que mostra o trabalho</translation>
    </message>
    <message>
        <source>Place in the household</source>
        <translation>Lugar no agregado</translation>
    </message>
    <message>
        <source>Place of residence</source>
        <translation>Lugar de residência</translation>
    </message>
    <message>
        <source>Pregnancy</source>
        <translation>Gravidez</translation>
    </message>
    <message>
        <source>Proof of life</source>
        <translation>Prova de vida</translation>
    </message>
    <message>
        <source>Record of contributions</source>
        <translation>Registo de contribuições</translation>
    </message>
    <message>
        <source>Registered employer</source>
        <translation>Empregador registado</translation>
    </message>
    <message>
        <source>Residence status</source>
        <translation>Estatuto de residência</translation>
    </message>
    <message>
        <source>Result of the assessment</source>
        <translation>Resultado da avaliação</translation>
    </message>
    <message>
        <source>Result of the survey</source>
        <translation>Resultado do inquérito</translation>
    </message>
    <message>
        <source>Sector of work</source>
        <translation>Setor de trabalho</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sexo</translation>
    </message>
    <message>
        <source>Size of the employer</source>
        <translation>Tamanho do empregador</translation>
    </message>
    <message>
        <source>Size of the household</source>
        <translation>Tamanho do agregado</translation>
    </message>
    <message>
        <source>Status at work</source>
        <translation>Situação no trabalho</translation>
    </message>
    <message>
        <source>The survey of the household</source>
        <translation>O inquérito ao agregado</translation>
    </message>
    <message>
        <source>Time since the birth</source>
        <translation>Tempo desde o parto</translation>
    </message>
    <message>
        <source>Who lives in the household</source>
        <translation>Quem vive no agregado</translation>
    </message>
    <message>
        <source>Woman as head of household</source>
        <translation>Mulher chefe do agregado</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Trabalho</translation>
    </message>
    <message>
        <source>{condition}: met</source>
        <translation>{condition}: cumprido</translation>
    </message>
    <message>
        <source>{condition}: not met</source>
        <translation>{condition}: não cumprido</translation>
    </message>
    <message>
        <source>{condition}: still to be shown</source>
        <translation>{condition}: falta mostrar</translation>
    </message>
</context>
<context>
    <name>ConflictCause</name>
    <message>
        <source>Ended here, changed there</source>
        <translation>Terminado aqui, alterado ali</translation>
    </message>
    <message>
        <source>Merged into each other</source>
        <translation>Fundidos um no outro</translation>
    </message>
    <message>
        <source>This status cannot follow</source>
        <translation>Este estado não pode seguir-se</translation>
    </message>
    <message>
        <source>Two values</source>
        <translation>Dois valores</translation>
    </message>
</context>
<context>
    <name>Conflicts</name>
    <message numerus="yes">
        <source>%n alike but for the &amp;writing …</source>
        <translation>
            <numerusform>%n igual exceto na escr&amp;ita…</numerusform>
            <numerusform>%n iguais exceto na escr&amp;ita…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n settled. It goes to the others with the next synchronisation.</source>
        <translation>
            <numerusform>%n resolvido. Os outros recebem-no na próxima sincronização.</numerusform>
            <numerusform>%n resolvidos. Os outros recebem-nos na próxima sincronização.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Look at it</source>
        <translation>&amp;Ver</translation>
    </message>
    <message>
        <source>&amp;Settle all of these</source>
        <translation>&amp;Resolver todos estes</translation>
    </message>
    <message>
        <source>&amp;Settle it so</source>
        <translation>&amp;Resolver assim</translation>
    </message>
    <message>
        <source>&amp;Why (a few words)</source>
        <translation>&amp;Porquê (algumas palavras)</translation>
    </message>
    <message>
        <source>A status was given that cannot follow the one that stands; it was not applied.</source>
        <translation>Foi dado um estado que não pode seguir-se ao atual; não foi aplicado.</translation>
    </message>
    <message>
        <source>Alike but for the writing: what stands is kept</source>
        <translation>Iguais exceto na escrita: mantém-se o que está</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Por</translation>
    </message>
    <message>
        <source>Changed meanwhile: {field} to “{value}”. That change stands as well.</source>
        <translation>Alterado entretanto: {field}, para «{value}». Essa alteração também vale.</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Provas</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Campo</translation>
    </message>
    <message>
        <source>For “{value}”: {why}</source>
        <translation>Por «{value}»: {why}</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Como</translation>
    </message>
    <message>
        <source>It is about who somebody is, about an end, or about a status.</source>
        <translation>Trata-se da identidade de alguém, de um fim ou de um estado.</translation>
    </message>
    <message>
        <source>Le&amp;ft for all</source>
        <translation>Es&amp;querda para todos</translation>
    </message>
    <message>
        <source>Nothing waits to be settled.</source>
        <translation>Nada espera ser resolvido.</translation>
    </message>
    <message>
        <source>Nothing was settled yet.</source>
        <translation>Ainda nada foi resolvido.</translation>
    </message>
    <message>
        <source>Of whom</source>
        <translation>De quem</translation>
    </message>
    <message>
        <source>One person ended this record while another was still changing it. Does the end stand?</source>
        <translation>Alguém terminou este registo enquanto outra pessoa ainda o alterava. O fim mantém-se?</translation>
    </message>
    <message>
        <source>Open a&amp;gain</source>
        <translation>Rea&amp;brir</translation>
    </message>
    <message>
        <source>Open again: what stood before stands.</source>
        <translation>Reaberto: vale o que valia antes.</translation>
    </message>
    <message>
        <source>Open the house&amp;hold</source>
        <translation>Abrir o agrega&amp;do</translation>
    </message>
    <message>
        <source>Ri&amp;ght for all</source>
        <translation>D&amp;ireita para todos</translation>
    </message>
    <message>
        <source>Right is, for {field}</source>
        <translation>O que está certo, para {field}</translation>
    </message>
    <message>
        <source>Settled lately</source>
        <translation>Resolvidos há pouco</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Desde</translation>
    </message>
    <message>
        <source>Somebody who may approve has to settle this one.</source>
        <translation>Este tem de ser resolvido por quem pode aprovar.</translation>
    </message>
    <message>
        <source>Stands for now</source>
        <translation>Vale por agora</translation>
    </message>
    <message>
        <source>Stood then; by now it is: {value}</source>
        <translation>Valia então; agora é: {value}</translation>
    </message>
    <message>
        <source>The right value</source>
        <translation>O valor certo</translation>
    </message>
    <message>
        <source>Two laptops merged records into each other. One stands everywhere: is it the right one?</source>
        <translation>Dois computadores fundiram registos um no outro. Um vale em todo o lado: é o certo?</translation>
    </message>
    <message>
        <source>Two people wrote the same field without knowing of each other. Which is right?</source>
        <translation>Duas pessoas escreveram o mesmo campo sem saberem uma da outra. Qual está certo?</translation>
    </message>
    <message>
        <source>Two values for one field</source>
        <translation>Dois valores para um campo</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>O que aconteceu</translation>
    </message>
    <message>
        <source>at laptop {device}</source>
        <translation>no computador {device}</translation>
    </message>
    <message>
        <source>at this laptop</source>
        <translation>neste computador</translation>
    </message>
    <message>
        <source>mine</source>
        <translation>o nosso</translation>
    </message>
    <message>
        <source>neither: I type it</source>
        <translation>nenhum: escrevo-o</translation>
    </message>
    <message>
        <source>somebody whose name is not known here</source>
        <translation>alguém cujo nome não se conhece aqui</translation>
    </message>
    <message>
        <source>the left one</source>
        <translation>o da esquerda</translation>
    </message>
    <message>
        <source>the right one</source>
        <translation>o da direita</translation>
    </message>
    <message>
        <source>theirs</source>
        <translation>o deles</translation>
    </message>
    <message>
        <source>{who}, {field}: “{stays}” stays, “{goes}” goes</source>
        <translation>{who}, {field}: «{stays}» fica, «{goes}» sai</translation>
    </message>
</context>
<context>
    <name>Coverage</name>
    <message>
        <source>&amp;Count</source>
        <translation>&amp;Contar</translation>
    </message>
    <message>
        <source>&amp;On</source>
        <translation>&amp;Em</translation>
    </message>
    <message>
        <source>&amp;Served since</source>
        <translation>&amp;Atendidos desde</translation>
    </message>
    <message>
        <source>Each person counts once in a count. The counts are never added, to each other or over time. Contributing: a month paid for since {month}.</source>
        <translation>Cada pessoa conta uma vez numa contagem. As contagens nunca se somam, nem entre si nem no tempo. Contribuintes: um mês pago desde {month}.</translation>
    </message>
    <message>
        <source>Four counts</source>
        <translation>Quatro contagens</translation>
    </message>
    <message>
        <source>Nobody is registered in any scheme on this day.</source>
        <translation>Ninguém está registado num regime nesse dia.</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>Regime</translation>
    </message>
    <message>
        <source>households</source>
        <translation>agregados</translation>
    </message>
    <message>
        <source>persons</source>
        <translation>pessoas</translation>
    </message>
</context>
<context>
    <name>CoverageKind</name>
    <message>
        <source>Contributing</source>
        <translation>Contribuintes</translation>
    </message>
    <message>
        <source>Entitled</source>
        <translation>Com direito</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>Registados</translation>
    </message>
    <message>
        <source>Served</source>
        <translation>Atendidos</translation>
    </message>
</context>
<context>
    <name>CycleEvent</name>
    <message>
        <source>Approved</source>
        <translation>Aprovado</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Anulado</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Encerrado</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Criado</translation>
    </message>
    <message>
        <source>Opened again</source>
        <translation>Reaberto</translation>
    </message>
    <message>
        <source>Payment begun</source>
        <translation>Pagamento iniciado</translation>
    </message>
    <message>
        <source>Reconciled</source>
        <translation>Reconciliado</translation>
    </message>
</context>
<context>
    <name>CycleStatus</name>
    <message>
        <source>Approved</source>
        <translation>Aprovado</translation>
    </message>
    <message>
        <source>Being paid</source>
        <translation>Em pagamento</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Anulado</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Encerrado</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Rascunho</translation>
    </message>
    <message>
        <source>Reconciled</source>
        <translation>Reconciliado</translation>
    </message>
</context>
<context>
    <name>Dates</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n dia</numerusform>
            <numerusform>%n dias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hora</numerusform>
            <numerusform>%n horas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minuto</numerusform>
            <numerusform>%n minutos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n segundo</numerusform>
            <numerusform>%n segundos</numerusform>
        </translation>
    </message>
    <message>
        <source>1</source>
        <comment>the first day of a month</comment>
        <translation>1</translation>
    </message>
    <message>
        <source>April</source>
        <translation>abril</translation>
    </message>
    <message>
        <source>August</source>
        <translation>agosto</translation>
    </message>
    <message>
        <source>December</source>
        <translation>dezembro</translation>
    </message>
    <message>
        <source>February</source>
        <translation>fevereiro</translation>
    </message>
    <message>
        <source>Friday</source>
        <translation>sexta-feira</translation>
    </message>
    <message>
        <source>January</source>
        <translation>janeiro</translation>
    </message>
    <message>
        <source>July</source>
        <translation>julho</translation>
    </message>
    <message>
        <source>June</source>
        <translation>junho</translation>
    </message>
    <message>
        <source>March</source>
        <translation>março</translation>
    </message>
    <message>
        <source>May</source>
        <translation>maio</translation>
    </message>
    <message>
        <source>Monday</source>
        <translation>segunda-feira</translation>
    </message>
    <message>
        <source>November</source>
        <translation>novembro</translation>
    </message>
    <message>
        <source>October</source>
        <translation>outubro</translation>
    </message>
    <message>
        <source>Saturday</source>
        <translation>sábado</translation>
    </message>
    <message>
        <source>September</source>
        <translation>setembro</translation>
    </message>
    <message>
        <source>Sunday</source>
        <translation>domingo</translation>
    </message>
    <message>
        <source>Thursday</source>
        <translation>quinta-feira</translation>
    </message>
    <message>
        <source>Tuesday</source>
        <translation>terça-feira</translation>
    </message>
    <message>
        <source>Wednesday</source>
        <translation>quarta-feira</translation>
    </message>
    <message>
        <source>a moment</source>
        <translation>um instante</translation>
    </message>
    <message>
        <source>about {year} (estimated)</source>
        <translation>cerca de {year} (estimativa)</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>agora mesmo</translation>
    </message>
    <message>
        <source>unknown</source>
        <comment>a date of birth</comment>
        <translation>desconhecida</translation>
    </message>
    <message>
        <source>{date} at {time}</source>
        <translation>{date} às {time}</translation>
    </message>
    <message>
        <source>{day} {month} {year}</source>
        <translation>{day} de {month} de {year}</translation>
    </message>
    <message>
        <source>{duration} ago</source>
        <translation>há {duration}</translation>
    </message>
    <message>
        <source>{hour}:{minutes}</source>
        <translation>{hour}h{minutes}</translation>
    </message>
    <message>
        <source>{month} {year}</source>
        <translation>{month} de {year}</translation>
    </message>
    <message>
        <source>{weekday} {date}</source>
        <translation>{weekday}, {date}</translation>
    </message>
</context>
<context>
    <name>Decide</name>
    <message>
        <source>Approved, and written in the register.</source>
        <translation>Aprovado e escrito no registo.</translation>
    </message>
    <message>
        <source>Evidence: {words}</source>
        <translation>Comprovativo: {words}</translation>
    </message>
    <message>
        <source>Nobody decides on what they asked for themselves.</source>
        <translation>Ninguém decide sobre o seu próprio pedido.</translation>
    </message>
    <message>
        <source>&amp;Approve</source>
        <translation>&amp;Aprovar</translation>
    </message>
    <message>
        <source>&amp;Open the household</source>
        <translation>A&amp;brir o agregado</translation>
    </message>
    <message>
        <source>&amp;Reject</source>
        <translation>&amp;Rejeitar</translation>
    </message>
    <message>
        <source>&amp;Withdraw my request</source>
        <translation>Retirar o meu &amp;pedido</translation>
    </message>
    <message>
        <source>59 minutes ago</source>
        <translation>há 59 minutos</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Aprovar</translation>
    </message>
    <message>
        <source>As nobody else can, you may hold such a role for a time.</source>
        <translation>Como mais ninguém pode, pode exercer essa função interinamente.</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>Pedido por</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>Agregado</translation>
    </message>
    <message>
        <source>Nothing waits to be decided.</source>
        <translation>Nada espera uma decisão.</translation>
    </message>
    <message>
        <source>Reason of the decision</source>
        <translation>Motivo da decisão</translation>
    </message>
    <message>
        <source>Refused ({count})</source>
        <translation>Recusados ({count})</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Rejeitar</translation>
    </message>
    <message>
        <source>Rejected. Whoever asked will see the reason.</source>
        <translation>Rejeitado. Quem pediu verá o motivo.</translation>
    </message>
    <message>
        <source>Requests ({count})</source>
        <translation>Pedidos ({count})</translation>
    </message>
    <message>
        <source>Requests that wait</source>
        <translation>Pedidos à espera</translation>
    </message>
    <message>
        <source>Show the scan</source>
        <translation>Ver a digitalização</translation>
    </message>
    <message>
        <source>The scan</source>
        <translation>A digitalização</translation>
    </message>
    <message>
        <source>To reject, a reason is needed. To approve, it may stay empty.</source>
        <translation>Para rejeitar é preciso um motivo. Para aprovar, pode ficar vazio.</translation>
    </message>
    <message>
        <source>Two versions ({count})</source>
        <translation>Duas versões ({count})</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>O que aconteceu</translation>
    </message>
    <message>
        <source>What is to be decided</source>
        <translation>O que está por decidir</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quando</translation>
    </message>
    <message>
        <source>Who may decide here: {names}.</source>
        <translation>Quem pode decidir aqui: {names}.</translation>
    </message>
    <message>
        <source>Who may decide: {roles}. Nobody else of this file holds one of these roles.</source>
        <translation>Quem pode decidir: {roles}. Mais ninguém neste ficheiro tem uma destas funções.</translation>
    </message>
    <message>
        <source>Withdraw my request</source>
        <translation>Retirar o meu pedido</translation>
    </message>
    <message>
        <source>You decide in an acting role: this is recorded</source>
        <translation>Decide interinamente: fica registado</translation>
    </message>
    <message>
        <source>{code} · You asked for it on {moment}.</source>
        <translation>{code} · Pediu-o em {moment}.</translation>
    </message>
    <message>
        <source>{code} · {name} asked for it on {moment}.</source>
        <translation>{code} · {name} pediu-o em {moment}.</translation>
    </message>
    <message>
        <source>Your request is withdrawn.</source>
        <translation>O seu pedido foi retirado.</translation>
    </message>
    <message>
        <source>Possible duplicates ({count})</source>
        <translation>Possíveis duplicados ({count})</translation>
    </message>
    <message>
        <source>Your role does not let you decide.</source>
        <translation>A sua função não lhe permite decidir.</translation>
    </message>
    <message>
        <source>none was named</source>
        <translation>nenhum foi indicado</translation>
    </message>
    <message>
        <source>you</source>
        <translation>você</translation>
    </message>
</context>
<context>
    <name>DecidedBy</name>
    <message>
        <source>By a committee</source>
        <translation>Por um comité</translation>
    </message>
    <message>
        <source>By an officer</source>
        <translation>Por um funcionário</translation>
    </message>
    <message>
        <source>By the rule</source>
        <translation>Pela regra</translation>
    </message>
</context>
<context>
    <name>Demo</name>
    <message>
        <source>All counts agree.</source>
        <translation>Todas as contagens coincidem.</translation>
    </message>
    <message>
        <source>Building an office with {count} people; Ctrl+C stops it.</source>
        <translation>A criar um serviço local com {count} pessoas; Ctrl+C para.</translation>
    </message>
    <message>
        <source>Changes at the server, as in the journals of the three laptops</source>
        <translation>Alterações no servidor, como nos diários dos três computadores</translation>
    </message>
    <message>
        <source>Changes that still wait</source>
        <translation>Alterações ainda em espera</translation>
    </message>
    <message>
        <source>Checking every page and comparing the counts</source>
        <translation>Verificação de cada página e comparação das contagens</translation>
    </message>
    <message>
        <source>Drawing the window in three languages</source>
        <translation>Desenho da janela em três línguas</translation>
    </message>
    <message>
        <source>Everything is in {folder}</source>
        <translation>Está tudo em {folder}</translation>
    </message>
    <message>
        <source>Households in the files of both offices, as in the list</source>
        <translation>Agregados nos ficheiros dos dois serviços, como na lista</translation>
    </message>
    <message>
        <source>Households on the second laptop of Nowshera, as on the first</source>
        <translation>Agregados no segundo computador de Nowshera, como no primeiro</translation>
    </message>
    <message>
        <source>Making the demonstration office; this takes half a minute, once.</source>
        <translation>Criação do serviço de demonstração; demora meio minuto, uma só vez.</translation>
    </message>
    <message>
        <source>Office files that are sound, every page and every change</source>
        <translation>Ficheiros íntegros, cada página e cada alteração</translation>
    </message>
    <message>
        <source>Open it with: {command}</source>
        <translation>Para abrir: {command}</translation>
    </message>
    <message>
        <source>People on the second laptop of Nowshera, as on the first</source>
        <translation>Pessoas no segundo computador de Nowshera, como no primeiro</translation>
    </message>
    <message>
        <source>Pictures of the window in three languages</source>
        <translation>Imagens da janela em três línguas</translation>
    </message>
    <message>
        <source>Portraits on the second laptop, as on the first</source>
        <translation>Retratos no segundo computador, como no primeiro</translation>
    </message>
    <message>
        <source>Receipts printed, one a household</source>
        <translation>Comprovativos impressos, um por agregado</translation>
    </message>
    <message>
        <source>Rounds after which both sides named the same counts</source>
        <translation>Sincronizações após as quais os dois lados tinham as mesmas contagens</translation>
    </message>
    <message>
        <source>Some counts do NOT agree.</source>
        <translation>Há contagens que NÃO coincidem.</translation>
    </message>
    <message>
        <source>Starting a central server with a database of its own</source>
        <translation>Arranque de um servidor central com a sua própria base</translation>
    </message>
    <message>
        <source>Stopped: nothing of it was kept.</source>
        <translation>Parado: nada foi guardado.</translation>
    </message>
    <message>
        <source>The demonstration office is in {file}</source>
        <translation>O serviço local de demonstração está em {file}</translation>
    </message>
    <message>
        <source>Updates of the second laptop that reached the first</source>
        <translation>Atualizações do segundo computador que chegaram ao primeiro</translation>
    </message>
    <message>
        <source>User: {user}  Password: {password}</source>
        <translation>Utilizador: {user}  Palavra-passe: {password}</translation>
    </message>
    <message>
        <source>{percent} done, {pace} people a second, {time} left</source>
        <translation>{percent} feito, {pace} pessoas por segundo, faltam {time}</translation>
    </message>
    <message>
        <source>✓ {what}: {found}</source>
        <translation>✓ {what}: {found}</translation>
    </message>
    <message>
        <source>✗ {what}: {found} instead of {expected}</source>
        <translation>✗ {what}: {found} em vez de {expected}</translation>
    </message>
    <message>
        <source>first payment</source>
        <translation>primeiro pagamento</translation>
    </message>
    <message>
        <source>{count} of {all} households</source>
        <translation>{count} de {all} agregados</translation>
    </message>
    <message>
        <source>{laptop}: {sent} changes sent, {received} records received</source>
        <translation>{laptop}: {sent} alterações enviadas, {received} fichas recebidas</translation>
    </message>
    <message>
        <source>{office}: handing papers over, following journeys</source>
        <translation>{office}: entrega de documentos, seguimento dos percursos</translation>
    </message>
    <message>
        <source>{office}: printing receipts and cards</source>
        <translation>{office}: impressão de comprovativos e cartões</translation>
    </message>
    <message>
        <source>{office}: registering {count} households</source>
        <translation>{office}: registo de {count} agregados</translation>
    </message>
</context>
<context>
    <name>DocumentKind</name>
    <message>
        <source>Certificate</source>
        <translation>Certidão</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Comprovante</translation>
    </message>
    <message>
        <source>Identity document</source>
        <translation>Documento de identificação</translation>
    </message>
    <message>
        <source>Other document</source>
        <translation>Outro documento</translation>
    </message>
    <message>
        <source>Paper form</source>
        <translation>Formulário em papel</translation>
    </message>
    <message>
        <source>Signed consent</source>
        <translation>Consentimento assinado</translation>
    </message>
</context>
<context>
    <name>Documents</name>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Guardar como…</translation>
    </message>
    <message>
        <source>A few words to find it again</source>
        <translation>Algumas palavras para o reencontrar</translation>
    </message>
    <message>
        <source>A picture or a PDF; it can be dropped here too.</source>
        <translation>Uma imagem ou um PDF; também se pode largar aqui.</translation>
    </message>
    <message>
        <source>Choose a scan</source>
        <translation>Escolher um documento digitalizado</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Documentos</translation>
    </message>
    <message>
        <source>Keep this document</source>
        <translation>Guardar este documento</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Maior</translation>
    </message>
    <message>
        <source>No document yet. A picture or a PDF can be dropped here.</source>
        <translation>Ainda não há documentos. Pode largar aqui uma imagem ou um PDF.</translation>
    </message>
    <message>
        <source>Pictures and PDF</source>
        <translation>Imagens e PDF</translation>
    </message>
    <message>
        <source>Save the document</source>
        <translation>Guardar o documento como</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Menor</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Escolher um ficheiro…</translation>
    </message>
    <message>
        <source>Add a document</source>
        <translation>Juntar um documento</translation>
    </message>
    <message>
        <source>Kind of document</source>
        <translation>Tipo de documento</translation>
    </message>
    <message>
        <source>Made on</source>
        <translation>Feito em</translation>
    </message>
    <message>
        <source>Of whom</source>
        <translation>De quem</translation>
    </message>
    <message>
        <source>Take a picture…</source>
        <translation>Tirar uma fotografia…</translation>
    </message>
    <message>
        <source>The document</source>
        <translation>O documento</translation>
    </message>
    <message>
        <source>The document is kept.</source>
        <translation>O documento está guardado.</translation>
    </message>
    <message>
        <source>The part to keep</source>
        <translation>A parte a guardar</translation>
    </message>
    <message>
        <source>The picture taken</source>
        <translation>A fotografia tirada</translation>
    </message>
    <message>
        <source>The whole household</source>
        <translation>Todo o agregado</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Título</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ver</translation>
    </message>
    <message>
        <source>Whole</source>
        <translation>Inteiro</translation>
    </message>
    <message>
        <source>not here yet: it comes with a synchronisation</source>
        <translation>ainda não está aqui: vem com uma sincronização</translation>
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
        <translation>Sem certeza</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>Outra pessoa</translation>
    </message>
    <message>
        <source>The same person</source>
        <translation>A mesma pessoa</translation>
    </message>
    <message>
        <source>To be compared</source>
        <translation>Por comparar</translation>
    </message>
</context>
<context>
    <name>Duplicates</name>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%n membro</numerusform>
            <numerusform>%n membros</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Take the merge back</source>
        <translation>&amp;Anular a fusão</translation>
    </message>
    <message>
        <source>&amp;Why it is taken back</source>
        <translation>Por&amp;que se anula</translation>
    </message>
    <message>
        <source>&amp;Why they are the same person</source>
        <translation>Por&amp;que é a mesma pessoa</translation>
    </message>
    <message>
        <source>A&amp;sk for the merge</source>
        <translation>&amp;Pedir a fusão</translation>
    </message>
    <message>
        <source>Back to the &amp;list</source>
        <translation>Voltar à &amp;lista</translation>
    </message>
    <message>
        <source>Both printed codes stay valid and nothing is lost: it can be taken back for 90 days.</source>
        <translation>Os dois códigos impressos continuam válidos e nada se perde: pode anular-se durante 90 dias.</translation>
    </message>
    <message>
        <source>Co&amp;mpare</source>
        <translation>&amp;Comparar</translation>
    </message>
    <message>
        <source>Goes into it</source>
        <translation>Passa para ela</translation>
    </message>
    <message>
        <source>How sure</source>
        <translation>Certeza</translation>
    </message>
    <message>
        <source>Left as it is, since somebody changed it meanwhile: {fields}</source>
        <translation>Ficou como está, porque foi alterado entretanto: {fields}</translation>
    </message>
    <message>
        <source>Lives in household</source>
        <translation>Vive no agregado</translation>
    </message>
    <message>
        <source>Merged in the last 90 days</source>
        <translation>Fusões dos últimos 90 dias</translation>
    </message>
    <message>
        <source>Nobody waits to be compared.</source>
        <translation>Ninguém espera por comparação.</translation>
    </message>
    <message>
        <source>Nobody was merged in the last 90 days.</source>
        <translation>Nenhuma fusão nos últimos 90 dias.</translation>
    </message>
    <message>
        <source>One person, one record</source>
        <translation>Uma pessoa, uma só ficha</translation>
    </message>
    <message>
        <source>One record</source>
        <translation>Uma ficha</translation>
    </message>
    <message>
        <source>People who may be registered twice</source>
        <translation>Pessoas talvez registadas duas vezes</translation>
    </message>
    <message>
        <source>Record that stands</source>
        <translation>Ficha que fica</translation>
    </message>
    <message>
        <source>Recorded: not sure. The pair stays in the list.</source>
        <translation>Anotado: sem certeza. O par fica na lista.</translation>
    </message>
    <message>
        <source>Recorded: they are two people.</source>
        <translation>Anotado: são duas pessoas.</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Desde</translation>
    </message>
    <message>
        <source>So far</source>
        <translation>Até agora</translation>
    </message>
    <message>
        <source>The colleague who agrees to the merge reads it.</source>
        <translation>O colega que der o seu acordo à fusão vai lê-lo.</translation>
    </message>
    <message>
        <source>The merge is asked for: a colleague agrees to it under Requests.</source>
        <translation>A fusão está pedida: um colega dá o seu acordo em «Pedidos».</translation>
    </message>
    <message>
        <source>The merge is taken back: both records stand again.</source>
        <translation>A fusão foi anulada: as duas fichas voltam a existir.</translation>
    </message>
    <message>
        <source>The other record</source>
        <translation>A outra ficha</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Anulável até</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Porquê</translation>
    </message>
    <message>
        <source>Why they are the same person has not been said.</source>
        <translation>Não foi dito porque é a mesma pessoa.</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>anulada</translation>
    </message>
</context>
<context>
    <name>EmployerStatus</name>
    <message>
        <source>Active</source>
        <translation>Ativo</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Encerrado</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Suspenso</translation>
    </message>
</context>
<context>
    <name>Employers</name>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n linha</numerusform>
            <numerusform>%n linhas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) of the list could not be read</source>
        <translation>
            <numerusform>%n linha da lista não pôde ser lida</numerusform>
            <numerusform>%n linhas da lista não puderam ser lidas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n worker(s) registered</source>
        <translation>
            <numerusform>%n trabalhador no registo</numerusform>
            <numerusform>%n trabalhadores no registo</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Amount received</source>
        <translation>Mon&amp;tante recebido</translation>
    </message>
    <message>
        <source>&amp;Area</source>
        <translation>&amp;Lugar</translation>
    </message>
    <message>
        <source>&amp;Back to the list</source>
        <translation>&amp;Voltar à lista</translation>
    </message>
    <message>
        <source>&amp;Begin anew</source>
        <translation>&amp;Recomeçar</translation>
    </message>
    <message>
        <source>&amp;Close it</source>
        <translation>&amp;Encerrar</translation>
    </message>
    <message>
        <source>&amp;Contact</source>
        <translation>&amp;Contacto</translation>
    </message>
    <message>
        <source>&amp;File the statement</source>
        <translation>&amp;Entregar a declaração</translation>
    </message>
    <message>
        <source>&amp;Four counts</source>
        <translation>&amp;Quatro contagens</translation>
    </message>
    <message>
        <source>&amp;Keep as working there</source>
        <translation>&amp;Guardar como trabalhador</translation>
    </message>
    <message>
        <source>&amp;Keep the corrections</source>
        <translation>&amp;Guardar as correções</translation>
    </message>
    <message>
        <source>&amp;Keep the payment</source>
        <translation>&amp;Guardar o pagamento</translation>
    </message>
    <message>
        <source>&amp;Keep the visit</source>
        <translation>&amp;Guardar a visita</translation>
    </message>
    <message>
        <source>&amp;Month</source>
        <translation>Mê&amp;s</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nome</translation>
    </message>
    <message>
        <source>&amp;Registration number</source>
        <translation>Número de &amp;registo</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>&amp;Procurar</translation>
    </message>
    <message>
        <source>(confidential)</source>
        <translation>(confidencial)</translation>
    </message>
    <message>
        <source>2018-01</source>
        <translation>2018-01</translation>
    </message>
    <message>
        <source>A new employer gets its code when it is kept.</source>
        <translation>Uma nova entidade recebe o seu código ao ser guardada.</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>Voltar</translation>
    </message>
    <message>
        <source>As it stands on the card or the receipt.</source>
        <translation>Como consta do cartão ou do comprovativo.</translation>
    </message>
    <message>
        <source>C&amp;lose this employer…</source>
        <translation>&amp;Encerrar esta entidade…</translation>
    </message>
    <message>
        <source>Close this employer?</source>
        <translation>Encerrar esta entidade empregadora?</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Code of the perso&amp;n</source>
        <translation>Código da pe&amp;ssoa</translation>
    </message>
    <message>
        <source>Code or number</source>
        <translation>Código ou número</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Dia</translation>
    </message>
    <message>
        <source>Employer</source>
        <translation>Entidade empregadora</translation>
    </message>
    <message>
        <source>Employers</source>
        <translation>Entidades empregadoras</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Constatação</translation>
    </message>
    <message>
        <source>Line {number}: {problem}</source>
        <translation>Linha {number}: {problem}</translation>
    </message>
    <message>
        <source>Lists (*.csv *.xlsx *.txt)</source>
        <translation>Listas (*.csv *.xlsx *.txt)</translation>
    </message>
    <message>
        <source>Make acti&amp;ve again</source>
        <translation>Reati&amp;var</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Mês</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Name, code or number</source>
        <translation>Nome, código ou número</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nova</translation>
    </message>
    <message>
        <source>No employer yet. Register one at the right.</source>
        <translation>Ainda não há entidades. Registe uma à direita.</translation>
    </message>
    <message>
        <source>No statement yet. File one under “Month”.</source>
        <translation>Ainda não há declarações. Entregue uma em «Mês».</translation>
    </message>
    <message>
        <source>No visit yet.</source>
        <translation>Ainda não há visitas.</translation>
    </message>
    <message>
        <source>Nobody is down as working there yet.</source>
        <translation>Ainda ninguém consta como lá trabalhando.</translation>
    </message>
    <message>
        <source>Nothing more can be filed for it until it is made active again.</source>
        <translation>Nada mais pode ser entregue por ela até ser reativada.</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Número</translation>
    </message>
    <message>
        <source>Number of &amp;insurance</source>
        <translation>Número de segura&amp;do</translation>
    </message>
    <message>
        <source>Number of &amp;workers</source>
        <translation>Número de &amp;trabalhadores</translation>
    </message>
    <message>
        <source>Paid in full.</source>
        <translation>Tudo pago.</translation>
    </message>
    <message>
        <source>Rate of this month: {rate}</source>
        <translation>Taxa deste mês: {rate}</translation>
    </message>
    <message>
        <source>Re&amp;ference</source>
        <translation>Re&amp;ferência</translation>
    </message>
    <message>
        <source>Read a &amp;list…</source>
        <translation>&amp;Ler uma lista…</translation>
    </message>
    <message>
        <source>Read a list of wages</source>
        <translation>Ler uma lista de salários</translation>
    </message>
    <message>
        <source>Received &amp;on</source>
        <translation>Recebido &amp;em</translation>
    </message>
    <message>
        <source>Register the e&amp;mployer</source>
        <translation>Registar &amp;a entidade</translation>
    </message>
    <message>
        <source>Registered &amp;on</source>
        <translation>Registada e&amp;m</translation>
    </message>
    <message>
        <source>S&amp;ector</source>
        <translation>&amp;Setor</translation>
    </message>
    <message>
        <source>Sc&amp;heme</source>
        <translation>Regi&amp;me</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>Regime</translation>
    </message>
    <message>
        <source>Sector</source>
        <translation>Setor</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Desde</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>Situação</translation>
    </message>
    <message>
        <source>Statement on &amp;paper</source>
        <translation>Decl&amp;aração em papel</translation>
    </message>
    <message>
        <source>Statements</source>
        <translation>Declarações</translation>
    </message>
    <message>
        <source>Still to be paid: {amount}</source>
        <translation>Por pagar: {amount}</translation>
    </message>
    <message>
        <source>Ta&amp;x number</source>
        <translation>Número f&amp;iscal</translation>
    </message>
    <message>
        <source>Tele&amp;phone</source>
        <translation>Tele&amp;fone</translation>
    </message>
    <message>
        <source>The corrections are kept.</source>
        <translation>As correções estão guardadas.</translation>
    </message>
    <message>
        <source>The employer is active again.</source>
        <translation>A entidade está de novo ativa.</translation>
    </message>
    <message>
        <source>The employer is closed.</source>
        <translation>A entidade está encerrada.</translation>
    </message>
    <message>
        <source>The employer is registered.</source>
        <translation>A entidade está registada.</translation>
    </message>
    <message>
        <source>The end of that work is kept, as of today.</source>
        <translation>O fim desse trabalho está guardado, à data de hoje.</translation>
    </message>
    <message>
        <source>The payment is kept.</source>
        <translation>O pagamento está guardado.</translation>
    </message>
    <message>
        <source>The statement is filed.</source>
        <translation>A declaração está entregue.</translation>
    </message>
    <message>
        <source>The visit is kept.</source>
        <translation>A visita está guardada.</translation>
    </message>
    <message>
        <source>The worker is on the list.</source>
        <translation>O trabalhador está na lista.</translation>
    </message>
    <message>
        <source>This month has statement {code}; filing this one replaces it.</source>
        <translation>Este mês tem a declaração {code}; entregar esta substitui-a.</translation>
    </message>
    <message>
        <source>This statement was replaced by a later one.</source>
        <translation>Esta declaração foi substituída por outra.</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Até</translation>
    </message>
    <message>
        <source>Visit &amp;again on</source>
        <translation>&amp;Voltar em</translation>
    </message>
    <message>
        <source>Visited &amp;on</source>
        <translation>Visitada &amp;em</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>Visitas</translation>
    </message>
    <message>
        <source>What to look at</source>
        <translation>O que ver</translation>
    </message>
    <message>
        <source>What was &amp;found</source>
        <translation>O que se &amp;constatou</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Trabalhadores</translation>
    </message>
    <message>
        <source>Workers and wages of the month</source>
        <translation>Trabalhadores e salários do mês</translation>
    </message>
    <message>
        <source>Works there no &amp;longer</source>
        <translation>Já &amp;não trabalha lá</translation>
    </message>
    <message>
        <source>Works there sin&amp;ce</source>
        <translation>Trabalha lá d&amp;esde</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>e mais %n</numerusform>
            <numerusform>e mais %n</numerusform>
        </translation>
    </message>
    <message>
        <source>{due} due, {paid} paid</source>
        <translation>{due} devido, {paid} pago</translation>
    </message>
    <message>
        <source>{workers}, due {amount}</source>
        <translation>{workers}, devido {amount}</translation>
    </message>
</context>
<context>
    <name>Employment</name>
    <message>
        <source>Employed</source>
        <translation>Com emprego</translation>
    </message>
    <message>
        <source>Outside the labour force</source>
        <translation>Fora da força de trabalho</translation>
    </message>
    <message>
        <source>Unemployed</source>
        <translation>Sem emprego</translation>
    </message>
</context>
<context>
    <name>EndReason</name>
    <message>
        <source>Death</source>
        <translation>Óbito</translation>
    </message>
    <message>
        <source>Entered by mistake</source>
        <translation>Registo por engano</translation>
    </message>
    <message>
        <source>Joined with another record</source>
        <translation>Reunido com outra ficha</translation>
    </message>
    <message>
        <source>Left the household</source>
        <translation>Saiu do agregado</translation>
    </message>
    <message>
        <source>Moved to another household</source>
        <translation>Passou para outro agregado</translation>
    </message>
    <message>
        <source>The household split</source>
        <translation>Separação do agregado</translation>
    </message>
</context>
<context>
    <name>EnrolmentEvent</name>
    <message>
        <source>A place is free</source>
        <translation>Vaga disponível</translation>
    </message>
    <message>
        <source>Appealed</source>
        <translation>Recurso</translation>
    </message>
    <message>
        <source>Application begun</source>
        <translation>Pedido aberto</translation>
    </message>
    <message>
        <source>Application submitted</source>
        <translation>Pedido apresentado</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Decisão tomada</translation>
    </message>
    <message>
        <source>Documents verified</source>
        <translation>Documentos verificados</translation>
    </message>
    <message>
        <source>Eligibility checked</source>
        <translation>Elegibilidade avaliada</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Saída</translation>
    </message>
    <message>
        <source>Enrolled</source>
        <translation>Inscrição feita</translation>
    </message>
    <message>
        <source>Graduated</source>
        <translation>Autonomização</translation>
    </message>
    <message>
        <source>Put on the waiting list</source>
        <translation>Colocação em lista de espera</translation>
    </message>
    <message>
        <source>Reinstated</source>
        <translation>Reintegração</translation>
    </message>
    <message>
        <source>Resumed</source>
        <translation>Retoma</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Início dos direitos</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Suspensão</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Desistência</translation>
    </message>
</context>
<context>
    <name>EnrolmentStatus</name>
    <message>
        <source>Active</source>
        <translation>Ativa</translation>
    </message>
    <message>
        <source>Documents seen</source>
        <translation>Documentos vistos</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Rascunho</translation>
    </message>
    <message>
        <source>Eligible</source>
        <translation>Elegível</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Terminada</translation>
    </message>
    <message>
        <source>Enrolled</source>
        <translation>Inscrita</translation>
    </message>
    <message>
        <source>Graduated</source>
        <translation>Autonomizada</translation>
    </message>
    <message>
        <source>Not eligible</source>
        <translation>Não elegível</translation>
    </message>
    <message>
        <source>On the waiting list</source>
        <translation>Em lista de espera</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>Apresentada</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Suspensa</translation>
    </message>
    <message>
        <source>To be reviewed</source>
        <translation>A analisar</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Retirada</translation>
    </message>
</context>
<context>
    <name>EntitlementStatus</name>
    <message>
        <source>Approved</source>
        <translation>Aprovado</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Anulado</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Expirado</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Pago</translation>
    </message>
    <message>
        <source>Paid in part</source>
        <translation>Pago em parte</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Pendente</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Suspenso</translation>
    </message>
</context>
<context>
    <name>Entry</name>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Voltar</translation>
    </message>
    <message>
        <source>&amp;Choose the backup…</source>
        <translation>&amp;Escolher a cópia…</translation>
    </message>
    <message>
        <source>&amp;Create the file</source>
        <translation>&amp;Criar o ficheiro</translation>
    </message>
    <message>
        <source>&amp;Forgotten password</source>
        <translation>Palavra-passe &amp;esquecida</translation>
    </message>
    <message>
        <source>&amp;Full name</source>
        <translation>&amp;Nome completo</translation>
    </message>
    <message>
        <source>&amp;Give the new password</source>
        <translation>&amp;Dar a nova palavra-passe</translation>
    </message>
    <message>
        <source>&amp;Last five letters of the code</source>
        <translation>&amp;Cinco últimas letras do código</translation>
    </message>
    <message>
        <source>&amp;New office file…</source>
        <translation>&amp;Novo ficheiro do serviço…</translation>
    </message>
    <message>
        <source>&amp;Office</source>
        <translation>&amp;Serviço local</translation>
    </message>
    <message>
        <source>&amp;Open the office</source>
        <translation>&amp;Abrir o serviço</translation>
    </message>
    <message>
        <source>&amp;Other file…</source>
        <translation>&amp;Outro ficheiro…</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Palavra-passe</translation>
    </message>
    <message>
        <source>&amp;Print the code</source>
        <translation>&amp;Imprimir o código</translation>
    </message>
    <message>
        <source>&amp;Recovery code</source>
        <translation>&amp;Código de recuperação</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>&amp;Repor</translation>
    </message>
    <message>
        <source>&amp;Restore a backup…</source>
        <translation>&amp;Repor uma cópia de segurança…</translation>
    </message>
    <message>
        <source>&amp;Sign in</source>
        <translation>En&amp;trar</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>&amp;Utilizador</translation>
    </message>
    <message>
        <source>&amp;User name</source>
        <translation>Nome de &amp;utilizador</translation>
    </message>
    <message>
        <source>A supervisor who can still sign in can give you a new password, in Settings. Otherwise take the office’s recovery code, printed when the file was made.</source>
        <translation>Um supervisor que ainda consiga entrar pode dar-lhe uma nova palavra-passe, nas definições. Caso contrário, use o código de recuperação do serviço, impresso quando o ficheiro foi criado.</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Todos os ficheiros</translation>
    </message>
    <message>
        <source>At least eight characters.</source>
        <translation>Pelo menos oito caracteres.</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Cópias de segurança</translation>
    </message>
    <message>
        <source>C&amp;hange place…</source>
        <translation>&amp;Mudar de lugar…</translation>
    </message>
    <message>
        <source>Check the spelling and the capital-letter key, then try again.</source>
        <translation>Confirme a escrita e a tecla das maiúsculas e tente de novo.</translation>
    </message>
    <message>
        <source>Choose one, or create one below.</source>
        <translation>Escolha um ou crie um.</translation>
    </message>
    <message>
        <source>Choose the backup</source>
        <translation>Escolher a cópia de segurança</translation>
    </message>
    <message>
        <source>Choose the office file</source>
        <translation>Escolher o ficheiro do serviço</translation>
    </message>
    <message>
        <source>Forgotten password</source>
        <translation>Palavra-passe esquecida</translation>
    </message>
    <message>
        <source>If every password is lost, only this code opens the file again. It is shown this once and kept nowhere else. Print it or copy it by hand, and lock it away from the computer.</source>
        <translation>Se todas as palavras-passe se perderem, só este código volta a abrir o ficheiro. É mostrado apenas desta vez e não fica guardado em mais lado nenhum. Imprima-o ou copie-o à mão e guarde-o à chave, longe do computador.</translation>
    </message>
    <message>
        <source>It holds the register of one office on this computer, encrypted. Only its users can open it.</source>
        <translation>Contém o registo de um serviço local neste computador, cifrado. Só os seus utilizadores o podem abrir.</translation>
    </message>
    <message>
        <source>Keep this sheet locked away from the computer. Whoever holds it can open the file.</source>
        <translation>Guarde esta folha à chave, longe do computador. Quem a tiver pode abrir o ficheiro.</translation>
    </message>
    <message>
        <source>New &amp;password</source>
        <translation>Nova &amp;palavra-passe</translation>
    </message>
    <message>
        <source>New office file</source>
        <translation>Novo ficheiro do serviço</translation>
    </message>
    <message>
        <source>No backup chosen yet</source>
        <translation>Nenhuma cópia escolhida</translation>
    </message>
    <message>
        <source>No office file chosen</source>
        <translation>Nenhum ficheiro escolhido</translation>
    </message>
    <message>
        <source>Office files</source>
        <translation>Ficheiros do serviço</translation>
    </message>
    <message>
        <source>Once &amp;more</source>
        <translation>&amp;Outra vez</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>A abrir…</translation>
    </message>
    <message>
        <source>Pro&amp;gramme</source>
        <translation>Pro&amp;grama</translation>
    </message>
    <message>
        <source>Recovery code of the office file</source>
        <translation>Código de recuperação do ficheiro do serviço</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>Repor uma cópia de segurança</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Entrar</translation>
    </message>
    <message>
        <source>The backup becomes a new office file; no file is overwritten. What was sent since comes back with the next synchronisation.</source>
        <translation>A cópia torna-se um novo ficheiro do serviço; nenhum ficheiro é substituído. O que foi enviado entretanto volta com a próxima sincronização.</translation>
    </message>
    <message>
        <source>The capital-letter key is on.</source>
        <translation>A tecla das maiúsculas está ligada.</translation>
    </message>
    <message>
        <source>The file’s place is proposed once the office is chosen.</source>
        <translation>O lugar é proposto depois de escolhido o serviço.</translation>
    </message>
    <message>
        <source>The recovery code</source>
        <translation>O código de recuperação</translation>
    </message>
    <message>
        <source>The register of your office, on this computer: it works with or without a line.</source>
        <translation>O registo do seu serviço, neste computador: funciona com ou sem ligação.</translation>
    </message>
    <message>
        <source>The user or the password is not right.</source>
        <translation>O utilizador ou a palavra-passe não está certo.</translation>
    </message>
    <message>
        <source>To be sure that it was copied.</source>
        <translation>Para ter a certeza de que foi copiado.</translation>
    </message>
    <message>
        <source>Where to keep the office file</source>
        <translation>Onde guardar o ficheiro do serviço</translation>
    </message>
</context>
<context>
    <name>ExitReason</name>
    <message>
        <source>Administrative error</source>
        <translation>Erro administrativo</translation>
    </message>
    <message>
        <source>Conditions not met</source>
        <translation>Condições não cumpridas</translation>
    </message>
    <message>
        <source>Death</source>
        <translation>Óbito</translation>
    </message>
    <message>
        <source>End of the programme</source>
        <translation>Fim do programa</translation>
    </message>
    <message>
        <source>Graduation</source>
        <translation>Autonomização</translation>
    </message>
    <message>
        <source>Moved away</source>
        <translation>Mudança de residência</translation>
    </message>
    <message>
        <source>No longer eligible</source>
        <translation>Deixou de ser elegível</translation>
    </message>
    <message>
        <source>Registered twice</source>
        <translation>Registo em duplicado</translation>
    </message>
    <message>
        <source>Withdrew</source>
        <translation>Desistência voluntária</translation>
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
        <translation>ESQUERDA,CIMA,DIREITA,BAIXO em percentagem, por exemplo 10,0,90,100</translation>
    </message>
    <message>
        <source>a date written 12/04/2026</source>
        <translation>uma data escrita 12/04/2026</translation>
    </message>
    <message>
        <source>a date written YYYY-MM-DD</source>
        <translation>uma data escrita AAAA-MM-DD</translation>
    </message>
    <message>
        <source>a larger number</source>
        <translation>um número maior</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>uma lista</translation>
    </message>
    <message>
        <source>a longer text</source>
        <translation>um texto mais longo</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>um número</translation>
    </message>
    <message>
        <source>a shorter text</source>
        <translation>um texto mais curto</translation>
    </message>
    <message>
        <source>a smaller number</source>
        <translation>um número menor</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>um número inteiro</translation>
    </message>
    <message>
        <source>ages such as 18-59, 60- or -17</source>
        <translation>idades como 18-59, 60- ou -17</translation>
    </message>
    <message>
        <source>an answer</source>
        <translation>uma resposta</translation>
    </message>
    <message>
        <source>an object with named fields</source>
        <translation>um objeto com campos nomeados</translation>
    </message>
    <message>
        <source>one of the listed choices</source>
        <translation>uma das opções da lista</translation>
    </message>
    <message>
        <source>text</source>
        <translation>texto</translation>
    </message>
    <message>
        <source>the form shown in the example</source>
        <translation>a forma do exemplo</translation>
    </message>
    <message>
        <source>yes or no (true or false)</source>
        <translation>sim ou não (true ou false)</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message numerus="yes">
        <source>%n left out: confidential</source>
        <translation>
            <numerusform>%n omitida: confidencial</numerusform>
            <numerusform>%n omitidas: confidencial</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) saved as {name}.</source>
        <translation>
            <numerusform>%n linha guardada em {name}.</numerusform>
            <numerusform>%n linhas guardadas em {name}.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportar…</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Colunas</translation>
    </message>
    <message>
        <source>Export people or households</source>
        <translation>Exportar pessoas ou agregados</translation>
    </message>
    <message>
        <source>Households</source>
        <translation>Agregados</translation>
    </message>
    <message>
        <source>It is written down who took them out, for whom and what for.</source>
        <translation>Fica registado quem as exportou, para quem e para quê.</translation>
    </message>
    <message numerus="yes">
        <source>Needed for more than %n people.</source>
        <translation>
            <numerusform>Necessário acima de %n pessoa.</numerusform>
            <numerusform>Necessário acima de %n pessoas.</numerusform>
        </translation>
    </message>
    <message>
        <source>People</source>
        <translation>Pessoas</translation>
    </message>
    <message>
        <source>Agreement, its reference</source>
        <translation>Protocolo, a sua referência</translation>
    </message>
    <message>
        <source>Identity numbers whole, not their last three signs</source>
        <translation>Números de identificação inteiros, não só os três últimos sinais</translation>
    </message>
    <message>
        <source>Only in this place</source>
        <translation>Só neste lugar</translation>
    </message>
    <message>
        <source>Only in this village</source>
        <translation>Só nesta aldeia</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>Finalidade</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>Destinatário</translation>
    </message>
    <message>
        <source>Registered from</source>
        <translation>Registados desde</translation>
    </message>
    <message>
        <source>Registered until</source>
        <translation>Registados até</translation>
    </message>
    <message>
        <source>Save the export</source>
        <translation>Guardar a exportação</translation>
    </message>
    <message>
        <source>What</source>
        <translation>O quê</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>Para quê</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Quem</translation>
    </message>
    <message>
        <source>households</source>
        <translation>agregados</translation>
    </message>
    <message>
        <source>people</source>
        <translation>pessoas</translation>
    </message>
    <message>
        <source>{people} people in {homes} households</source>
        <translation>{people} pessoas em {homes} agregados</translation>
    </message>
</context>
<context>
    <name>Field</name>
    <message>
        <source>Another document</source>
        <translation>Outro documento</translation>
    </message>
    <message>
        <source>Another telephone</source>
        <translation>Outro telefone</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Escolher…</translation>
    </message>
    <message>
        <source>Day, month and year: 12/04/2026</source>
        <translation>Dia, mês e ano: 12/04/2026</translation>
    </message>
    <message>
        <source>It is correct</source>
        <translation>Está certo</translation>
    </message>
    <message>
        <source>Name of the head, or code</source>
        <translation>Nome do chefe, ou código</translation>
    </message>
    <message>
        <source>Name or code</source>
        <translation>Nome ou código</translation>
    </message>
    <message>
        <source>Remove this row</source>
        <translation>Retirar esta linha</translation>
    </message>
    <message>
        <source>Type a few letters</source>
        <translation>Algumas letras</translation>
    </message>
    <message>
        <source>address</source>
        <translation>morada</translation>
    </message>
    <message>
        <source>campaign</source>
        <translation>campanha</translation>
    </message>
    <message>
        <source>code</source>
        <translation>código</translation>
    </message>
    <message>
        <source>collects from</source>
        <translation>recebe a partir de</translation>
    </message>
    <message>
        <source>collects until</source>
        <translation>recebe até</translation>
    </message>
    <message>
        <source>compound</source>
        <translation>morança</translation>
    </message>
    <message>
        <source>confidential file</source>
        <translation>processo confidencial</translation>
    </message>
    <message>
        <source>country</source>
        <translation>país</translation>
    </message>
    <message>
        <source>date</source>
        <translation>data</translation>
    </message>
    <message>
        <source>date of birth</source>
        <translation>data de nascimento</translation>
    </message>
    <message>
        <source>date of death</source>
        <translation>data do óbito</translation>
    </message>
    <message>
        <source>date of registration</source>
        <translation>data do registo</translation>
    </message>
    <message>
        <source>date of the document</source>
        <translation>data do documento</translation>
    </message>
    <message>
        <source>day of the estimate</source>
        <translation>dia da estimativa</translation>
    </message>
    <message>
        <source>document</source>
        <translation>documento</translation>
    </message>
    <message>
        <source>end date</source>
        <translation>data de fim</translation>
    </message>
    <message>
        <source>estimated age</source>
        <translation>idade estimada</translation>
    </message>
    <message>
        <source>evidence</source>
        <translation>comprovativo</translation>
    </message>
    <message>
        <source>expected delivery</source>
        <translation>parto previsto</translation>
    </message>
    <message>
        <source>family name</source>
        <translation>apelido</translation>
    </message>
    <message>
        <source>given name</source>
        <translation>nome próprio</translation>
    </message>
    <message>
        <source>head of household</source>
        <translation>chefe do agregado</translation>
    </message>
    <message>
        <source>headed by a child</source>
        <translation>chefiado por criança</translation>
    </message>
    <message>
        <source>household</source>
        <translation>agregado familiar</translation>
    </message>
    <message>
        <source>how exactly the date of birth is known</source>
        <translation>o que se sabe da data de nascimento</translation>
    </message>
    <message>
        <source>how it was entered</source>
        <translation>como foi introduzido</translation>
    </message>
    <message>
        <source>how the privacy notice was given</source>
        <translation>como foi dado o aviso de privacidade</translation>
    </message>
    <message>
        <source>identity number</source>
        <translation>número de identificação</translation>
    </message>
    <message>
        <source>kind of household</source>
        <translation>tipo de agregado</translation>
    </message>
    <message>
        <source>kind of identity document</source>
        <translation>tipo de documento de identificação</translation>
    </message>
    <message>
        <source>landmark</source>
        <translation>ponto de referência</translation>
    </message>
    <message>
        <source>language</source>
        <translation>idioma</translation>
    </message>
    <message>
        <source>latitude</source>
        <translation>latitude</translation>
    </message>
    <message>
        <source>legal basis</source>
        <translation>base legal</translation>
    </message>
    <message>
        <source>longitude</source>
        <translation>longitude</translation>
    </message>
    <message>
        <source>mandate</source>
        <translation>procuração</translation>
    </message>
    <message>
        <source>member {number}</source>
        <translation>membro {number}</translation>
    </message>
    <message>
        <source>members</source>
        <translation>membros</translation>
    </message>
    <message>
        <source>milestone</source>
        <translation>marco</translation>
    </message>
    <message>
        <source>mother</source>
        <translation>mãe</translation>
    </message>
    <message>
        <source>mother&apos;s name</source>
        <translation>nome da mãe</translation>
    </message>
    <message>
        <source>name</source>
        <translation>nome</translation>
    </message>
    <message>
        <source>name of the head of household</source>
        <translation>nome do chefe do agregado</translation>
    </message>
    <message>
        <source>note</source>
        <translation>nota</translation>
    </message>
    <message>
        <source>number</source>
        <translation>número</translation>
    </message>
    <message>
        <source>number given by the sender</source>
        <translation>número dado pelo remetente</translation>
    </message>
    <message>
        <source>office</source>
        <translation>serviço</translation>
    </message>
    <message>
        <source>officer</source>
        <translation>agente</translation>
    </message>
    <message>
        <source>other household</source>
        <translation>outro agregado</translation>
    </message>
    <message>
        <source>other names</source>
        <translation>outros nomes</translation>
    </message>
    <message>
        <source>parent or guardian</source>
        <translation>progenitor ou tutor</translation>
    </message>
    <message>
        <source>password</source>
        <translation>palavra-passe</translation>
    </message>
    <message>
        <source>person</source>
        <translation>pessoa</translation>
    </message>
    <message>
        <source>photo</source>
        <translation>fotografia</translation>
    </message>
    <message>
        <source>place</source>
        <translation>lugar</translation>
    </message>
    <message>
        <source>pregnancy</source>
        <translation>gravidez</translation>
    </message>
    <message>
        <source>privacy notice</source>
        <translation>aviso de privacidade</translation>
    </message>
    <message>
        <source>questions on difficulties</source>
        <translation>perguntas sobre dificuldades</translation>
    </message>
    <message>
        <source>reason</source>
        <translation>motivo</translation>
    </message>
    <message>
        <source>reason for the end</source>
        <translation>motivo do fim</translation>
    </message>
    <message>
        <source>reason why the sex is not known</source>
        <translation>motivo do sexo desconhecido</translation>
    </message>
    <message>
        <source>record it was joined with</source>
        <translation>ficha com que foi reunida</translation>
    </message>
    <message>
        <source>required</source>
        <translation>obrigatório</translation>
    </message>
    <message>
        <source>role in the household</source>
        <translation>papel no agregado</translation>
    </message>
    <message>
        <source>role of the former head</source>
        <translation>função do antigo chefe</translation>
    </message>
    <message>
        <source>role of the other head</source>
        <translation>função do outro chefe</translation>
    </message>
    <message>
        <source>sex</source>
        <translation>sexo</translation>
    </message>
    <message>
        <source>single name</source>
        <translation>nome único</translation>
    </message>
    <message>
        <source>start date</source>
        <translation>data de início</translation>
    </message>
    <message>
        <source>status</source>
        <translation>estado</translation>
    </message>
    <message>
        <source>team</source>
        <translation>equipa</translation>
    </message>
    <message>
        <source>telephone</source>
        <translation>telefone</translation>
    </message>
    <message>
        <source>user</source>
        <translation>utilizador</translation>
    </message>
    <message>
        <source>village or neighbourhood</source>
        <translation>aldeia ou bairro</translation>
    </message>
    <message>
        <source>vital status</source>
        <translation>estado vital</translation>
    </message>
    <message>
        <source>what was seen of the document</source>
        <translation>o que foi visto do documento</translation>
    </message>
    <message>
        <source>where to complain</source>
        <translation>onde reclamar</translation>
    </message>
    <message>
        <source>which recipient</source>
        <translation>ordem do recebedor</translation>
    </message>
    <message>
        <source>why the number was kept</source>
        <translation>porque o número foi mantido</translation>
    </message>
</context>
<context>
    <name>Filters</name>
    <message>
        <source>&amp;Remove all filters</source>
        <translation>&amp;Retirar todos os filtros</translation>
    </message>
    <message>
        <source>A&amp;ges</source>
        <translation>I&amp;dades</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>Qualquer</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Em todo o lado</translation>
    </message>
    <message>
        <source>F&amp;ilters</source>
        <translation>F&amp;iltros</translation>
    </message>
    <message>
        <source>In: {where}</source>
        <translation>Em: {where}</translation>
    </message>
    <message>
        <source>Loo&amp;k in</source>
        <translation>Pro&amp;curar em</translation>
    </message>
    <message>
        <source>Oldest age</source>
        <translation>Idade máxima</translation>
    </message>
    <message>
        <source>Pl&amp;ace, with all below it</source>
        <translation>&amp;Lugar, com tudo o que contém</translation>
    </message>
    <message>
        <source>Remove the filter: {filter}</source>
        <translation>Retirar o filtro: {filter}</translation>
    </message>
    <message>
        <source>Se&amp;x</source>
        <translation>Se&amp;xo</translation>
    </message>
    <message>
        <source>Stat&amp;us</source>
        <translation>Sit&amp;uação</translation>
    </message>
    <message>
        <source>The village</source>
        <translation>A aldeia</translation>
    </message>
    <message>
        <source>Their mother&apos;s name</source>
        <translation>O nome da mãe</translation>
    </message>
    <message>
        <source>Their own name</source>
        <translation>O próprio nome</translation>
    </message>
    <message>
        <source>Youngest age</source>
        <translation>Idade mínima</translation>
    </message>
    <message>
        <source>to</source>
        <translation>a</translation>
    </message>
    <message>
        <source>{age} or older</source>
        <translation>{age} anos ou mais</translation>
    </message>
    <message>
        <source>{age} or younger</source>
        <translation>{age} anos ou menos</translation>
    </message>
    <message>
        <source>{first} to {last} years</source>
        <translation>dos {first} aos {last} anos</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>Arrows to choose, Enter to go, Esc to close</source>
        <translation>Setas para escolher, Enter para ir, Esc para fechar</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Encontrar</translation>
    </message>
    <message>
        <source>Name, code, telephone, or what you want to do</source>
        <translation>Nome, código, telefone ou o que quer fazer</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>O que foi encontrado</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <comment>the age of a stack of forms</comment>
        <translation>
            <numerusform>%n dia</numerusform>
            <numerusform>%n dias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n form(s) made.</source>
        <translation>
            <numerusform>%n ficha feita.</numerusform>
            <numerusform>%n fichas feitas.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Língua</translation>
    </message>
    <message>
        <source>&amp;Make the forms</source>
        <translation>&amp;Fazer as fichas</translation>
    </message>
    <message>
        <source>&amp;Print</source>
        <translation>&amp;Imprimir</translation>
    </message>
    <message>
        <source>&amp;Size</source>
        <translation>&amp;Tamanho</translation>
    </message>
    <message>
        <source>?</source>
        <comment>the sex is not known</comment>
        <translation>?</translation>
    </message>
    <message>
        <source>A form that was entered is kept as the programme prescribes, then destroyed.</source>
        <translation>Uma ficha introduzida é conservada como o programa manda, depois destruída.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Morada</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Idade</translation>
    </message>
    <message>
        <source>Area, from the smallest place to the district</source>
        <translation>Lugar, do mais pequeno ao distrito</translation>
    </message>
    <message>
        <source>Birth: day, month, year</source>
        <translation>Nascimento: dia, mês, ano</translation>
    </message>
    <message>
        <source>Blank forms</source>
        <translation>Fichas em branco</translation>
    </message>
    <message>
        <source>Check and sign</source>
        <translation>Verificar e assinar</translation>
    </message>
    <message>
        <source>Compound, only if several households share it</source>
        <translation>Morança, só se vários agregados a partilham</translation>
    </message>
    <message>
        <source>DDMMYYYY</source>
        <comment>one letter for each figure of a date: day, month, year</comment>
        <translation>DDMMAAAA</translation>
    </message>
    <message>
        <source>Date of registration</source>
        <translation>Data do registo</translation>
    </message>
    <message>
        <source>Document number</source>
        <translation>Número do documento</translation>
    </message>
    <message>
        <source>Each form has its code printed on it; nobody else is given the same.</source>
        <translation>Cada ficha tem o seu código impresso; mais ninguém recebe o mesmo.</translation>
    </message>
    <message>
        <source>Entered on</source>
        <translation>Introduzida em</translation>
    </message>
    <message>
        <source>F</source>
        <comment>female, as short as can be</comment>
        <translation>F</translation>
    </message>
    <message>
        <source>Family name</source>
        <translation>Apelido</translation>
    </message>
    <message>
        <source>First code</source>
        <translation>Primeiro código</translation>
    </message>
    <message>
        <source>For the office</source>
        <translation>Reservado ao balcão</translation>
    </message>
    <message>
        <source>Form and household code</source>
        <translation>Código da ficha e do agregado</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>Fichas</translation>
    </message>
    <message>
        <source>Given name</source>
        <translation>Nome próprio</translation>
    </message>
    <message>
        <source>Household registration form</source>
        <translation>Ficha de registo do agregado</translation>
    </message>
    <message>
        <source>How many &amp;forms</source>
        <translation>&amp;Número de fichas</translation>
    </message>
    <message>
        <source>How was the notice given?</source>
        <translation>Como foi dado o aviso?</translation>
    </message>
    <message>
        <source>If a thumb: name and signature of a witness</source>
        <translation>Se impressão digital: nome e assinatura de uma testemunha</translation>
    </message>
    <message>
        <source>If the head is under age: parent or guardian told</source>
        <translation>Se o chefe é menor: progenitor ou tutor informado</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Kind of document</source>
        <translation>Documento</translation>
    </message>
    <message>
        <source>Kind of household</source>
        <translation>Tipo de agregado</translation>
    </message>
    <message>
        <source>Landmark</source>
        <translation>Ponto de referência</translation>
    </message>
    <message>
        <source>Language and notice</source>
        <translation>Língua e aviso</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>Latitude</translation>
    </message>
    <message>
        <source>Legal basis</source>
        <translation>Fundamento legal</translation>
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
        <translation>Feitas em</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Membros</translation>
    </message>
    <message>
        <source>Mother’s name</source>
        <translation>Nome da mãe</translation>
    </message>
    <message>
        <source>Name of the officer</source>
        <translation>Nome do funcionário</translation>
    </message>
    <message>
        <source>No form has been made yet.</source>
        <translation>Ainda não foi feita nenhuma ficha.</translation>
    </message>
    <message>
        <source>Not back</source>
        <translation>Por voltar</translation>
    </message>
    <message>
        <source>One name only</source>
        <translation>Nome único</translation>
    </message>
    <message>
        <source>One sheet, front and back</source>
        <translation>Uma folha, frente e verso</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>Página {page} de {pages}</translation>
    </message>
    <message>
        <source>Print them, or save them as a PDF. They can be printed again from the list.</source>
        <translation>Imprima-as, ou guarde-as em PDF. Podem ser impressas de novo a partir da lista.</translation>
    </message>
    <message>
        <source>Privacy notice (version {version})</source>
        <translation>Aviso de privacidade (versão {version})</translation>
    </message>
    <message>
        <source>Receipt given</source>
        <translation>Comprovativo entregue</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Observações</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Papel</translation>
    </message>
    <message>
        <source>Sa&amp;ve as PDF…</source>
        <translation>&amp;Guardar em PDF…</translation>
    </message>
    <message>
        <source>Save the forms</source>
        <translation>Guardar as fichas</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sexo</translation>
    </message>
    <message>
        <source>Signature and stamp of the office</source>
        <translation>Assinatura e carimbo do balcão</translation>
    </message>
    <message>
        <source>Signature of the head of household</source>
        <translation>Assinatura do chefe do agregado</translation>
    </message>
    <message>
        <source>Stacks of forms</source>
        <translation>Pilhas de fichas</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telefone</translation>
    </message>
    <message>
        <source>Telephone of the household</source>
        <translation>Telefone do agregado</translation>
    </message>
    <message>
        <source>The chosen stack &amp;once more</source>
        <translation>A pilha escolhida &amp;outra vez</translation>
    </message>
    <message>
        <source>The forms are shown here once they are made.</source>
        <translation>As fichas aparecem aqui depois de feitas.</translation>
    </message>
    <message>
        <source>The notice was given to me and the answers were read back to me in a language that I understand. As far as I know they are right. I may have them corrected at any time.</source>
        <translation>O aviso foi-me dado e as respostas foram-me lidas numa língua que compreendo. Tanto quanto sei, estão certas. Posso mandá-las corrigir a qualquer momento.</translation>
    </message>
    <message>
        <source>This household is headed by a child; no adult lives in it.</source>
        <translation>Agregado chefiado por uma criança; nenhum adulto vive nele.</translation>
    </message>
    <message>
        <source>Two sheets, for large households</source>
        <translation>Duas folhas, para agregados numerosos</translation>
    </message>
    <message>
        <source>Village or neighbourhood</source>
        <translation>Aldeia ou bairro</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Lugar</translation>
    </message>
    <message>
        <source>Which language does the citizen speak best?</source>
        <translation>Que língua fala melhor o cidadão?</translation>
    </message>
    <message>
        <source>Write in capital letters, one figure a box. Put a cross in the box that is right.</source>
        <translation>Escreva em maiúsculas, um algarismo por casa. Ponha uma cruz na casa certa.</translation>
    </message>
    <message>
        <source>by</source>
        <translation>por</translation>
    </message>
    <message>
        <source>or age</source>
        <translation>ou idade</translation>
    </message>
    <message>
        <source>or left thumb</source>
        <translation>ou polegar esquerdo</translation>
    </message>
</context>
<context>
    <name>Found by</name>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Identity number</source>
        <translation>Número de identidade</translation>
    </message>
    <message>
        <source>Mother: {name}</source>
        <translation>Mãe: {name}</translation>
    </message>
    <message>
        <source>Spelled differently</source>
        <translation>Escrito de outra forma</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telefone</translation>
    </message>
    <message>
        <source>Village</source>
        <translation>Aldeia</translation>
    </message>
</context>
<context>
    <name>Frequency</name>
    <message>
        <source>Every day</source>
        <translation>Por dia</translation>
    </message>
    <message>
        <source>Every month</source>
        <translation>Por mês</translation>
    </message>
    <message>
        <source>Every quarter</source>
        <translation>Por trimestre</translation>
    </message>
    <message>
        <source>Every year</source>
        <translation>Por ano</translation>
    </message>
    <message>
        <source>Once</source>
        <translation>Uma só vez</translation>
    </message>
</context>
<context>
    <name>GrievanceChannel</name>
    <message>
        <source>At the desk</source>
        <translation>Ao balcão</translation>
    </message>
    <message>
        <source>By letter</source>
        <translation>Por carta</translation>
    </message>
    <message>
        <source>By telephone</source>
        <translation>Por telefone</translation>
    </message>
    <message>
        <source>Complaints box</source>
        <translation>Caixa de reclamações</translation>
    </message>
    <message>
        <source>During a visit</source>
        <translation>Numa visita</translation>
    </message>
    <message>
        <source>Through a committee</source>
        <translation>Por um comité</translation>
    </message>
</context>
<context>
    <name>GrievanceEvent</name>
    <message>
        <source>Admitted</source>
        <translation>Admitida</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Respondida</translation>
    </message>
    <message>
        <source>Appealed</source>
        <translation>Recurso apresentado</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Encerrada</translation>
    </message>
    <message>
        <source>Given to somebody</source>
        <translation>Atribuída a alguém</translation>
    </message>
    <message>
        <source>Handed back</source>
        <translation>Devolvida</translation>
    </message>
    <message>
        <source>Not admitted</source>
        <translation>Não admitida</translation>
    </message>
    <message>
        <source>Passed upwards</source>
        <translation>Remetida ao nível superior</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Recebida</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Retirada</translation>
    </message>
</context>
<context>
    <name>GrievanceKind</name>
    <message>
        <source>Appeal</source>
        <translation>Recurso</translation>
    </message>
    <message>
        <source>Error in the data</source>
        <translation>Erro nos dados</translation>
    </message>
    <message>
        <source>Misconduct of staff</source>
        <translation>Má conduta de funcionário</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Outra</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Pagamento</translation>
    </message>
    <message>
        <source>Quality of service</source>
        <translation>Qualidade do serviço</translation>
    </message>
    <message>
        <source>Suggestion or thanks</source>
        <translation>Sugestão ou agradecimento</translation>
    </message>
    <message>
        <source>Violence or danger</source>
        <translation>Violência ou perigo</translation>
    </message>
    <message>
        <source>Wrongly included</source>
        <translation>Inclusão indevida</translation>
    </message>
    <message>
        <source>Wrongly left out</source>
        <translation>Exclusão indevida</translation>
    </message>
</context>
<context>
    <name>GrievanceStatus</name>
    <message>
        <source>Admissible</source>
        <translation>Admissível</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Respondida</translation>
    </message>
    <message>
        <source>Appealed</source>
        <translation>Em recurso</translation>
    </message>
    <message>
        <source>Being dealt with</source>
        <translation>Em tratamento</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Encerrada</translation>
    </message>
    <message>
        <source>Not admissible</source>
        <translation>Não admissível</translation>
    </message>
    <message>
        <source>Passed upwards</source>
        <translation>Remetida ao nível superior</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Recebida</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Retirada</translation>
    </message>
</context>
<context>
    <name>Guarantee</name>
    <message>
        <source>Children</source>
        <translation>Crianças</translation>
    </message>
    <message>
        <source>Health care</source>
        <translation>Saúde</translation>
    </message>
    <message>
        <source>Older people</source>
        <translation>Pessoas idosas</translation>
    </message>
    <message>
        <source>People of working age</source>
        <translation>Pessoas em idade ativa</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message numerus="yes">
        <source>%n field(s) written for the first time</source>
        <translation>
            <numerusform>%n campo escrito pela primeira vez</numerusform>
            <numerusform>%n campos escritos pela primeira vez</numerusform>
        </translation>
    </message>
    <message>
        <source>About whom</source>
        <translation>De quem</translation>
    </message>
    <message>
        <source>Close the history</source>
        <translation>Fechar o histórico</translation>
    </message>
    <message>
        <source>Every field</source>
        <translation>Todos os campos</translation>
    </message>
    <message>
        <source>History of every field</source>
        <translation>Histórico de cada campo</translation>
    </message>
    <message>
        <source>Nothing was written of this.</source>
        <translation>Nada foi escrito sobre isto.</translation>
    </message>
    <message>
        <source>Open the history</source>
        <translation>Abrir o histórico</translation>
    </message>
    <message>
        <source>Settled: {how}</source>
        <translation>Resolvido: {how}</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Mostrar tudo</translation>
    </message>
    <message>
        <source>The household</source>
        <translation>O agregado</translation>
    </message>
    <message>
        <source>The household and everybody in it</source>
        <translation>O agregado e todos os membros</translation>
    </message>
    <message>
        <source>Which field</source>
        <translation>Que campo</translation>
    </message>
    <message>
        <source>Why: {words}</source>
        <translation>Porquê: {words}</translation>
    </message>
    <message>
        <source>laptop {device}</source>
        <translation>computador {device}</translation>
    </message>
    <message>
        <source>not known here</source>
        <translation>desconhecido aqui</translation>
    </message>
    <message>
        <source>★ says who somebody is: the first value stands until a person decides.</source>
        <translation>★ diz quem é a pessoa: o primeiro valor fica até alguém decidir.</translation>
    </message>
</context>
<context>
    <name>Household</name>
    <message numerus="yes">
        <source>%n possible duplicate(s)…</source>
        <translation>
            <numerusform>%n possível duplicado…</numerusform>
            <numerusform>%n possíveis duplicados…</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Back to the household</source>
        <translation>&amp;Voltar ao agregado</translation>
    </message>
    <message>
        <source>&amp;Cards</source>
        <translation>&amp;Cartões</translation>
    </message>
    <message>
        <source>&amp;Member</source>
        <translation>Mem&amp;bro</translation>
    </message>
    <message>
        <source>&amp;Update a milestone</source>
        <translation>Atualizar &amp;um marco</translation>
    </message>
    <message>
        <source>Add a &amp;photo</source>
        <translation>Adicionar &amp;foto</translation>
    </message>
    <message>
        <source>Add a photo</source>
        <translation>Adicionar uma fotografia</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Morada</translation>
    </message>
    <message>
        <source>Another copy of: {paper}, {name}</source>
        <translation>2.ª via: {paper}, {name}</translation>
    </message>
    <message>
        <source>Another copy…</source>
        <translation>2.ª via…</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Nascimento</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Cartão</translation>
    </message>
    <message>
        <source>Chan&amp;ge…</source>
        <translation>&amp;Alterar…</translation>
    </message>
    <message>
        <source>Changes asked for</source>
        <translation>Alterações pedidas</translation>
    </message>
    <message>
        <source>Check eligibility</source>
        <translation>Verificar a elegibilidade</translation>
    </message>
    <message>
        <source>Compound</source>
        <translation>Morança</translation>
    </message>
    <message>
        <source>Contributions and periods…</source>
        <translation>Contribuições e períodos…</translation>
    </message>
    <message>
        <source>Documents seen</source>
        <translation>Documentos vistos</translation>
    </message>
    <message>
        <source>Enrol</source>
        <translation>Inscrever</translation>
    </message>
    <message>
        <source>Enrolments</source>
        <translation>Inscrições</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>Entregue</translation>
    </message>
    <message>
        <source>Handed over today</source>
        <translation>Entregue hoje</translation>
    </message>
    <message>
        <source>Hide schemes they are not eligible for</source>
        <translation>Esconder os regimes para que o agregado não é elegível</translation>
    </message>
    <message>
        <source>Identity documents</source>
        <translation>Documentos de identidade</translation>
    </message>
    <message>
        <source>In the household</source>
        <translation>No agregado</translation>
    </message>
    <message>
        <source>In the same compound:</source>
        <translation>Na mesma morança:</translation>
    </message>
    <message>
        <source>Insurance</source>
        <translation>Seguro</translation>
    </message>
    <message>
        <source>Journey</source>
        <translation>Percurso</translation>
    </message>
    <message>
        <source>Keep this photo</source>
        <translation>Ficar com esta fotografia</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Landmark</source>
        <translation>Ponto de referência</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Língua</translation>
    </message>
    <message>
        <source>Look and decide…</source>
        <translation>Ver e decidir…</translation>
    </message>
    <message>
        <source>Look and settle</source>
        <translation>Ver e resolver</translation>
    </message>
    <message>
        <source>Make the copy</source>
        <translation>Emitir a 2.ª via</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Membros</translation>
    </message>
    <message>
        <source>Moving</source>
        <translation>Mudança</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>No paper was printed yet.</source>
        <translation>Ainda não foi impresso nenhum documento.</translation>
    </message>
    <message>
        <source>Nobody is insured in a scheme with contributions</source>
        <translation>Ninguém está segurado num regime com contribuições</translation>
    </message>
    <message>
        <source>Opened for {name}</source>
        <translation>Aberto para {name}</translation>
    </message>
    <message>
        <source>Papers given out</source>
        <translation>Documentos emitidos</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>R&amp;eceipt</source>
        <translation>Compro&amp;vativo</translation>
    </message>
    <message>
        <source>Registered on</source>
        <translation>Registado em</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rejeitado</translation>
    </message>
    <message>
        <source>Schemes</source>
        <translation>Regimes</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sexo</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Mostrar tudo</translation>
    </message>
    <message>
        <source>Show identity numbers</source>
        <translation>Mostrar os números de identidade</translation>
    </message>
    <message>
        <source>Show schemes they are not eligible for: {count}</source>
        <translation>Mostrar os regimes para que o agregado não é elegível: {count}</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Começar</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telefone</translation>
    </message>
    <message>
        <source>Telephones</source>
        <translation>Telefones</translation>
    </message>
    <message>
        <source>The paper is recorded as handed over.</source>
        <translation>A entrega do documento ficou registada.</translation>
    </message>
    <message>
        <source>The photo is kept.</source>
        <translation>A fotografia ficou guardada.</translation>
    </message>
    <message>
        <source>The server refused: {field}, {name}</source>
        <translation>O servidor recusou: {field}, {name}</translation>
    </message>
    <message>
        <source>The update is kept.</source>
        <translation>A atualização ficou registada.</translation>
    </message>
    <message>
        <source>The whole household</source>
        <translation>Todo o agregado</translation>
    </message>
    <message>
        <source>To bring: {papers}</source>
        <translation>A trazer: {papers}</translation>
    </message>
    <message>
        <source>To settle</source>
        <translation>A resolver</translation>
    </message>
    <message>
        <source>Two versions: {fields}, {name}</source>
        <translation>Duas versões: {fields}, {name}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Anular</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>Anulado</translation>
    </message>
    <message>
        <source>Waits for approval by another person</source>
        <translation>À espera da aprovação de outra pessoa</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Histórico</translation>
    </message>
    <message>
        <source>What was done on other computers is told there.</source>
        <translation>O que foi feito noutros computadores consta neles.</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Retirado</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Escrito</translation>
    </message>
    <message>
        <source>decided by {name}</source>
        <translation>decidido por {name}</translation>
    </message>
    <message>
        <source>in an acting role</source>
        <translation>interinamente</translation>
    </message>
    <message>
        <source>reason: {reason}</source>
        <translation>motivo: {reason}</translation>
    </message>
    <message>
        <source>to {district} on {date}; its file goes there at the next synchronisation</source>
        <translation>para {district}, a {date}; o processo segue na próxima sincronização</translation>
    </message>
    <message>
        <source>until {date}</source>
        <translation>até {date}</translation>
    </message>
    <message>
        <source>{date}, by {name}</source>
        <translation>{date}, por {name}</translation>
    </message>
    <message>
        <source>{paper}, copy {number}</source>
        <translation>{paper}, {number}.ª via</translation>
    </message>
</context>
<context>
    <name>HouseholdKind</name>
    <message>
        <source>Family</source>
        <translation>Família</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>Agregado familiar</translation>
    </message>
    <message>
        <source>Institution</source>
        <translation>Instituição</translation>
    </message>
    <message>
        <source>People living on the street</source>
        <translation>Pessoas em situação de rua</translation>
    </message>
</context>
<context>
    <name>HouseholdSource</name>
    <message>
        <source>At the counter</source>
        <translation>Ao balcão</translation>
    </message>
    <message>
        <source>From a list</source>
        <translation>A partir de uma lista</translation>
    </message>
    <message>
        <source>From a paper form</source>
        <translation>A partir de um formulário em papel</translation>
    </message>
    <message>
        <source>In the field</source>
        <translation>No terreno</translation>
    </message>
</context>
<context>
    <name>HouseholdStatus</name>
    <message>
        <source>Closed</source>
        <translation>Fechado</translation>
    </message>
    <message>
        <source>Merged with another</source>
        <translation>Fundido com outro</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>Registado</translation>
    </message>
    <message>
        <source>To be verified again</source>
        <translation>A verificar de novo</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Verificado</translation>
    </message>
</context>
<context>
    <name>IdentifierScheme</name>
    <message>
        <source>Birth certificate</source>
        <translation>Certidão de nascimento</translation>
    </message>
    <message>
        <source>Family book</source>
        <translation>Livro de família</translation>
    </message>
    <message>
        <source>Health insurance number</source>
        <translation>Número de seguro de saúde</translation>
    </message>
    <message>
        <source>National identity number</source>
        <translation>Número de identificação nacional</translation>
    </message>
    <message>
        <source>Other document</source>
        <translation>Outro documento</translation>
    </message>
    <message>
        <source>Passport</source>
        <translation>Passaporte</translation>
    </message>
    <message>
        <source>Programme number</source>
        <translation>Número do programa</translation>
    </message>
    <message>
        <source>Refugee card</source>
        <translation>Cartão de refugiado</translation>
    </message>
    <message>
        <source>Social security number</source>
        <translation>Número de segurança social</translation>
    </message>
    <message>
        <source>Tax number</source>
        <translation>Número de contribuinte</translation>
    </message>
    <message>
        <source>Voter card</source>
        <translation>Cartão de eleitor</translation>
    </message>
</context>
<context>
    <name>IdentifierSeen</name>
    <message>
        <source>Copy seen</source>
        <translation>Cópia vista</translation>
    </message>
    <message>
        <source>Only declared</source>
        <translation>Só declarado</translation>
    </message>
    <message>
        <source>Original seen</source>
        <translation>Original visto</translation>
    </message>
</context>
<context>
    <name>IdentifierStatus</name>
    <message>
        <source>Expired</source>
        <translation>Caducado</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Perdido</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Válido</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>Errado</translation>
    </message>
</context>
<context>
    <name>Identifiers</name>
    <message>
        <source>Kind of document</source>
        <translation>Tipo de documento</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Número</translation>
    </message>
</context>
<context>
    <name>Insured</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n dia</numerusform>
            <numerusform>%n dias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) insured twice, counted once</source>
        <translation>
            <numerusform>%n dia segurado duas vezes, contado uma vez</numerusform>
            <numerusform>%n dias segurados duas vezes, contados uma vez</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s)</source>
        <translation>
            <numerusform>%n mês</numerusform>
            <numerusform>%n meses</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s) paid in all</source>
        <translation>
            <numerusform>%n mês pago ao todo</numerusform>
            <numerusform>%n meses pagos ao todo</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more month(s) to pay</source>
        <translation>
            <numerusform>falta pagar %n mês</numerusform>
            <numerusform>falta pagar %n meses</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Amount received</source>
        <translation>Mon&amp;tante recebido</translation>
    </message>
    <message>
        <source>&amp;Back to the household</source>
        <translation>&amp;Voltar ao agregado</translation>
    </message>
    <message>
        <source>&amp;Back to the periods</source>
        <translation>&amp;Voltar aos períodos</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>&amp;De</translation>
    </message>
    <message>
        <source>&amp;From month</source>
        <translation>&amp;Do mês</translation>
    </message>
    <message>
        <source>&amp;Institution</source>
        <translation>&amp;Instituição</translation>
    </message>
    <message>
        <source>&amp;Keep the payment</source>
        <translation>&amp;Guardar o pagamento</translation>
    </message>
    <message>
        <source>&amp;Keep the period</source>
        <translation>&amp;Guardar o período</translation>
    </message>
    <message>
        <source>&amp;Monthly base</source>
        <translation>&amp;Base mensal</translation>
    </message>
    <message>
        <source>&amp;Paid by</source>
        <translation>&amp;Pago por</translation>
    </message>
    <message>
        <source>&amp;Proof</source>
        <translation>&amp;Prova</translation>
    </message>
    <message>
        <source>&amp;Reference</source>
        <translation>Re&amp;ferência</translation>
    </message>
    <message>
        <source>&amp;Until</source>
        <translation>&amp;Até</translation>
    </message>
    <message>
        <source>&amp;Until month</source>
        <translation>&amp;Ao mês</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Montante</translation>
    </message>
    <message>
        <source>Amounts in {currency}. Each share is rounded on its own line.</source>
        <translation>Montantes em {currency}. Cada parte é arredondada na sua linha.</translation>
    </message>
    <message>
        <source>At a glance</source>
        <translation>Num relance</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Nascimento</translation>
    </message>
    <message>
        <source>Branc&amp;h</source>
        <translation>&amp;Ramo</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>Ramo</translation>
    </message>
    <message>
        <source>Code of the person</source>
        <translation>Código da pessoa</translation>
    </message>
    <message>
        <source>Contribution statement</source>
        <translation>Declaração de remunerações</translation>
    </message>
    <message>
        <source>Contributions</source>
        <translation>Contribuições</translation>
    </message>
    <message>
        <source>Contributions are paid</source>
        <translation>As contribuições estão pagas</translation>
    </message>
    <message>
        <source>Countr&amp;y, two letters</source>
        <translation>Paí&amp;s, duas letras</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>País</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>Conta</translation>
    </message>
    <message>
        <source>Day of payment</source>
        <translation>Dia do pagamento</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Dias</translation>
    </message>
    <message>
        <source>Days insured twice, counted once</source>
        <translation>Dias segurados duas vezes, contados uma vez</translation>
    </message>
    <message>
        <source>Days of the calendar</source>
        <translation>Dias do calendário</translation>
    </message>
    <message>
        <source>Declared, but not paid: ask for the receipt</source>
        <translation>Declarado, mas não pago: pedir o recibo</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Devido</translation>
    </message>
    <message>
        <source>Due for {months}: {amount}</source>
        <translation>Devido por {months}: {amount}</translation>
    </message>
    <message>
        <source>Employer</source>
        <translation>Entidade empregadora</translation>
    </message>
    <message>
        <source>Employer&apos;s code</source>
        <translation>Código da entidade</translation>
    </message>
    <message>
        <source>Entered in e&amp;rror</source>
        <translation>Introd&amp;uzido por engano</translation>
    </message>
    <message>
        <source>Entitled</source>
        <translation>Tem direito</translation>
    </message>
    <message>
        <source>Entitled by enrolment</source>
        <translation>Direito dado pela inscrição</translation>
    </message>
    <message>
        <source>Filed on</source>
        <translation>Entregue em</translation>
    </message>
    <message>
        <source>For the employer</source>
        <translation>Pela entidade empregadora</translation>
    </message>
    <message>
        <source>For the institution of another country that adds periods together</source>
        <translation>Para a instituição de outro país que totaliza os períodos</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>In two places</source>
        <translation>Em dois lugares</translation>
    </message>
    <message>
        <source>Institution</source>
        <translation>Instituição</translation>
    </message>
    <message>
        <source>Insurance</source>
        <translation>Seguro</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>Emitido por</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Duração</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Mês</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>No month has been paid</source>
        <translation>Nenhum mês está pago</translation>
    </message>
    <message>
        <source>No period of insurance is known at this office.</source>
        <translation>Este serviço não conhece nenhum período contributivo.</translation>
    </message>
    <message>
        <source>No period yet. Add one from a certificate of another institution.</source>
        <translation>Ainda não há períodos. Junte um a partir de um certificado de outra instituição.</translation>
    </message>
    <message>
        <source>Nobody here is insured in any scheme.</source>
        <translation>Ninguém aqui está segurado num regime.</translation>
    </message>
    <message>
        <source>Not entitled</source>
        <translation>Não tem direito</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Número</translation>
    </message>
    <message>
        <source>Officer, stamp</source>
        <translation>Funcionário, carimbo</translation>
    </message>
    <message>
        <source>P&amp;erson</source>
        <translation>Pess&amp;oa</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Pago</translation>
    </message>
    <message>
        <source>Payer&apos;s &amp;name</source>
        <translation>&amp;Nome do pagador</translation>
    </message>
    <message>
        <source>Payments received</source>
        <translation>Pagamentos recebidos</translation>
    </message>
    <message>
        <source>Periods</source>
        <translation>Períodos</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>Prova</translation>
    </message>
    <message>
        <source>Rate of the month</source>
        <translation>Taxa do mês</translation>
    </message>
    <message>
        <source>Received &amp;on</source>
        <translation>Recebido &amp;em</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referência</translation>
    </message>
    <message>
        <source>Registration number</source>
        <translation>Número de registo</translation>
    </message>
    <message>
        <source>Replaced by a later statement: no longer valid</source>
        <translation>Substituída por uma declaração posterior: já não é válida</translation>
    </message>
    <message>
        <source>Replaces statement {code}</source>
        <translation>Substitui a declaração {code}</translation>
    </message>
    <message>
        <source>Sc&amp;heme</source>
        <translation>Regi&amp;me</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>Regime</translation>
    </message>
    <message>
        <source>Signature or fingerprint of the insured person</source>
        <translation>Assinatura ou impressão digital do segurado</translation>
    </message>
    <message>
        <source>Sponsor</source>
        <translation>Terceiro pagador</translation>
    </message>
    <message>
        <source>Statement of insurance periods</source>
        <translation>Extrato dos períodos contributivos</translation>
    </message>
    <message>
        <source>Statement of periods on paper</source>
        <translation>Extrato dos períodos em papel</translation>
    </message>
    <message>
        <source>Still to be paid</source>
        <translation>Por pagar</translation>
    </message>
    <message>
        <source>Tax number</source>
        <translation>Número fiscal</translation>
    </message>
    <message>
        <source>The last payment is too long ago</source>
        <translation>O último pagamento é demasiado antigo</translation>
    </message>
    <message>
        <source>The payment is kept.</source>
        <translation>O pagamento está guardado.</translation>
    </message>
    <message>
        <source>The period counts no more.</source>
        <translation>O período já não conta.</translation>
    </message>
    <message>
        <source>The period is kept.</source>
        <translation>O período está guardado.</translation>
    </message>
    <message>
        <source>The waiting time is not over</source>
        <translation>O prazo de garantia não terminou</translation>
    </message>
    <message>
        <source>The whole household</source>
        <translation>Todo o agregado</translation>
    </message>
    <message>
        <source>To verify</source>
        <translation>A verificar</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoje</translation>
    </message>
    <message>
        <source>Together, a day insured in two countries counts once. Months are whole from the first day of a period on; thirty days left over make a month. Branches are never added.</source>
        <translation>No total, um dia segurado em dois países conta uma vez. Os meses são inteiros a partir do primeiro dia de um período; trinta dias restantes fazem um mês. Os ramos nunca se somam.</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Totals</source>
        <translation>Totais</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Até</translation>
    </message>
    <message>
        <source>Wage</source>
        <translation>Salário</translation>
    </message>
    <message>
        <source>What is due is worked out on it; empty where the law sets no rate.</source>
        <translation>O devido é calculado sobre ela; vazio se a lei não fixa taxa.</translation>
    </message>
    <message>
        <source>What to look at</source>
        <translation>O que ver</translation>
    </message>
    <message>
        <source>Which paper was seen</source>
        <translation>O documento que foi visto</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Quem</translation>
    </message>
    <message>
        <source>Who is entitled</source>
        <translation>Quem tem direito</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>Trabalhador</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Trabalhadores</translation>
    </message>
    <message>
        <source>Workers of the month</source>
        <translation>Trabalhadores do mês</translation>
    </message>
    <message>
        <source>declared by {employer}</source>
        <translation>declarado por {employer}</translation>
    </message>
    <message>
        <source>employer {share}</source>
        <translation>entidade empregadora {share}</translation>
    </message>
    <message>
        <source>last month paid: {month}</source>
        <translation>último mês pago: {month}</translation>
    </message>
    <message>
        <source>no</source>
        <translation>não</translation>
    </message>
    <message>
        <source>not counted: entered in error</source>
        <translation>não contado: introduzido por engano</translation>
    </message>
    <message>
        <source>sponsor {share}</source>
        <translation>terceiro pagador {share}</translation>
    </message>
    <message>
        <source>together</source>
        <translation>em conjunto</translation>
    </message>
    <message>
        <source>until {date}</source>
        <translation>até {date}</translation>
    </message>
    <message>
        <source>wage counted up to {amount}</source>
        <translation>salário contado até {amount}</translation>
    </message>
    <message>
        <source>worker {share}</source>
        <translation>trabalhador {share}</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>sim</translation>
    </message>
    <message>
        <source>{months} and {days}</source>
        <translation>{months} e {days}</translation>
    </message>
</context>
<context>
    <name>Journey</name>
    <message>
        <source>&amp;Date</source>
        <translation>&amp;Data</translation>
    </message>
    <message>
        <source>&amp;Keep this update</source>
        <translation>&amp;Guardar esta atualização</translation>
    </message>
    <message>
        <source>A correction</source>
        <translation>Correção</translation>
    </message>
    <message>
        <source>Add an update</source>
        <translation>Adicionar uma atualização</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Correct the update of {date}</source>
        <translation>Corrigir a atualização de {date}</translation>
    </message>
    <message>
        <source>Corrected since</source>
        <translation>Corrigida depois</translation>
    </message>
    <message>
        <source>Correct…</source>
        <translation>Corrigir…</translation>
    </message>
    <message>
        <source>Do not correct</source>
        <translation>Não corrigir</translation>
    </message>
    <message>
        <source>Due on {date}</source>
        <translation>Prazo: {date}</translation>
    </message>
    <message>
        <source>Due {date}</source>
        <translation>Prazo {date}</translation>
    </message>
    <message>
        <source>E&amp;vidence</source>
        <translation>Documen&amp;to comprovativo</translation>
    </message>
    <message>
        <source>Late since {date}</source>
        <translation>Em atraso desde {date}</translation>
    </message>
    <message>
        <source>Late: it was due on {date}.</source>
        <translation>Em atraso: o prazo terminou em {date}.</translation>
    </message>
    <message>
        <source>N&amp;ote</source>
        <translation>&amp;Nota</translation>
    </message>
    <message>
        <source>New &amp;state</source>
        <translation>Novo &amp;estado</translation>
    </message>
    <message>
        <source>Nothing was said of this step yet.</source>
        <translation>Ainda nada foi registado para esta etapa.</translation>
    </message>
    <message>
        <source>Number or title of the paper, if there is one.</source>
        <translation>Número ou título do documento, se existir.</translation>
    </message>
    <message>
        <source>Reached by itself</source>
        <translation>Alcançado automaticamente</translation>
    </message>
    <message>
        <source>The household’s journey</source>
        <translation>Percurso do agregado familiar</translation>
    </message>
    <message>
        <source>Updates so far</source>
        <translation>Atualizações</translation>
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
        <translation>Chegou</translation>
    </message>
    <message>
        <source>Arrived at the server on {moment}</source>
        <translation>Chegado ao servidor em {moment}</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Recusado</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Enviado</translation>
    </message>
    <message>
        <source>Two versions</source>
        <translation>Duas versões</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>À espera</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Alt + letter</source>
        <translation>Alt + letra</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Find anything: a person, a household, an act</source>
        <translation>Encontrar uma pessoa, um agregado, uma ação</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>Lock the window</source>
        <translation>Bloquear a janela</translation>
    </message>
    <message>
        <source>New household</source>
        <translation>Novo agregado</translation>
    </message>
    <message>
        <source>Next field</source>
        <translation>Campo seguinte</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>Um passo atrás</translation>
    </message>
    <message>
        <source>Press the button, open the row</source>
        <translation>Premir o botão, abrir a linha</translation>
    </message>
    <message>
        <source>Print desk</source>
        <translation>Impressão</translation>
    </message>
    <message>
        <source>Scan a card or a receipt with the camera</source>
        <translation>Ler um cartão ou um comprovativo com a câmara</translation>
    </message>
    <message>
        <source>Search a person or a household</source>
        <translation>Procurar uma pessoa ou um agregado</translation>
    </message>
    <message>
        <source>Synchronise</source>
        <translation>Sincronizar</translation>
    </message>
    <message>
        <source>This sheet</source>
        <translation>Esta folha</translation>
    </message>
    <message>
        <source>To decide: requests and possible duplicates</source>
        <translation>Por decidir: pedidos e possíveis duplicados</translation>
    </message>
    <message>
        <source>Undo the last change of the household on screen</source>
        <translation>Anular a última alteração do agregado no ecrã</translation>
    </message>
    <message>
        <source>With an underlined letter: that field or button</source>
        <translation>Com uma letra sublinhada: esse campo ou botão</translation>
    </message>
</context>
<context>
    <name>Kinds</name>
    <message>
        <source>Amounts due</source>
        <translation>Montantes devidos</translation>
    </message>
    <message>
        <source>Answers to requests</source>
        <translation>Respostas aos pedidos</translation>
    </message>
    <message>
        <source>Appointments</source>
        <translation>Marcações</translation>
    </message>
    <message>
        <source>Assessments</source>
        <translation>Avaliações</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>Campanhas</translation>
    </message>
    <message>
        <source>Candidates on lists</source>
        <translation>Candidatos das listas</translation>
    </message>
    <message>
        <source>Case notes</source>
        <translation>Notas de acompanhamento</translation>
    </message>
    <message>
        <source>Cohorts</source>
        <translation>Coortes</translation>
    </message>
    <message>
        <source>Complaints</source>
        <translation>Reclamações</translation>
    </message>
    <message>
        <source>Contradictions settled</source>
        <translation>Contradições resolvidas</translation>
    </message>
    <message>
        <source>Contributions received</source>
        <translation>Contribuições recebidas</translation>
    </message>
    <message>
        <source>Decisions on eligibility</source>
        <translation>Decisões de elegibilidade</translation>
    </message>
    <message>
        <source>Employers</source>
        <translation>Empregadores</translation>
    </message>
    <message>
        <source>Employers’ statements</source>
        <translation>Declarações dos empregadores</translation>
    </message>
    <message>
        <source>Enrolments</source>
        <translation>Inscrições em programas</translation>
    </message>
    <message>
        <source>Forms filled in</source>
        <translation>Formulários preenchidos</translation>
    </message>
    <message>
        <source>Households</source>
        <translation>Agregados</translation>
    </message>
    <message>
        <source>Households of campaigns</source>
        <translation>Agregados das campanhas</translation>
    </message>
    <message>
        <source>Households of cohorts</source>
        <translation>Agregados das coortes</translation>
    </message>
    <message>
        <source>Identity numbers</source>
        <translation>Números de identificação</translation>
    </message>
    <message>
        <source>Insurance periods</source>
        <translation>Períodos de seguro</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Empregos</translation>
    </message>
    <message>
        <source>Judgements of look-alikes</source>
        <translation>Juízos sobre semelhanças</translation>
    </message>
    <message>
        <source>Lines of personal plans</source>
        <translation>Linhas dos planos pessoais</translation>
    </message>
    <message>
        <source>Lines of statements</source>
        <translation>Linhas das declarações</translation>
    </message>
    <message>
        <source>Lists of candidates</source>
        <translation>Listas de candidatos</translation>
    </message>
    <message>
        <source>Members of households</source>
        <translation>Membros dos agregados</translation>
    </message>
    <message>
        <source>Merges</source>
        <translation>Fusões</translation>
    </message>
    <message>
        <source>Merges taken back</source>
        <translation>Fusões anuladas</translation>
    </message>
    <message>
        <source>Moves to other districts</source>
        <translation>Mudanças para outros distritos</translation>
    </message>
    <message>
        <source>Needs</source>
        <translation>Necessidades</translation>
    </message>
    <message>
        <source>Notes of who looked</source>
        <translation>Notas de consulta</translation>
    </message>
    <message>
        <source>Objections to lists</source>
        <translation>Objeções às listas</translation>
    </message>
    <message>
        <source>Organisations</source>
        <translation>Organizações</translation>
    </message>
    <message>
        <source>Papers handed over</source>
        <translation>Papéis entregues</translation>
    </message>
    <message>
        <source>Papers printed</source>
        <translation>Papéis impressos</translation>
    </message>
    <message>
        <source>Payment cycles</source>
        <translation>Ciclos de pagamento</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>Pagamentos</translation>
    </message>
    <message>
        <source>Persons</source>
        <translation>Pessoas</translation>
    </message>
    <message>
        <source>Portraits</source>
        <translation>Retratos</translation>
    </message>
    <message>
        <source>Privacy notices</source>
        <translation>Avisos de proteção de dados</translation>
    </message>
    <message>
        <source>Proofs of life</source>
        <translation>Provas de vida</translation>
    </message>
    <message>
        <source>Recipients</source>
        <translation>Recebedores</translation>
    </message>
    <message>
        <source>Referrals</source>
        <translation>Encaminhamentos</translation>
    </message>
    <message>
        <source>Requests for changes</source>
        <translation>Pedidos de alteração</translation>
    </message>
    <message>
        <source>Reserved codes</source>
        <translation>Códigos reservados</translation>
    </message>
    <message>
        <source>Rights to act for somebody</source>
        <translation>Substituições</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>Digitalizações</translation>
    </message>
    <message>
        <source>Second visits</source>
        <translation>Segundas visitas</translation>
    </message>
    <message>
        <source>Services used</source>
        <translation>Serviços utilizados</translation>
    </message>
    <message>
        <source>Shocks</source>
        <translation>Choques</translation>
    </message>
    <message>
        <source>Steps of complaints</source>
        <translation>Etapas das reclamações</translation>
    </message>
    <message>
        <source>Steps of enrolments</source>
        <translation>Etapas das inscrições</translation>
    </message>
    <message>
        <source>Steps of journeys</source>
        <translation>Etapas de percursos</translation>
    </message>
    <message>
        <source>Steps of referrals</source>
        <translation>Etapas dos encaminhamentos</translation>
    </message>
    <message>
        <source>Telephone numbers</source>
        <translation>Números de telefone</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Utilizadores</translation>
    </message>
    <message>
        <source>Visits to employers</source>
        <translation>Visitas aos empregadores</translation>
    </message>
</context>
<context>
    <name>LegalBasis</name>
    <message>
        <source>Consent</source>
        <translation>Consentimento</translation>
    </message>
    <message>
        <source>Contract</source>
        <translation>Contrato</translation>
    </message>
    <message>
        <source>Legal obligation</source>
        <translation>Obrigação legal</translation>
    </message>
    <message>
        <source>Legitimate interest</source>
        <translation>Interesse legítimo</translation>
    </message>
    <message>
        <source>Public interest</source>
        <translation>Interesse público</translation>
    </message>
    <message>
        <source>Vital interest</source>
        <translation>Interesse vital</translation>
    </message>
</context>
<context>
    <name>Letter</name>
    <message>
        <source>Another officer will look at it. It is free.</source>
        <translation>Outro agente vai examiná-lo. É gratuito.</translation>
    </message>
    <message>
        <source>Applied on</source>
        <translation>Pedido de</translation>
    </message>
    <message>
        <source>Contributions paid by</source>
        <translation>Contribuições pagas por</translation>
    </message>
    <message>
        <source>Decided on</source>
        <translation>Decisão de</translation>
    </message>
    <message>
        <source>Decision on your application</source>
        <translation>Decisão sobre o seu pedido</translation>
    </message>
    <message>
        <source>Documents still missing</source>
        <translation>Documentos ainda em falta</translation>
    </message>
    <message>
        <source>End of an enrolment</source>
        <translation>Fim de uma inscrição</translation>
    </message>
    <message>
        <source>Ended on</source>
        <translation>Terminou em</translation>
    </message>
    <message>
        <source>Enrolled in</source>
        <translation>Inscrição em</translation>
    </message>
    <message>
        <source>Enrolled on</source>
        <translation>Inscrição de</translation>
    </message>
    <message>
        <source>Enrolment receipt</source>
        <translation>Comprovativo de inscrição</translation>
    </message>
    <message>
        <source>Entitled until</source>
        <translation>Direito até</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Para</translation>
    </message>
    <message>
        <source>If you do not agree</source>
        <translation>Se não concorda</translation>
    </message>
    <message>
        <source>In their place</source>
        <translation>Em seu lugar</translation>
    </message>
    <message>
        <source>Next proof of life</source>
        <translation>Próxima prova de vida</translation>
    </message>
    <message>
        <source>Nothing is paid for the time after the death.</source>
        <translation>Nada é pago pelo tempo depois do óbito.</translation>
    </message>
    <message>
        <source>Nothing more is paid for the time after this day.</source>
        <translation>Nada mais é pago pelo tempo depois deste dia.</translation>
    </message>
    <message>
        <source>Number of the enrolment</source>
        <translation>Número da inscrição</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>Regime</translation>
    </message>
    <message>
        <source>Signature or fingerprint, if wished</source>
        <translation>Assinatura ou impressão digital, se desejar</translation>
    </message>
    <message>
        <source>Starts on</source>
        <translation>Começa em</translation>
    </message>
    <message>
        <source>The card of this scheme is no longer valid. Please give it back.</source>
        <translation>O cartão deste regime já não é válido. Por favor, devolva-o.</translation>
    </message>
    <message>
        <source>The decision</source>
        <translation>A decisão</translation>
    </message>
    <message>
        <source>The enrolment has ended.</source>
        <translation>A inscrição terminou.</translation>
    </message>
    <message>
        <source>The office enrols you and gives you an enrolment receipt.</source>
        <translation>O serviço inscreve-o e entrega-lhe um comprovativo de inscrição.</translation>
    </message>
    <message>
        <source>Under the condition that the missing documents are brought.</source>
        <translation>Na condição de os documentos em falta serem trazidos.</translation>
    </message>
    <message>
        <source>We tell you as soon as a place is free. Tell us if you move.</source>
        <translation>Avisamos assim que houver uma vaga. Diga-nos se mudar de casa.</translation>
    </message>
    <message>
        <source>We write to say</source>
        <translation>Escrevemos para dizer</translation>
    </message>
    <message>
        <source>What happens now</source>
        <translation>O que acontece agora</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>O que significa</translation>
    </message>
    <message>
        <source>What you receive</source>
        <translation>O que recebe</translation>
    </message>
    <message>
        <source>Who collects</source>
        <translation>Quem recebe</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Porquê</translation>
    </message>
    <message>
        <source>You are eligible and on the waiting list.</source>
        <translation>É elegível e está na lista de espera.</translation>
    </message>
    <message>
        <source>You are eligible for this scheme.</source>
        <translation>É elegível para este regime.</translation>
    </message>
    <message>
        <source>You are enrolled. Keep the enrolment receipt with this letter.</source>
        <translation>Está inscrito. Guarde o comprovativo de inscrição com esta carta.</translation>
    </message>
    <message>
        <source>You are not eligible for this scheme.</source>
        <translation>Não é elegível para este regime.</translation>
    </message>
    <message>
        <source>You have completed the programme.</source>
        <translation>Concluiu o programa.</translation>
    </message>
    <message>
        <source>You may appeal until {date}, at this office, by word or in writing.</source>
        <translation>Pode recorrer até {date}, neste serviço, oralmente ou por escrito.</translation>
    </message>
    <message>
        <source>You may apply again when your situation has changed.</source>
        <translation>Pode pedir de novo quando a sua situação mudar.</translation>
    </message>
    <message>
        <source>You may complain at this office, by word or in writing. It is free.</source>
        <translation>Pode reclamar neste serviço, oralmente ou por escrito. É gratuito.</translation>
    </message>
    <message>
        <source>Your place on the list today: {number}</source>
        <translation>O seu lugar na lista hoje: {number}</translation>
    </message>
    <message>
        <source>nobody named</source>
        <translation>ninguém indicado</translation>
    </message>
</context>
<context>
    <name>LifeProof</name>
    <message>
        <source>Certificate</source>
        <translation>Certidão</translation>
    </message>
    <message>
        <source>Home visit</source>
        <translation>Visita ao domicílio</translation>
    </message>
    <message>
        <source>In person</source>
        <translation>Presencial</translation>
    </message>
    <message>
        <source>Video call</source>
        <translation>Videochamada</translation>
    </message>
</context>
<context>
    <name>ListStanding</name>
    <message>
        <source>Selected</source>
        <translation>Selecionado</translation>
    </message>
    <message>
        <source>Struck out</source>
        <translation>Excluído</translation>
    </message>
    <message>
        <source>To be verified</source>
        <translation>A verificar</translation>
    </message>
    <message>
        <source>Waiting for a place</source>
        <translation>À espera de vaga</translation>
    </message>
</context>
<context>
    <name>ListStep</name>
    <message>
        <source>Cancelled</source>
        <translation>Anulada</translation>
    </message>
    <message>
        <source>Final</source>
        <translation>Definitiva</translation>
    </message>
    <message>
        <source>Provisional</source>
        <translation>Provisória</translation>
    </message>
    <message>
        <source>Validated</source>
        <translation>Validada</translation>
    </message>
</context>
<context>
    <name>Lists</name>
    <message>
        <source>Address</source>
        <translation>Endereço</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Idade</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Nascimento</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Compound</source>
        <translation>Quintal</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>Data de nascimento</translation>
    </message>
    <message>
        <source>Day of the age</source>
        <translation>Dia da idade</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Erro</translation>
    </message>
    <message>
        <source>Family name</source>
        <translation>Apelido</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Campo</translation>
    </message>
    <message>
        <source>Found by</source>
        <translation>Encontrado por</translation>
    </message>
    <message>
        <source>Given name</source>
        <translation>Nome próprio</translation>
    </message>
    <message>
        <source>Head of household</source>
        <translation>Chefe do agregado</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>Agregado</translation>
    </message>
    <message>
        <source>Household number</source>
        <translation>Número do agregado</translation>
    </message>
    <message>
        <source>Kind of household</source>
        <translation>Tipo de agregado</translation>
    </message>
    <message>
        <source>Landmark</source>
        <translation>Ponto de referência</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Língua</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>Latitude</translation>
    </message>
    <message>
        <source>Legal basis</source>
        <translation>Base legal</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>Longitude</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Membros</translation>
    </message>
    <message>
        <source>Mother’s name</source>
        <translation>Nome da mãe</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Name of the place</source>
        <translation>Nome do lugar</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Não</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>Não lida</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>Outros nomes</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Papel</translation>
    </message>
    <message>
        <source>Parent or guardian</source>
        <translation>Pai, mãe ou tutor</translation>
    </message>
    <message>
        <source>Person’s number in the list</source>
        <translation>Número da pessoa na lista</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Lugar</translation>
    </message>
    <message>
        <source>Place, name or code</source>
        <translation>Lugar, nome ou código</translation>
    </message>
    <message>
        <source>Printed on</source>
        <translation>Impresso em</translation>
    </message>
    <message>
        <source>Reason why the sex is not known</source>
        <translation>Motivo do sexo desconhecido</translation>
    </message>
    <message>
        <source>Registered on</source>
        <translation>Registado em</translation>
    </message>
    <message>
        <source>Role in the household</source>
        <translation>Papel no agregado</translation>
    </message>
    <message>
        <source>Second telephone</source>
        <translation>Segundo telefone</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sexo</translation>
    </message>
    <message>
        <source>Single name</source>
        <translation>Nome único</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telefone</translation>
    </message>
    <message>
        <source>Telephone of the household</source>
        <translation>Telefone do agregado</translation>
    </message>
    <message>
        <source>Village or neighbourhood</source>
        <translation>Aldeia ou bairro</translation>
    </message>
    <message>
        <source>Whole name, family name first</source>
        <translation>Nome completo, apelido primeiro</translation>
    </message>
    <message>
        <source>Whole name, given name first</source>
        <translation>Nome completo, nome próprio primeiro</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Sim</translation>
    </message>
    <message>
        <source>{name} (deceased)</source>
        <translation>{name} (óbito declarado)</translation>
    </message>
    <message>
        <source>{name} (merged)</source>
        <translation>{name} (ficha fundida)</translation>
    </message>
    <message>
        <source>{name} (without a household)</source>
        <translation>{name} (sem agregado)</translation>
    </message>
</context>
<context>
    <name>Marital</name>
    <message>
        <source>Consensual union</source>
        <translation>União de facto</translation>
    </message>
    <message>
        <source>Divorced</source>
        <translation>Divorciado</translation>
    </message>
    <message>
        <source>Married</source>
        <translation>Casado</translation>
    </message>
    <message>
        <source>Never married</source>
        <translation>Solteiro</translation>
    </message>
    <message>
        <source>Separated</source>
        <translation>Separado</translation>
    </message>
    <message>
        <source>Widowed</source>
        <translation>Viúvo</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Fechar esta mensagem</translation>
    </message>
</context>
<context>
    <name>MilestoneStatus</name>
    <message>
        <source>Achieved</source>
        <translation>Alcançado</translation>
    </message>
    <message>
        <source>Delayed</source>
        <translation>Atrasado</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Abandonado</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>Em curso</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>Previsto</translation>
    </message>
    <message>
        <source>Retracted</source>
        <translation>Anulado</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Verificado</translation>
    </message>
</context>
<context>
    <name>Modality</name>
    <message>
        <source>Bank transfer</source>
        <translation>Transferência bancária</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Numerário</translation>
    </message>
    <message>
        <source>Fee waiver</source>
        <translation>Isenção de taxas</translation>
    </message>
    <message>
        <source>In kind</source>
        <translation>Em espécie</translation>
    </message>
    <message>
        <source>Mobile money</source>
        <translation>Dinheiro móvel</translation>
    </message>
    <message>
        <source>Prepaid card</source>
        <translation>Cartão pré-pago</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Serviço</translation>
    </message>
    <message>
        <source>Through an agent</source>
        <translation>Por agente pagador</translation>
    </message>
    <message>
        <source>Voucher</source>
        <translation>Vale</translation>
    </message>
</context>
<context>
    <name>MyData</name>
    <message numerus="yes">
        <source>%n document(s) kept</source>
        <translation>
            <numerusform>%n documento guardado</numerusform>
            <numerusform>%n documentos guardados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n year(s) after you leave the register</source>
        <translation>
            <numerusform>%n ano depois de sair do registo</numerusform>
            <numerusform>%n anos depois de sair do registo</numerusform>
        </translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Morada</translation>
    </message>
    <message>
        <source>All that this office holds of your household, as it stood when this was printed.</source>
        <translation>Tudo o que este serviço guarda do seu agregado, à data da impressão.</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Nascimento</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Entered</source>
        <translation>Introduzido</translation>
    </message>
    <message>
        <source>Kept for</source>
        <translation>Prazo de conservação</translation>
    </message>
    <message>
        <source>Landmark</source>
        <translation>Ponto de referência</translation>
    </message>
    <message>
        <source>Legal basis</source>
        <translation>Base legal</translation>
    </message>
    <message>
        <source>Member since</source>
        <translation>Membro desde</translation>
    </message>
    <message>
        <source>Member until</source>
        <translation>Membro até</translation>
    </message>
    <message>
        <source>Mother’s name</source>
        <translation>Nome da mãe</translation>
    </message>
    <message>
        <source>My data</source>
        <translation>Os meus dados</translation>
    </message>
    <message>
        <source>Nobody but the officers who registered and updated it.</source>
        <translation>Ninguém, além dos funcionários que o registaram e atualizaram.</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>Nenhum.</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Informação dada</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>Serviço</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>Outros nomes</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>Página {page} de {pages}</translation>
    </message>
    <message>
        <source>Papers and documents</source>
        <translation>Papéis e documentos</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Fotografia</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Lugar</translation>
    </message>
    <message>
        <source>Registered on</source>
        <translation>Registado em</translation>
    </message>
    <message>
        <source>Role in the household</source>
        <translation>Papel no agregado</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>Digitalizações</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sexo</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telefone</translation>
    </message>
    <message>
        <source>The household</source>
        <translation>O agregado</translation>
    </message>
    <message>
        <source>Vital status</source>
        <translation>Situação vital</translation>
    </message>
    <message>
        <source>Who looked at this file</source>
        <translation>Quem consultou este processo</translation>
    </message>
    <message>
        <source>Why we hold these data</source>
        <translation>Porque guardamos estes dados</translation>
    </message>
    <message>
        <source>You may have a mistake corrected, contest what is written here, and ask again for this sheet, free of charge, at this office. An answer is due within 30 days.</source>
        <translation>Pode pedir a correção de um erro, contestar o que aqui está escrito e voltar a pedir esta ficha, gratuitamente, neste balcão. Tem direito a uma resposta no prazo de 30 dias.</translation>
    </message>
    <message>
        <source>Your rights</source>
        <translation>Os seus direitos</translation>
    </message>
    <message>
        <source>deceased</source>
        <translation>falecido(a)</translation>
    </message>
    <message>
        <source>kept, printed on the card</source>
        <translation>guardada, impressa no cartão</translation>
    </message>
    <message>
        <source>{moment}, copy {number}</source>
        <translation>{moment}, exemplar {number}</translation>
    </message>
</context>
<context>
    <name>NeedSource</name>
    <message>
        <source>Found by an assessment</source>
        <translation>Identificada por avaliação</translation>
    </message>
    <message>
        <source>Said by the household</source>
        <translation>Declarada pelo agregado</translation>
    </message>
    <message>
        <source>Seen by the officer</source>
        <translation>Observada pelo funcionário</translation>
    </message>
</context>
<context>
    <name>NeedStatus</name>
    <message>
        <source>Addressed</source>
        <translation>Atendida</translation>
    </message>
    <message>
        <source>Does not apply</source>
        <translation>Não se aplica</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Aberta</translation>
    </message>
    <message>
        <source>Unmet</source>
        <translation>Não satisfeita</translation>
    </message>
</context>
<context>
    <name>NoteKind</name>
    <message>
        <source>Call</source>
        <translation>Chamada</translation>
    </message>
    <message>
        <source>Closure</source>
        <translation>Encerramento</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plano</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>Visita</translation>
    </message>
</context>
<context>
    <name>NoticeGiven</name>
    <message>
        <source>Handed over on paper</source>
        <translation>Entregue em papel</translation>
    </message>
    <message>
        <source>Not recorded</source>
        <translation>Não registado</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>Lido em voz alta</translation>
    </message>
    <message>
        <source>Shown on screen</source>
        <translation>Mostrado no ecrã</translation>
    </message>
</context>
<context>
    <name>Paper</name>
    <message>
        <source>&amp;Print…</source>
        <translation>&amp;Imprimir…</translation>
    </message>
    <message>
        <source>Beneficiary card</source>
        <translation>Cartão de beneficiário</translation>
    </message>
    <message>
        <source>Decision letter</source>
        <translation>Carta de decisão</translation>
    </message>
    <message>
        <source>Enrolment receipt</source>
        <translation>Comprovativo de inscrição</translation>
    </message>
    <message>
        <source>Exit letter</source>
        <translation>Carta de saída</translation>
    </message>
    <message>
        <source>Registration form</source>
        <translation>Ficha de registo</translation>
    </message>
    <message>
        <source>Registration receipt</source>
        <translation>Comprovativo de registo</translation>
    </message>
    <message>
        <source>Sa&amp;ve as PDF…</source>
        <translation>Guardar em P&amp;DF…</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Guardar em PDF</translation>
    </message>
    <message>
        <source>Sheet “My data”</source>
        <translation>Ficha «Os meus dados»</translation>
    </message>
    <message>
        <source>Statement of insurance periods</source>
        <translation>Extrato dos períodos contributivos</translation>
    </message>
    <message>
        <source>The pages could not be made.</source>
        <translation>Não foi possível compor as páginas.</translation>
    </message>
</context>
<context>
    <name>Password</name>
    <message>
        <source>Hide the password</source>
        <translation>Esconder a palavra-passe</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>Mostrar a palavra-passe</translation>
    </message>
</context>
<context>
    <name>Payer</name>
    <message>
        <source>Employer</source>
        <translation>Empregador</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>Agregado</translation>
    </message>
    <message>
        <source>Member abroad</source>
        <translation>Membro no estrangeiro</translation>
    </message>
    <message>
        <source>Sponsor</source>
        <translation>Financiador</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>Trabalhador</translation>
    </message>
</context>
<context>
    <name>PaymentStatus</name>
    <message>
        <source>Cancelled</source>
        <translation>Anulado</translation>
    </message>
    <message>
        <source>Cash returned</source>
        <translation>Numerário devolvido</translation>
    </message>
    <message>
        <source>Not paid</source>
        <translation>Não pago</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Pago</translation>
    </message>
</context>
<context>
    <name>People</name>
    <message numerus="yes">
        <source>%n by the mother&apos;s name</source>
        <translation>
            <numerusform>%n pelo nome da mãe</numerusform>
            <numerusform>%n pelo nome da mãe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n by the village</source>
        <translation>
            <numerusform>%n pela aldeia</numerusform>
            <numerusform>%n pela aldeia</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n household(s)</source>
        <translation>
            <numerusform>%n agregado</numerusform>
            <numerusform>%n agregados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of a near spelling</source>
        <translation>
            <numerusform>%n de grafia próxima</numerusform>
            <numerusform>%n de grafia próxima</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n pessoa</numerusform>
            <numerusform>%n pessoas</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;New household</source>
        <translation>&amp;Novo agregado</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>A contar…</translation>
    </message>
    <message>
        <source>Empty the box</source>
        <translation>Limpar a pesquisa</translation>
    </message>
    <message>
        <source>Households</source>
        <translation>Agregados</translation>
    </message>
    <message>
        <source>Name, code, telephone or identity number</source>
        <translation>Nome, código, telefone ou número de identificação</translation>
    </message>
    <message>
        <source>Nobody is registered yet. Begin with New household (F2).</source>
        <translation>Ainda não há ninguém registado. Comece por Novo agregado (F2).</translation>
    </message>
    <message>
        <source>Nobody matches with these filters. Remove one, or all of them.</source>
        <translation>Ninguém corresponde com estes filtros. Retire um, ou todos.</translation>
    </message>
    <message>
        <source>Nobody matches. Try fewer letters, a code, or a telephone number.</source>
        <translation>Ninguém corresponde. Tente menos letras, um código ou um número de telefone.</translation>
    </message>
    <message>
        <source>Nobody spelled so</source>
        <translation>Nenhum nome escrito assim</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Pessoas</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Pesquisar</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>A procurar…</translation>
    </message>
    <message>
        <source>What is listed</source>
        <translation>O que está na lista</translation>
    </message>
    <message>
        <source>the first {some}</source>
        <translation>os primeiros {some}</translation>
    </message>
</context>
<context>
    <name>Photo</name>
    <message>
        <source>Adjust the photo</source>
        <translation>Ajustar a fotografia</translation>
    </message>
    <message>
        <source>Adjust…</source>
        <translation>Ajustar…</translation>
    </message>
    <message>
        <source>Arrow keys move the portrait in its frame; + and − change its size, R turns it.</source>
        <translation>As setas deslocam o retrato na moldura; + e − mudam o tamanho, R roda-o.</translation>
    </message>
    <message>
        <source>Choose a photo</source>
        <translation>Escolher uma fotografia</translation>
    </message>
    <message>
        <source>Choose a photo…</source>
        <translation>Escolher uma fotografia…</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Imagens</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirar</translation>
    </message>
    <message>
        <source>Take a photo</source>
        <translation>Tirar uma fotografia</translation>
    </message>
    <message>
        <source>Take a photo…</source>
        <translation>Tirar uma fotografia…</translation>
    </message>
</context>
<context>
    <name>PlanStatus</name>
    <message>
        <source>Done</source>
        <translation>Feito</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Abandonado</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>Previsto</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>Em curso</translation>
    </message>
</context>
<context>
    <name>Precision</name>
    <message>
        <source>Estimated age</source>
        <translation>Idade estimada</translation>
    </message>
    <message>
        <source>Full date</source>
        <translation>Data completa</translation>
    </message>
    <message>
        <source>Month and year</source>
        <translation>Mês e ano</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Desconhecida</translation>
    </message>
    <message>
        <source>Year only</source>
        <translation>Apenas o ano</translation>
    </message>
</context>
<context>
    <name>Pregnancy</name>
    <message>
        <source>Not asked or not said</source>
        <translation>Não perguntado ou não indicado</translation>
    </message>
    <message>
        <source>Not pregnant</source>
        <translation>Não grávida</translation>
    </message>
    <message>
        <source>Pregnant</source>
        <translation>Grávida</translation>
    </message>
    <message>
        <source>Recently gave birth</source>
        <translation>Deu à luz recentemente</translation>
    </message>
</context>
<context>
    <name>Print</name>
    <message numerus="yes">
        <source>%n page(s) sent to the printer.</source>
        <translation>
            <numerusform>%n página enviada para a impressora.</numerusform>
            <numerusform>%n páginas enviadas para a impressora.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paper(s) handed over.</source>
        <translation>
            <numerusform>%n papel entregue.</numerusform>
            <numerusform>%n papéis entregues.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <comment>papers</comment>
        <translation>
            <numerusform>%n selecionado</numerusform>
            <numerusform>%n selecionados</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Blank forms…</source>
        <translation>Fichas em &amp;branco…</translation>
    </message>
    <message>
        <source>&amp;Code of the household or the person</source>
        <translation>&amp;Código do agregado ou da pessoa</translation>
    </message>
    <message>
        <source>&amp;Handed over today</source>
        <translation>E&amp;ntregue hoje</translation>
    </message>
    <message>
        <source>&amp;Print</source>
        <translation>&amp;Imprimir</translation>
    </message>
    <message>
        <source>&amp;Reason for another copy</source>
        <translation>&amp;Motivo da 2.ª via</translation>
    </message>
    <message>
        <source>A4, ten cards</source>
        <translation>A4, dez cartões</translation>
    </message>
    <message>
        <source>A4, two each</source>
        <translation>A4, dois por folha</translation>
    </message>
    <message>
        <source>A5, one each</source>
        <translation>A5, um por folha</translation>
    </message>
    <message>
        <source>Another copy</source>
        <translation>2.ª via</translation>
    </message>
    <message>
        <source>As printed on the paper; a scanner may type it.</source>
        <translation>Como está impresso no papel; um leitor pode escrevê-lo.</translation>
    </message>
    <message>
        <source>Cards ({count})</source>
        <translation>Cartões ({count})</translation>
    </message>
    <message>
        <source>Choose a row to see its paper.</source>
        <translation>Escolha uma linha para ver o papel.</translation>
    </message>
    <message>
        <source>Copy no. {number}</source>
        <translation>2.ª via n.º {number}</translation>
    </message>
    <message>
        <source>Everything is printed.</source>
        <translation>Está tudo impresso.</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>Lín&amp;gua</translation>
    </message>
    <message>
        <source>Lost, damaged, corrected …</source>
        <translation>Perdido, danificado, corrigido…</translation>
    </message>
    <message>
        <source>No paper waits on the counter.</source>
        <translation>Nenhum papel espera no balcão.</translation>
    </message>
    <message>
        <source>One card each</source>
        <translation>Um cartão por página</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Papers to hand over</source>
        <translation>Papéis a entregar</translation>
    </message>
    <message>
        <source>Papers to print</source>
        <translation>Papéis a imprimir</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Pré-visualização</translation>
    </message>
    <message>
        <source>Printed on {moment} by {officer}</source>
        <translation>Impresso em {moment} por {officer}</translation>
    </message>
    <message>
        <source>Receipts ({count})</source>
        <translation>Comprovativos ({count})</translation>
    </message>
    <message>
        <source>Roll of 80 mm</source>
        <translation>Rolo de 80 mm</translation>
    </message>
    <message>
        <source>S&amp;heet</source>
        <translation>&amp;Folha</translation>
    </message>
    <message>
        <source>Sa&amp;ve as PDF…</source>
        <translation>G&amp;uardar em PDF…</translation>
    </message>
    <message>
        <source>Save the papers</source>
        <translation>Guardar os papéis</translation>
    </message>
    <message>
        <source>Save the same &amp;pages…</source>
        <translation>Guardar as mesmas &amp;páginas…</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>Guardado como {name}.</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>&amp;Selecionar tudo</translation>
    </message>
    <message>
        <source>The citizen’s own</source>
        <translation>A do cidadão</translation>
    </message>
    <message>
        <source>The first {shown} of {all}.</source>
        <translation>Os {shown} primeiros de {all}.</translation>
    </message>
    <message>
        <source>The papers were prepared but did not come out.</source>
        <translation>Os papéis foram preparados, mas não saíram.</translation>
    </message>
    <message>
        <source>They are counted as printed. Save the same pages elsewhere and print that.</source>
        <translation>Contam como impressos. Guarde as mesmas páginas noutro lugar e imprima a partir daí.</translation>
    </message>
    <message>
        <source>To hand over ({count})</source>
        <translation>A entregar ({count})</translation>
    </message>
    <message>
        <source>What to print</source>
        <translation>O que imprimir</translation>
    </message>
    <message>
        <source>When the citizen holds the paper, mark it under To hand over.</source>
        <translation>Quando o cidadão tiver o papel, marque-o em «A entregar».</translation>
    </message>
    <message>
        <source>Which paper</source>
        <translation>Que papel</translation>
    </message>
</context>
<context>
    <name>Privacy</name>
    <message>
        <source>&amp;Open the file</source>
        <translation>&amp;Abrir o processo</translation>
    </message>
    <message>
        <source>&amp;Why you open it</source>
        <translation>Por&amp;quê abri-lo</translation>
    </message>
    <message>
        <source>Data protection</source>
        <translation>Proteção de dados</translation>
    </message>
    <message>
        <source>Every officer of this office can read this file.</source>
        <translation>Todos os funcionários deste serviço podem ler este processo.</translation>
    </message>
    <message>
        <source>For example: home visit, the mother is at the counter</source>
        <translation>Por exemplo: visita ao domicílio, a mãe está ao balcão</translation>
    </message>
    <message>
        <source>Keep confidential…</source>
        <translation>Tornar confidencial…</translation>
    </message>
    <message>
        <source>No longer confidential…</source>
        <translation>Deixar de ser confidencial…</translation>
    </message>
    <message>
        <source>Sheet “My data”</source>
        <translation>Ficha «Os meus dados»</translation>
    </message>
    <message>
        <source>The file is confidential from now on.</source>
        <translation>O processo passa a ser confidencial.</translation>
    </message>
    <message>
        <source>The whole office can read the file again.</source>
        <translation>Todo o serviço pode voltar a ler o processo.</translation>
    </message>
    <message>
        <source>This file is confidential</source>
        <translation>Este processo é confidencial</translation>
    </message>
    <message>
        <source>This file is confidential: opening it asks for a reason, which is written down.</source>
        <translation>Este processo é confidencial: abri-lo pede um motivo, que fica registado.</translation>
    </message>
    <message>
        <source>To protect the people in it, this file opens with a reason only. Your name, the time and what you write are kept, and the household can ask to see them.</source>
        <translation>Para proteger os seus membros, este processo só se abre com um motivo. O seu nome, a hora e o que escrever ficam guardados, e o agregado pode pedir para os ver.</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Porquê</translation>
    </message>
    <message>
        <source>Write it down</source>
        <translation>Registar</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>e mais %n</numerusform>
            <numerusform>e mais %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>A certificate needs its key, and a key its certificate.</source>
        <translation>Um certificado precisa da sua chave, e uma chave do seu certificado.</translation>
    </message>
    <message>
        <source>A column is missing.</source>
        <translation>Falta uma coluna.</translation>
    </message>
    <message>
        <source>A deceased person cannot be head of household.</source>
        <translation>Uma pessoa falecida não pode ser chefe do agregado.</translation>
    </message>
    <message>
        <source>A document cannot have been made after today.</source>
        <translation>Um documento não pode ter sido feito depois de hoje.</translation>
    </message>
    <message>
        <source>A milestone belongs to step {step}, but there are only {steps}.</source>
        <translation>Um marco pertence à etapa {step}, mas só há {steps}.</translation>
    </message>
    <message>
        <source>A milestone cannot go from “{from}” to “{to}”.</source>
        <translation>Um marco não pode passar de «{from}» para «{to}».</translation>
    </message>
    <message>
        <source>A position has only one of its two numbers.</source>
        <translation>Uma posição tem só um dos seus dois números.</translation>
    </message>
    <message>
        <source>A position lies outside the Earth.</source>
        <translation>Uma posição fica fora da Terra.</translation>
    </message>
    <message>
        <source>A quotation mark may be missing. Open it in a text editor and look there.</source>
        <translation>Talvez falte umas aspas. Abra-a num editor de texto e veja nesse ponto.</translation>
    </message>
    <message>
        <source>A required answer is missing.</source>
        <translation>Falta uma resposta obrigatória.</translation>
    </message>
    <message>
        <source>A role can be held for somebody else for {most} days at most.</source>
        <translation>Uma função pode ser exercida em substituição durante {most} dias, no máximo.</translation>
    </message>
    <message>
        <source>A smaller place could be chosen.</source>
        <translation>É possível escolher um lugar mais preciso.</translation>
    </message>
    <message>
        <source>A visit cannot be dated in the future.</source>
        <translation>Uma visita não pode ter data futura.</translation>
    </message>
    <message>
        <source>Add another supervisor first, so that the office never loses its file.</source>
        <translation>Acrescente primeiro outro supervisor, para que o serviço nunca perca o seu ficheiro.</translation>
    </message>
    <message>
        <source>Add at least the head of household.</source>
        <translation>Acrescente pelo menos o chefe do agregado familiar.</translation>
    </message>
    <message>
        <source>Add it to the heading and to every line.</source>
        <translation>Acrescente-a ao cabeçalho e a cada linha.</translation>
    </message>
    <message>
        <source>Add it, or correct the code.</source>
        <translation>Acrescente-o ou corrija o código.</translation>
    </message>
    <message>
        <source>Add the area, or correct the office&apos;s areas.</source>
        <translation>Acrescente o lugar ou corrija os lugares do serviço.</translation>
    </message>
    <message>
        <source>An administrative level has no name.</source>
        <translation>Um nível administrativo não tem nome.</translation>
    </message>
    <message>
        <source>An age cannot be less than zero.</source>
        <translation>Uma idade não pode ser inferior a zero.</translation>
    </message>
    <message>
        <source>An area does not stand one level below the one that contains it.</source>
        <translation>Um lugar não está um nível abaixo daquele que o contém.</translation>
    </message>
    <message>
        <source>An office serves the area {area}, which is not in the list of areas.</source>
        <translation>Um serviço abrange o lugar {area}, que não está na lista de lugares.</translation>
    </message>
    <message>
        <source>Another computer already has the same short code.</source>
        <translation>Outro computador já tem o mesmo código curto.</translation>
    </message>
    <message>
        <source>Another program already listens on port {port}.</source>
        <translation>Outro programa já escuta na porta {port}.</translation>
    </message>
    <message>
        <source>Another program may be using it: close that one and try again, or choose a picture from a file.</source>
        <translation>Talvez outro programa a esteja a usar: feche-o e tente de novo, ou escolha uma imagem de um ficheiro.</translation>
    </message>
    <message>
        <source>Applied, decided, enrolled, started, ended: correct the one that is too early.</source>
        <translation>Pedido, decisão, inscrição, início, fim: corrija a que vem cedo demais.</translation>
    </message>
    <message>
        <source>Ask a supervisor to do it, or to change your role.</source>
        <translation>Peça a um supervisor que o faça ou que altere a sua função.</translation>
    </message>
    <message>
        <source>Ask for 1 to {most} forms; print a second batch for more.</source>
        <translation>Peça de 1 a {most} fichas; imprima um segundo lote se precisar de mais.</translation>
    </message>
    <message>
        <source>Ask for a code of this office, or open the file of that one.</source>
        <translation>Peça um código para este serviço ou abra o ficheiro do outro.</translation>
    </message>
    <message>
        <source>Ask the person, then choose. “Not known” is possible, with a reason.</source>
        <translation>Pergunte à pessoa e escolha. «Desconhecido» é possível, com um motivo.</translation>
    </message>
    <message>
        <source>Ask the regional office for a joining code, then join. Until then everything is saved here.</source>
        <translation>Peça um código de adesão ao serviço regional e ligue o ficheiro. Até lá, tudo fica guardado aqui.</translation>
    </message>
    <message>
        <source>Ask the regional office for a new one. Your work is safe here.</source>
        <translation>Peça um novo ao serviço regional. O seu trabalho está guardado aqui.</translation>
    </message>
    <message>
        <source>Ask whoever looks after it to install {package}. A picture from a file always works.</source>
        <translation>Peça a quem cuida dele que instale {package}. Uma imagem de um ficheiro funciona sempre.</translation>
    </message>
    <message>
        <source>Ask whose it is. If the neighbours really share it, confirm.</source>
        <translation>Pergunte de quem é. Se os vizinhos o partilham mesmo, confirme.</translation>
    </message>
    <message>
        <source>Ask {name}. If they are away for long, let a supervisor end their access first.</source>
        <translation>Peça a {name}. Em caso de ausência longa, um supervisor pode primeiro fechar o seu acesso.</translation>
    </message>
    <message>
        <source>Both must be in PEM, belong together, and be readable by the server&apos;s account.</source>
        <translation>Ambos têm de estar em PEM, pertencer um ao outro e ser legíveis pela conta do servidor.</translation>
    </message>
    <message>
        <source>Call the regional office before going on. What is saved here stays here.</source>
        <translation>Telefone ao serviço regional antes de continuar. O que está guardado aqui fica aqui.</translation>
    </message>
    <message>
        <source>Check both dates of birth and the role of each, then confirm.</source>
        <translation>Confirme as duas datas de nascimento e o papel de cada um e depois valide.</translation>
    </message>
    <message>
        <source>Check it with the person or the health card, then confirm.</source>
        <translation>Verifique-a com a pessoa ou no boletim de saúde, depois confirme.</translation>
    </message>
    <message>
        <source>Check it. Beyond sixty days, a supervisor has to enter it.</source>
        <translation>Verifique-a. Passados sessenta dias, tem de ser um supervisor a introduzi-la.</translation>
    </message>
    <message>
        <source>Check it. If it is right, check the date of this computer.</source>
        <translation>Verifique-a. Se estiver certa, verifique a data deste computador.</translation>
    </message>
    <message>
        <source>Check its spelling against the published form of a household, or remove it.</source>
        <translation>Confirme a grafia no modelo publicado do agregado ou retire-o.</translation>
    </message>
    <message>
        <source>Check its spelling, or remove it.</source>
        <translation>Confirme a grafia ou retire-a.</translation>
    </message>
    <message>
        <source>Check that it is running and that --database names it rightly. Devices keep their work meanwhile.</source>
        <translation>Confirme se está a funcionar e se --database a indica bem. Entretanto os postos guardam o seu trabalho.</translation>
    </message>
    <message>
        <source>Check that you may open it and that the disk or key is plugged in.</source>
        <translation>Confirme se tem permissão para o abrir e se o disco ou a pen está ligado.</translation>
    </message>
    <message>
        <source>Check the address given with --host; 0.0.0.0 stands for all of them.</source>
        <translation>Verifique o endereço dado com --host; 0.0.0.0 designa todos.</translation>
    </message>
    <message>
        <source>Check the address on the joining sheet, from https:// to the last character.</source>
        <translation>Confirme o endereço na folha de adesão, de https:// até ao último carácter.</translation>
    </message>
    <message>
        <source>Check the date of birth. If it is right, confirm: the office will see the need for protection.</source>
        <translation>Confirme a data de nascimento. Se estiver certa, valide: o serviço verá a necessidade de proteção.</translation>
    </message>
    <message>
        <source>Check the digits. Write a foreign number with its + and country code.</source>
        <translation>Confirme os algarismos. Escreva um número estrangeiro com o + e o indicativo do país.</translation>
    </message>
    <message>
        <source>Check the folder and the name, and that the disk or key is plugged in.</source>
        <translation>Confirme a pasta, o nome e se o disco ou a pen está ligado.</translation>
    </message>
    <message>
        <source>Check the indentation, the colons and the quotation marks around it.</source>
        <translation>Confirme o avanço, os dois pontos e as aspas nesse ponto.</translation>
    </message>
    <message>
        <source>Check the spelling, or ask a supervisor to add the user.</source>
        <translation>Confirme a grafia ou peça ao supervisor que acrescente o utilizador.</translation>
    </message>
    <message>
        <source>Check the three answers with the person, then confirm.</source>
        <translation>Confirme as três respostas com a pessoa e depois valide.</translation>
    </message>
    <message>
        <source>Check the year with the person or a document, then confirm.</source>
        <translation>Confirme o ano com a pessoa ou num documento e depois valide.</translation>
    </message>
    <message>
        <source>Check the year with the person. If it is right, check the date of this computer.</source>
        <translation>Confirme o ano com a pessoa. Se estiver certo, verifique a data deste computador.</translation>
    </message>
    <message>
        <source>Choose a JPEG or PNG photo. The rest of the form is safe.</source>
        <translation>Escolha uma fotografia JPEG ou PNG. O resto da ficha está guardado.</translation>
    </message>
    <message>
        <source>Choose a level between 0 and {deepest}.</source>
        <translation>Escolha um nível entre 0 e {deepest}.</translation>
    </message>
    <message>
        <source>Choose a place of this office, or send the household to the office of that place.</source>
        <translation>Escolha um lugar deste serviço ou encaminhe o agregado para o serviço competente.</translation>
    </message>
    <message>
        <source>Choose a short name, for example the first name of the person.</source>
        <translation>Escolha um nome curto, por exemplo o nome próprio da pessoa.</translation>
    </message>
    <message>
        <source>Check that it is there and can be read, or choose another one. Nothing is lost.</source>
        <translation>Verifique que está lá e se lê, ou escolha outro. Nada se perdeu.</translation>
    </message>
    <message>
        <source>1 comes first. Leave it empty where the scheme knows no priority.</source>
        <translation>1 é o primeiro. Deixe vazio se o regime não conhece prioridade.</translation>
    </message>
    <message>
        <source>A birth is of somebody who is not registered yet.</source>
        <translation>Um nascimento diz respeito a quem ainda não está registado.</translation>
    </message>
    <message>
        <source>A cell has signs that cannot be read.</source>
        <translation>Uma célula tem sinais ilegíveis.</translation>
    </message>
    <message>
        <source>A cell is longer than any spreadsheet allows.</source>
        <translation>Uma célula é mais longa do que qualquer folha de cálculo permite.</translation>
    </message>
    <message>
        <source>A cell may hold the separator without quotation marks. Put each cell under its heading.</source>
        <translation>Uma célula pode conter o separador sem aspas. Ponha cada célula sob o seu título.</translation>
    </message>
    <message>
        <source>A copy holds people&apos;s data and is always sealed: a passphrase is needed.</source>
        <translation>Uma cópia contém dados de pessoas e é sempre selada: é precisa uma frase-passe.</translation>
    </message>
    <message>
        <source>A death is not a correction.</source>
        <translation>Um óbito não é uma correção.</translation>
    </message>
    <message>
        <source>A death, a split or a merge is not told as somebody leaving.</source>
        <translation>Um óbito, uma separação ou uma fusão não se comunica como uma saída.</translation>
    </message>
    <message>
        <source>A household cannot be merged with itself.</source>
        <translation>Um agregado não pode ser fundido consigo próprio.</translation>
    </message>
    <message>
        <source>A judgement names a member who is not in the form.</source>
        <translation>Um juízo refere um membro que não está no formulário.</translation>
    </message>
    <message>
        <source>A line has no name.</source>
        <translation>Uma linha não tem nome.</translation>
    </message>
    <message>
        <source>A merge is not taken back by choosing a value.</source>
        <translation>Uma fusão não se desfaz escolhendo um valor.</translation>
    </message>
    <message>
        <source>A month does not have so many days.</source>
        <translation>Um mês não tem tantos dias.</translation>
    </message>
    <message>
        <source>A move to another district is not taken back here: {code}.</source>
        <translation>Uma mudança para outro distrito não se anula aqui: {code}.</translation>
    </message>
    <message>
        <source>A note cannot be of a day to come.</source>
        <translation>Uma nota não pode ser de um dia futuro.</translation>
    </message>
    <message>
        <source>A priority is a number from 1 to 999.</source>
        <translation>Uma prioridade é um número de 1 a 999.</translation>
    </message>
    <message>
        <source>A quotation mark opens a cell here and is never closed.</source>
        <translation>Umas aspas abrem aqui uma célula e nunca fecham.</translation>
    </message>
    <message>
        <source>A rate of {scheme} ends before it begins ({date}).</source>
        <translation>Uma taxa de {scheme} termina antes de começar ({date}).</translation>
    </message>
    <message>
        <source>A rate of {scheme} has a lowest wage above its highest ({date}).</source>
        <translation>Uma taxa de {scheme} tem o salário mínimo acima do máximo ({date}).</translation>
    </message>
    <message>
        <source>A statement of {month} has been filed: {code}.</source>
        <translation>Já foi entregue uma declaração de {month}: {code}.</translation>
    </message>
    <message>
        <source>A visit is up to today, and the next one after it.</source>
        <translation>Uma visita é até hoje, e a seguinte depois dela.</translation>
    </message>
    <message>
        <source>A wage is below nothing.</source>
        <translation>Um salário é negativo.</translation>
    </message>
    <message>
        <source>A workbook holds at most {count} rows.</source>
        <translation>Um livro contém no máximo {count} linhas.</translation>
    </message>
    <message>
        <source>According to the register {code} has died.</source>
        <translation>Segundo o registo, {code} faleceu.</translation>
    </message>
    <message>
        <source>Add the office, or correct what is under watches.</source>
        <translation>Acrescente o balcão, ou corrija o que está em watches.</translation>
    </message>
    <message>
        <source>All places are taken: {count} of {most}.</source>
        <translation>Todas as vagas estão ocupadas: {count} de {most}.</translation>
    </message>
    <message>
        <source>An anonymous complaint names nobody.</source>
        <translation>Uma reclamação anónima não nomeia ninguém.</translation>
    </message>
    <message>
        <source>An exit letter is printed after the exit.</source>
        <translation>Uma carta de saída imprime-se depois da saída.</translation>
    </message>
    <message>
        <source>An office watches the office {office}, which is not in the list of offices.</source>
        <translation>Um balcão acompanha o balcão {office}, que não está na lista de balcões.</translation>
    </message>
    <message>
        <source>Another application comes first on the waiting list: {code}.</source>
        <translation>Outro pedido está à frente na lista de espera: {code}.</translation>
    </message>
    <message>
        <source>Another employer has the registration number {number}: {code}.</source>
        <translation>Outra entidade empregadora tem o número de registo {number}: {code}.</translation>
    </message>
    <message>
        <source>Another office of this district has moved it. Ask the regional office where it is.</source>
        <translation>Outro posto deste distrito fez a mudança. Pergunte ao serviço regional onde está.</translation>
    </message>
    <message>
        <source>Another officer has to look at it.</source>
        <translation>Outro funcionário tem de a analisar.</translation>
    </message>
    <message>
        <source>Another row of the list has the same identity number.</source>
        <translation>Outra linha da lista tem o mesmo número de identificação.</translation>
    </message>
    <message>
        <source>Apply from the household in which they live now.</source>
        <translation>Faça o pedido a partir do agregado onde a pessoa vive agora.</translation>
    </message>
    <message>
        <source>Ask a supervisor. If nobody else works here, hold the supervisor&apos;s role for a time: it is written down.</source>
        <translation>Peça a um supervisor. Se mais ninguém trabalha aqui, exerça a função dele em substituição: fica anotado.</translation>
    </message>
    <message>
        <source>Ask for a change of head there first. Nothing has been changed.</source>
        <translation>Peça primeiro uma mudança de chefe nesse agregado. Nada foi alterado.</translation>
    </message>
    <message>
        <source>Ask for a change of recipient on the household’s page; a colleague approves it.</source>
        <translation>Peça uma mudança de recebedor na página do agregado; um colega aprova-a.</translation>
    </message>
    <message>
        <source>Ask for it again, or open it in a spreadsheet and save it under another name.</source>
        <translation>Peça-o de novo, ou abra-o numa folha de cálculo e guarde-o com outro nome.</translation>
    </message>
    <message>
        <source>Ask for the opposite change instead: both stay in the history.</source>
        <translation>Peça antes a alteração contrária: ambas ficam no histórico.</translation>
    </message>
    <message>
        <source>Ask for the right date, or give the month and the year, or the year only.</source>
        <translation>Peça a data certa, ou indique o mês e o ano, ou só o ano.</translation>
    </message>
    <message>
        <source>At most {amount} {currency} is still to be paid on this statement.</source>
        <translation>Falta pagar no máximo {amount} {currency} desta declaração.</translation>
    </message>
    <message>
        <source>At the rates of these months {amount} {currency} is due.</source>
        <translation>Às taxas destes meses são devidos {amount} {currency}.</translation>
    </message>
    <message>
        <source>Both codes already name the same person.</source>
        <translation>Os dois códigos já designam a mesma pessoa.</translation>
    </message>
    <message>
        <source>Both records stand. Nothing else is to be done.</source>
        <translation>As duas fichas existem. Não há mais nada a fazer.</translation>
    </message>
    <message>
        <source>Change at least one answer, or leave everything as it is.</source>
        <translation>Altere pelo menos uma resposta, ou deixe tudo como está.</translation>
    </message>
    <message>
        <source>Check both rows: one person may be in the list twice.</source>
        <translation>Verifique as duas linhas: uma pessoa pode estar duas vezes na lista.</translation>
    </message>
    <message>
        <source>Check its code. The programme has: {known}.</source>
        <translation>Verifique o código. O programa tem: {known}.</translation>
    </message>
    <message>
        <source>Check its eligibility first; then the letter can be printed.</source>
        <translation>Verifique primeiro a elegibilidade; depois a carta pode ser impressa.</translation>
    </message>
    <message>
        <source>Check that accents look right in the rows below. If not, save it as XLSX or UTF-8.</source>
        <translation>Verifique se os acentos estão certos nas linhas abaixo. Se não, guarde-o em XLSX ou UTF-8.</translation>
    </message>
    <message>
        <source>Check that it is the right file, or say which column to read instead.</source>
        <translation>Verifique se é o ficheiro certo, ou diga que coluna ler em vez dela.</translation>
    </message>
    <message>
        <source>Check that it is the right stick. Answers end in .guichet-in; until one comes, nothing is lost.</source>
        <translation>Verifique se é a pen certa. As respostas terminam em .guichet-in; até lá, nada se perde.</translation>
    </message>
    <message>
        <source>Check that it is the right stick: bundles from offices end in .guichet-out.</source>
        <translation>Verifique se é a pen certa: os pacotes dos serviços terminam em .guichet-out.</translation>
    </message>
    <message>
        <source>Check the braces and the quotation marks; nothing was written.</source>
        <translation>Verifique as chavetas e as aspas; nada foi escrito.</translation>
    </message>
    <message>
        <source>Check the latitude and the longitude, and that they were not exchanged.</source>
        <translation>Verifique a latitude e a longitude, e se não foram trocadas.</translation>
    </message>
    <message>
        <source>Check the name, and that you may read the file.</source>
        <translation>Verifique o nome, e se pode ler o ficheiro.</translation>
    </message>
    <message>
        <source>Check the version of the questionnaire, or remove the answer.</source>
        <translation>Verifique a versão do questionário, ou retire a resposta.</translation>
    </message>
    <message>
        <source>Check the year. If the child only comes to live here now, let it join instead.</source>
        <translation>Verifique o ano. Se a criança só agora vem viver aqui, declare antes a sua entrada.</translation>
    </message>
    <message>
        <source>Check which column holds the household number.</source>
        <translation>Verifique que coluna contém o número do agregado.</translation>
    </message>
    <message>
        <source>Choose a grown-up to collect.</source>
        <translation>Escolha um adulto para receber.</translation>
    </message>
    <message>
        <source>Choose a member, or apply from the household in which the person lives.</source>
        <translation>Escolha um membro, ou faça o pedido a partir do agregado onde a pessoa vive.</translation>
    </message>
    <message>
        <source>Choose a member, or give a name with its mandate.</source>
        <translation>Escolha um membro, ou indique um nome com o seu mandato.</translation>
    </message>
    <message>
        <source>Choose a member; for somebody else give the name and the mandate.</source>
        <translation>Escolha um membro; para outra pessoa, indique o nome e o mandato.</translation>
    </message>
    <message>
        <source>Choose a month in which the scheme was in force.</source>
        <translation>Escolha um mês em que o regime estava em vigor.</translation>
    </message>
    <message>
        <source>Choose a person of the register, or write the name of somebody outside it.</source>
        <translation>Escolha uma pessoa do registo, ou escreva o nome de alguém de fora.</translation>
    </message>
    <message>
        <source>Choose a reason from the list.</source>
        <translation>Escolha um motivo da lista.</translation>
    </message>
    <message>
        <source>Choose a reason from the list; a graduation is a step of its own.</source>
        <translation>Escolha um motivo da lista; uma graduação é um passo próprio.</translation>
    </message>
    <message>
        <source>Choose a registered person, or write one name, or leave the place empty.</source>
        <translation>Escolha uma pessoa registada, ou escreva um só nome, ou deixe o lugar vazio.</translation>
    </message>
    <message>
        <source>Choose a scheme with contributions.</source>
        <translation>Escolha um regime com contribuições.</translation>
    </message>
    <message>
        <source>Choose a smaller place inside it.</source>
        <translation>Escolha um lugar mais pequeno dentro dele.</translation>
    </message>
    <message>
        <source>Choose another campaign, or none.</source>
        <translation>Escolha outra campanha, ou nenhuma.</translation>
    </message>
    <message>
        <source>Choose another code, or leave it empty: one is made.</source>
        <translation>Escolha outro código, ou deixe-o vazio: é criado um.</translation>
    </message>
    <message>
        <source>Choose another folder, or ask whoever manages this computer to allow writing there.</source>
        <translation>Escolha outra pasta ou peça a quem gere este computador que autorize a escrita.</translation>
    </message>
    <message>
        <source>Choose another head, or correct the vital status.</source>
        <translation>Escolha outro chefe ou corrija o estado vital.</translation>
    </message>
    <message>
        <source>Choose another member as the new head.</source>
        <translation>Escolha outro membro como novo chefe.</translation>
    </message>
    <message>
        <source>Choose another member, or leave everything as it is.</source>
        <translation>Escolha outro membro, ou deixe tudo como está.</translation>
    </message>
    <message>
        <source>Choose another status. To undo a mistake, choose “retracted” and say why.</source>
        <translation>Escolha outro estado. Para anular um engano, escolha «anulado» e diga porquê.</translation>
    </message>
    <message>
        <source>Choose another user name.</source>
        <translation>Escolha outro nome de utilizador.</translation>
    </message>
    <message>
        <source>Choose at least one column.</source>
        <translation>Escolha pelo menos uma coluna.</translation>
    </message>
    <message>
        <source>Choose at least one household or person.</source>
        <translation>Escolha pelo menos um agregado ou uma pessoa.</translation>
    </message>
    <message>
        <source>Choose eligible or not eligible.</source>
        <translation>Escolha elegível ou não elegível.</translation>
    </message>
    <message>
        <source>Choose from 1 to {most} days. When they are over it can be taken again.</source>
        <translation>Escolha de 1 a {most} dias. Depois, a substituição pode ser retomada.</translation>
    </message>
    <message>
        <source>Choose it below the columns, or choose a column that holds it.</source>
        <translation>Escolha-o abaixo das colunas, ou escolha uma coluna que o contenha.</translation>
    </message>
    <message>
        <source>Choose it if it is known, otherwise confirm.</source>
        <translation>Escolha-o se for conhecido; caso contrário, valide.</translation>
    </message>
    <message>
        <source>Choose it in the list of places.</source>
        <translation>Escolha-o na lista de lugares.</translation>
    </message>
    <message>
        <source>Choose it in the list of updates of this milestone.</source>
        <translation>Escolha-a na lista de atualizações deste marco.</translation>
    </message>
    <message>
        <source>Choose on which basis the office holds these data. For a public benefit it is usually public interest.</source>
        <translation>Escolha com que base o serviço detém estes dados. Para uma prestação pública é, em regra, o interesse público.</translation>
    </message>
    <message>
        <source>Choose one of its members. Somebody who comes back can join it again.</source>
        <translation>Escolha um dos seus membros. Quem regressa pode voltar a entrar.</translation>
    </message>
    <message>
        <source>Choose one of the answers, “does not know” or “refused”.</source>
        <translation>Escolha uma das respostas, «não sabe» ou «recusou».</translation>
    </message>
    <message>
        <source>Choose one of the fields that are offered.</source>
        <translation>Escolha um dos campos propostos.</translation>
    </message>
    <message>
        <source>Choose one of the list, or save the paper as a PDF.</source>
        <translation>Escolha uma da lista ou guarde o papel em PDF.</translation>
    </message>
    <message>
        <source>Choose one of the published list.</source>
        <translation>Escolha um da lista publicada.</translation>
    </message>
    <message>
        <source>Choose one of the steps of the journey.</source>
        <translation>Escolha uma das etapas do percurso.</translation>
    </message>
    <message>
        <source>Choose one of the two households, or move the person after the merge.</source>
        <translation>Escolha um dos dois agregados, ou mude a pessoa depois da fusão.</translation>
    </message>
    <message>
        <source>Choose one of the two values for each field, or type the right one.</source>
        <translation>Escolha um dos dois valores para cada campo, ou escreva o certo.</translation>
    </message>
    <message>
        <source>Choose one of the two values.</source>
        <translation>Escolha um dos dois valores.</translation>
    </message>
    <message>
        <source>Choose one of them.</source>
        <translation>Escolha uma delas.</translation>
    </message>
    <message>
        <source>Choose one of these: {expected}.</source>
        <translation>Escolha entre: {expected}.</translation>
    </message>
    <message>
        <source>Choose somebody else, or leave the alternate empty.</source>
        <translation>Escolha outra pessoa, ou deixe o substituto vazio.</translation>
    </message>
    <message>
        <source>Choose somebody else. If the person is alive, correct the identity first.</source>
        <translation>Escolha outra pessoa. Se a pessoa está viva, corrija primeiro a sua identidade.</translation>
    </message>
    <message>
        <source>Choose that day or a later one.</source>
        <translation>Escolha esse dia ou um dia posterior.</translation>
    </message>
    <message>
        <source>Choose the column it is in.</source>
        <translation>Escolha a coluna que o contém.</translation>
    </message>
    <message>
        <source>Choose the column with the whole name, or those with the family and the given name.</source>
        <translation>Escolha a coluna do nome completo, ou as do apelido e do nome próprio.</translation>
    </message>
    <message>
        <source>Choose the head among the members who make the new household.</source>
        <translation>Escolha o chefe entre os membros que formam o novo agregado.</translation>
    </message>
    <message>
        <source>Choose the household for its place and landmark, a member for what is personal.</source>
        <translation>Escolha o agregado para o lugar e o ponto de referência, um membro para o que é pessoal.</translation>
    </message>
    <message>
        <source>Choose the member of the household who applies.</source>
        <translation>Escolha o membro do agregado que pede.</translation>
    </message>
    <message>
        <source>Choose the mother again, or correct the sex of that person first.</source>
        <translation>Escolha de novo a mãe, ou corrija primeiro o sexo dessa pessoa.</translation>
    </message>
    <message>
        <source>Choose the nearest listed place that contains it, and write the village by hand.</source>
        <translation>Escolha o lugar da lista que o contém e escreva a aldeia à mão.</translation>
    </message>
    <message>
        <source>Choose the other household.</source>
        <translation>Escolha o outro agregado.</translation>
    </message>
    <message>
        <source>Choose the purpose: it is kept with the export.</source>
        <translation>Escolha a finalidade: fica registada com a exportação.</translation>
    </message>
    <message>
        <source>Choose what this person is to the head of household.</source>
        <translation>Escolha o que esta pessoa é para o chefe do agregado.</translation>
    </message>
    <message>
        <source>Choose which member is the head of household.</source>
        <translation>Escolha qual dos membros é o chefe do agregado familiar.</translation>
    </message>
    <message>
        <source>Choose which of the remaining members leads the household from now on.</source>
        <translation>Escolha qual dos membros restantes passa a chefiar o agregado.</translation>
    </message>
    <message>
        <source>Choose why it ended: death, left, the household split, or entered by mistake.</source>
        <translation>Escolha o motivo: óbito, saída, separação do agregado ou registo por engano.</translation>
    </message>
    <message>
        <source>Choose yes or no.</source>
        <translation>Escolha sim ou não.</translation>
    </message>
    <message>
        <source>Choose: full date, month and year, year only, estimated age, or unknown.</source>
        <translation>Escolha: data completa, mês e ano, apenas o ano, idade estimada ou desconhecida.</translation>
    </message>
    <message>
        <source>Choose: the person, or somebody else for the person.</source>
        <translation>Escolha: a própria pessoa, ou alguém por ela.</translation>
    </message>
    <message>
        <source>Compare both with the certificate, and correct the one that is wrong.</source>
        <translation>Compare ambos com a certidão, e corrija o que está errado.</translation>
    </message>
    <message>
        <source>Compare it with the card, or leave it empty and give the number of insurance.</source>
        <translation>Compare-o com o cartão, ou deixe-o vazio e dê o número de segurado.</translation>
    </message>
    <message>
        <source>Compare it with the document, digit by digit. If it is written so, confirm.</source>
        <translation>Compare-o com o documento, algarismo a algarismo. Se estiver escrito assim, valide.</translation>
    </message>
    <message>
        <source>Compare it with the paper, character by character.</source>
        <translation>Compare-o com o papel, carácter a carácter.</translation>
    </message>
    <message>
        <source>Compare it with the sheet printed when the file was made; letters and digits are never alike on it.</source>
        <translation>Compare-o com a folha impressa quando o ficheiro foi criado; nela, letras e algarismos nunca se confundem.</translation>
    </message>
    <message>
        <source>Compare the number with the card; a number is never given to two people.</source>
        <translation>Compare o número com o cartão; um número nunca é dado a duas pessoas.</translation>
    </message>
    <message>
        <source>Compare the two dates.</source>
        <translation>Compare as duas datas.</translation>
    </message>
    <message>
        <source>Compare the two months.</source>
        <translation>Compare os dois meses.</translation>
    </message>
    <message>
        <source>Compare the two. If it is the same person, give that code instead; else add a judgement to the line, or leave --strict out.</source>
        <translation>Compare as duas. Se for a mesma pessoa, indique antes esse código; senão junte um juízo à linha, ou retire --strict.</translation>
    </message>
    <message>
        <source>Compare the two; correct the number, or use the employer that is there.</source>
        <translation>Compare as duas; corrija o número, ou use a entidade que já existe.</translation>
    </message>
    <message>
        <source>Compare them, and say whether they are the same person.</source>
        <translation>Compare, e diga se são a mesma pessoa.</translation>
    </message>
    <message>
        <source>Compare {code} with the paper, character by character, or scan the square code.</source>
        <translation>Compare {code} com o papel, sinal a sinal, ou leia o código quadrado.</translation>
    </message>
    <message>
        <source>Contributions are declared and paid for months that have begun.</source>
        <translation>Declaram-se e pagam-se contribuições de meses já começados.</translation>
    </message>
    <message>
        <source>Copy both from the same place: without its keys the file cannot be opened.</source>
        <translation>Copie os dois do mesmo lugar: sem as chaves, o ficheiro não pode ser aberto.</translation>
    </message>
    <message>
        <source>Correct another field, or set the change aside and enter it anew.</source>
        <translation>Corrija outro campo, ou ponha a alteração de lado e introduza-a de novo.</translation>
    </message>
    <message>
        <source>Correct it near character {at}.</source>
        <translation>Corrija-o perto do carácter {at}.</translation>
    </message>
    <message>
        <source>Correct its date.</source>
        <translation>Corrija a data.</translation>
    </message>
    <message>
        <source>Correct its last day in the programme.</source>
        <translation>Corrija o seu último dia no programa.</translation>
    </message>
    <message>
        <source>Correct its level or its parent.</source>
        <translation>Corrija o seu nível ou o seu lugar superior.</translation>
    </message>
    <message>
        <source>Correct its spelling, or remove it.</source>
        <translation>Corrija a grafia ou retire-o.</translation>
    </message>
    <message>
        <source>Correct number {number} first: this one goes with it.</source>
        <translation>Corrija primeiro o número {number}: esta acompanha-o.</translation>
    </message>
    <message>
        <source>Correct one of the two dates.</source>
        <translation>Corrija uma das duas datas.</translation>
    </message>
    <message>
        <source>Correct one of the two days.</source>
        <translation>Corrija um dos dois dias.</translation>
    </message>
    <message>
        <source>Correct the record that stands, and register the other person anew if need be.</source>
        <translation>Corrija a ficha que fica, e registe de novo a outra pessoa se for preciso.</translation>
    </message>
    <message>
        <source>Correct the step, or add the missing one.</source>
        <translation>Corrija a etapa ou acrescente a que falta.</translation>
    </message>
    <message>
        <source>Correct the two in the programme.</source>
        <translation>Corrija os dois no programa.</translation>
    </message>
    <message>
        <source>Count up to today at the latest, and from a day before that.</source>
        <translation>Conte no máximo até hoje, e a partir de um dia anterior.</translation>
    </message>
    <message>
        <source>Describe the child. Somebody registered joins the household instead.</source>
        <translation>Descreva a criança. Uma pessoa registada entra antes no agregado.</translation>
    </message>
    <message>
        <source>Divide it into several lists.</source>
        <translation>Divida-a em várias listas.</translation>
    </message>
    <message>
        <source>Do not delete it. Copy the key file from the latest backup, and keep the damaged one aside.</source>
        <translation>Não o elimine. Recupere o ficheiro de chaves da última cópia de segurança e guarde o outro à parte.</translation>
    </message>
    <message>
        <source>Do not delete it. Restore the latest backup; what was already sent comes back from the server.</source>
        <translation>Não o elimine. Restaure a última cópia de segurança; o que já foi enviado volta do servidor.</translation>
    </message>
    <message>
        <source>Each code serves once. Ask the regional office for a new one.</source>
        <translation>Cada código serve uma só vez. Peça um novo ao serviço regional.</translation>
    </message>
    <message>
        <source>Each line must be one complete household in JSON. The other lines are not affected.</source>
        <translation>Cada linha deve conter um agregado completo em JSON. As outras linhas não são afetadas.</translation>
    </message>
    <message>
        <source>Empty it, or correct the answer that it depends on.</source>
        <translation>Esvazie-a, ou corrija a resposta de que depende.</translation>
    </message>
    <message>
        <source>End one of the memberships first, or give both households the same compound. Nothing has been changed.</source>
        <translation>Termine primeiro uma das pertenças, ou dê a mesma morança aos dois agregados. Nada foi alterado.</translation>
    </message>
    <message>
        <source>End the membership there first, or group both households in one compound if the person truly lives in both.</source>
        <translation>Termine primeiro a pertença a esse agregado, ou junte os dois agregados na mesma morança se a pessoa vive mesmo em ambos.</translation>
    </message>
    <message>
        <source>End the name with .xlsx or .csv.</source>
        <translation>Termine o nome com .xlsx ou .csv.</translation>
    </message>
    <message>
        <source>End the other one first, or ask a supervisor.</source>
        <translation>Termine primeiro o outro, ou peça a um supervisor.</translation>
    </message>
    <message>
        <source>Enrol the person instead of letting them wait.</source>
        <translation>Inscreva a pessoa em vez de a fazer esperar.</translation>
    </message>
    <message>
        <source>Enrol the person.</source>
        <translation>Inscreva a pessoa.</translation>
    </message>
    <message>
        <source>Enter at least one worker with a wage.</source>
        <translation>Introduza pelo menos um trabalhador com salário.</translation>
    </message>
    <message>
        <source>Everything after it was not read. Close it or take it away, then import the file again.</source>
        <translation>O que se segue não foi lido. Feche-as ou retire-as e importe o ficheiro de novo.</translation>
    </message>
    <message>
        <source>Everything already saved is safe. Free some space, then try again.</source>
        <translation>Tudo o que já foi guardado está seguro. Liberte espaço e tente de novo.</translation>
    </message>
    <message>
        <source>Expected: {expected}.</source>
        <translation>Esperado: {expected}.</translation>
    </message>
    <message>
        <source>File this one in its place only if the first was wrong; what was paid on it counts for the new one.</source>
        <translation>Entregue esta em seu lugar só se a primeira estava errada; o que foi pago conta para a nova.</translation>
    </message>
    <message>
        <source>Fill in the field, then go on.</source>
        <translation>Preencha o campo e continue.</translation>
    </message>
    <message>
        <source>For something to do, make an appointment.</source>
        <translation>Para algo a fazer, marque um compromisso.</translation>
    </message>
    <message>
        <source>Give a household’s code or a name, or say that it is anonymous.</source>
        <translation>Indique o código de um agregado ou um nome, ou diga que é anónima.</translation>
    </message>
    <message>
        <source>Give at least {least} letters; several words are easy to remember.</source>
        <translation>Dê pelo menos {least} letras; várias palavras são fáceis de lembrar.</translation>
    </message>
    <message>
        <source>Give at most {most} letters, without line breaks, for example “counter 2”.</source>
        <translation>Dê no máximo {most} letras, sem mudanças de linha, por exemplo «balcão 2».</translation>
    </message>
    <message>
        <source>Give both --tls-cert and --tls-key, or neither: the server then makes its own.</source>
        <translation>Dê --tls-cert e --tls-key, ou nenhum: o servidor faz então os seus.</translation>
    </message>
    <message>
        <source>Give each milestone a code of its own.</source>
        <translation>Dê a cada marco o seu próprio código.</translation>
    </message>
    <message>
        <source>Give it a heading and at least one line.</source>
        <translation>Dê-lhe um cabeçalho e pelo menos uma linha.</translation>
    </message>
    <message>
        <source>Give it a name, for example the employer’s: the columns are remembered under it.</source>
        <translation>Dê um nome, por exemplo o do empregador: as colunas são memorizadas assim.</translation>
    </message>
    <message>
        <source>Give it to a case manager or a supervisor.</source>
        <translation>Entregue-a a um gestor de casos ou a um supervisor.</translation>
    </message>
    <message>
        <source>Give it to somebody else.</source>
        <translation>Entregue-a a outra pessoa.</translation>
    </message>
    <message>
        <source>Give latitude and longitude, or neither.</source>
        <translation>Indique a latitude e a longitude, ou nenhuma.</translation>
    </message>
    <message>
        <source>Give that day or a later one.</source>
        <translation>Indique esse dia ou um posterior.</translation>
    </message>
    <message>
        <source>Give the code of the area that contains this one; leave it empty at level 0 only.</source>
        <translation>Indique o código do lugar que contém este; só fica vazio no nível 0.</translation>
    </message>
    <message>
        <source>Give the lower age first, or leave one of them empty.</source>
        <translation>Indique primeiro a idade mais baixa, ou deixe uma delas vazia.</translation>
    </message>
    <message>
        <source>Give the name with which they sign in.</source>
        <translation>Indique o nome de utilizador.</translation>
    </message>
    <message>
        <source>Give the other one a role first. Nothing has been changed.</source>
        <translation>Dê primeiro outra função ao outro. Nada foi alterado.</translation>
    </message>
    <message>
        <source>Give the place to that one, in the order of the list.</source>
        <translation>Dê a vaga a esse, pela ordem da lista.</translation>
    </message>
    <message>
        <source>Give the server&apos;s account the right to write there, or choose another folder with --data.</source>
        <translation>Dê à conta do servidor o direito de escrever nela ou escolha outra pasta com --data.</translation>
    </message>
    <message>
        <source>Give today or a later day; for what was done, write a note.</source>
        <translation>Indique hoje ou um dia posterior; para o que já foi feito, escreva uma nota.</translation>
    </message>
    <message>
        <source>Give today or an earlier day.</source>
        <translation>Indique hoje ou um dia anterior.</translation>
    </message>
    <message>
        <source>Give today&apos;s date or an earlier one, or choose “planned”.</source>
        <translation>Indique a data de hoje ou uma anterior, ou escolha «previsto».</translation>
    </message>
    <message>
        <source>Give today&apos;s date or an earlier one.</source>
        <translation>Indique a data de hoje ou uma anterior.</translation>
    </message>
    <message>
        <source>Go on working: everything is saved here and will be sent when the line is back.</source>
        <translation>Continue a trabalhar: tudo está guardado aqui e será enviado quando a ligação voltar.</translation>
    </message>
    <message>
        <source>Go to that window, or close it first.</source>
        <translation>Vá a essa janela ou feche-a primeiro.</translation>
    </message>
    <message>
        <source>Household {code} is no longer open: it was closed, or went into another.</source>
        <translation>O agregado {code} já não está aberto: foi fechado ou fundido com outro.</translation>
    </message>
    <message>
        <source>Household {code} would be left without a head.</source>
        <translation>O agregado {code} ficaria sem chefe.</translation>
    </message>
    <message>
        <source>Household {code} would have more than one head.</source>
        <translation>O agregado {code} teria mais de um chefe.</translation>
    </message>
    <message>
        <source>How exactly the date of birth is known has not been said.</source>
        <translation>Falta indicar a precisão da data de nascimento.</translation>
    </message>
    <message>
        <source>If all of them live elsewhere now, move the household instead.</source>
        <translation>Se todos vivem agora noutro lugar, declare antes uma mudança de lugar.</translation>
    </message>
    <message>
        <source>If another laptop printed it, synchronise both first. If the paper came from elsewhere, leave the code empty: the household gets a new one.</source>
        <translation>Se foi impressa noutro computador, sincronize primeiro os dois. Se o papel vem de outro lado, deixe o código vazio: o agregado recebe um novo.</translation>
    </message>
    <message>
        <source>If children live without an adult, tick “headed by a child” and confirm: the office will see the need for protection.</source>
        <translation>Se as crianças vivem sem adulto, assinale «chefiado por criança» e confirme: o serviço verá a necessidade de proteção.</translation>
    </message>
    <message>
        <source>If it should not be done, reject it.</source>
        <translation>Se não deve ser feito, rejeite o pedido.</translation>
    </message>
    <message>
        <source>If that is wrong, take the report of the death back first.</source>
        <translation>Se estiver errado, retire primeiro a comunicação do óbito.</translation>
    </message>
    <message>
        <source>If the list is on another sheet, choose it.</source>
        <translation>Se a lista estiver noutra folha, escolha-a.</translation>
    </message>
    <message>
        <source>If the person moves in with others, merge the two households instead.</source>
        <translation>Se a pessoa vai viver com outros, funda antes os dois agregados.</translation>
    </message>
    <message>
        <source>If you can, scan it again at 150 points per inch, or nearer to the camera.</source>
        <translation>Se puder, digitalize-o de novo a 150 pontos por polegada, ou mais perto da câmara.</translation>
    </message>
    <message>
        <source>Install it with its own parts: pip install &apos;guichet[server]&apos;. The desktop works without it.</source>
        <translation>Instale-o com as suas próprias peças: pip install &apos;guichet[server]&apos;. O posto de trabalho dispensa-o.</translation>
    </message>
    <message>
        <source>Installed are: {known}. Check the code, or give the folder of the programme.</source>
        <translation>Estão instalados: {known}. Verifique o código, ou indique a pasta do programa.</translation>
    </message>
    <message>
        <source>It comes once the computer that took it has synchronised.</source>
        <translation>Virá quando o computador que a tirou tiver sincronizado.</translation>
    </message>
    <message>
        <source>It ended on {date}, more than {days} days ago.</source>
        <translation>Terminou em {date}, há mais de {days} dias.</translation>
    </message>
    <message>
        <source>It happened after it was told.</source>
        <translation>Os factos seriam posteriores à reclamação.</translation>
    </message>
    <message>
        <source>It is kept here, and the rest has arrived. Tell the regional office.</source>
        <translation>Fica guardada aqui, e o resto chegou. Avise o serviço regional.</translation>
    </message>
    <message>
        <source>It is kept here. Shorten what was entered, then send it again.</source>
        <translation>Fica guardada aqui. Encurte o que foi escrito e envie-a de novo.</translation>
    </message>
    <message>
        <source>It is kept here. Synchronise again; if it stays, tell the regional office.</source>
        <translation>Está guardada aqui. Sincronize de novo; se continuar, avise o serviço regional.</translation>
    </message>
    <message>
        <source>It is kept here. Tell the regional office.</source>
        <translation>Fica guardada aqui. Avise o serviço regional.</translation>
    </message>
    <message>
        <source>It is not clear how dates are written in the column {column}.</source>
        <translation>Não é claro como se escrevem as datas na coluna {column}.</translation>
    </message>
    <message>
        <source>It is not known what “{word}” means here.</source>
        <translation>Não se sabe o que significa aqui «{word}».</translation>
    </message>
    <message>
        <source>It is not said what holds for every row: {field}.</source>
        <translation>Falta o que vale para todas as linhas: {field}.</translation>
    </message>
    <message>
        <source>It is not said what the data are for.</source>
        <translation>A finalidade dos dados não está indicada.</translation>
    </message>
    <message>
        <source>It is not said what was decided.</source>
        <translation>Não está dito o que foi decidido.</translation>
    </message>
    <message>
        <source>It is not said where the list is from.</source>
        <translation>A origem da lista não está indicada.</translation>
    </message>
    <message>
        <source>It is not said whether what was held back will be paid.</source>
        <translation>Não está dito se o que foi retido será pago.</translation>
    </message>
    <message>
        <source>It is not said who receives the data.</source>
        <translation>O destinatário dos dados não está indicado.</translation>
    </message>
    <message>
        <source>It is not said why it ends.</source>
        <translation>Não está dito porque termina.</translation>
    </message>
    <message>
        <source>It is not said why it is suspended.</source>
        <translation>Não está dito porque é suspensa.</translation>
    </message>
    <message>
        <source>It is written postgresql://user:password@host/name, after --database.</source>
        <translation>Escreve-se postgresql://utilizador:palavra@máquina/nome, depois de --database.</translation>
    </message>
    <message>
        <source>It lies between the first day ({date}) and today.</source>
        <translation>Fica entre o primeiro dia ({date}) e hoje.</translation>
    </message>
    <message>
        <source>It may come from another office: synchronise, or search by name.</source>
        <translation>Pode vir de outro serviço: sincronize ou pesquise pelo nome.</translation>
    </message>
    <message>
        <source>It may have been copied during a power cut. Restore the latest backup, then synchronise.</source>
        <translation>Pode ter sido copiado durante um corte de energia. Restaure a última cópia de segurança e depois sincronize.</translation>
    </message>
    <message>
        <source>It may have been corrected or set aside already. Look at the list again.</source>
        <translation>Talvez já tenha sido corrigida ou posta de lado. Veja de novo a lista.</translation>
    </message>
    <message>
        <source>It may have been registered or dropped meanwhile. Look at the list again.</source>
        <translation>Pode ter sido registado ou abandonado entretanto. Veja a lista de novo.</translation>
    </message>
    <message>
        <source>It must be a PEM file, which begins with BEGIN CERTIFICATE. Ask the regional office for it.</source>
        <translation>Tem de ser um ficheiro PEM, que começa por BEGIN CERTIFICATE. Peça-o ao serviço regional.</translation>
    </message>
    <message>
        <source>It was left as it is. Make a new, empty database, or name a new folder with --data.</source>
        <translation>Ficou como está. Crie uma base de dados nova e vazia, ou indique uma pasta nova com --data.</translation>
    </message>
    <message>
        <source>It was left untouched. Choose another name or another folder.</source>
        <translation>Não foi alterado. Escolha outro nome ou outra pasta.</translation>
    </message>
    <message>
        <source>It was left untouched. Update the server, then start it again.</source>
        <translation>Não foi alterada. Atualize o servidor e volte a arrancá-lo.</translation>
    </message>
    <message>
        <source>It was left untouched. Update this application, then open it again.</source>
        <translation>Não foi alterado. Atualize esta aplicação e volte a abri-lo.</translation>
    </message>
    <message>
        <source>It was not accepted, and nothing was changed here. Tell the regional office.</source>
        <translation>Nada foi aceite nem alterado aqui. Avise o serviço regional.</translation>
    </message>
    <message>
        <source>It was not kept. It is sent again the next time.</source>
        <translation>Não foi guardada. Será reenviada da próxima vez.</translation>
    </message>
    <message>
        <source>It was not opened. If it is a real list, save it as CSV, which can be as long as needed.</source>
        <translation>Não foi aberto. Se é uma lista verdadeira, guarde-a em CSV, sem limite de tamanho.</translation>
    </message>
    <message>
        <source>It was not restored, and nothing was changed. Use an older backup.</source>
        <translation>Não foi restaurada e nada mudou. Use uma cópia mais antiga.</translation>
    </message>
    <message>
        <source>It was registered or discarded; look for the household under People.</source>
        <translation>Foi concluído ou abandonado; procure o agregado em Pessoas.</translation>
    </message>
    <message>
        <source>It was stopped as you asked.</source>
        <translation>A operação foi interrompida a seu pedido.</translation>
    </message>
    <message>
        <source>Its last digits are lost. Write it again in a column formatted as text.</source>
        <translation>Os últimos algarismos perderam-se. Escreva-o de novo numa coluna em formato de texto.</translation>
    </message>
    <message>
        <source>Join again with a new code from the regional office. Your work is safe here.</source>
        <translation>Ligue-o de novo com um código do serviço regional. O seu trabalho está guardado aqui.</translation>
    </message>
    <message>
        <source>Keep it on one line only: a name on two lines would make one group of both.</source>
        <translation>Mantenha-o numa só linha: um nome em duas linhas juntaria os dois grupos.</translation>
    </message>
    <message>
        <source>Keep one head and give the others their own role.</source>
        <translation>Mantenha um só chefe e dê aos outros o seu próprio papel.</translation>
    </message>
    <message>
        <source>Keep one line for each worker, with all of the month&apos;s wage.</source>
        <translation>Deixe uma linha por trabalhador, com todo o salário do mês.</translation>
    </message>
    <message>
        <source>Keep one of the two lines.</source>
        <translation>Mantenha só uma das duas linhas.</translation>
    </message>
    <message>
        <source>Keep one of the two.</source>
        <translation>Mantenha só uma das duas.</translation>
    </message>
    <message>
        <source>Keep the columns that are needed, at most 500, and save it again.</source>
        <translation>Mantenha as colunas necessárias, 500 no máximo, e guarde de novo.</translation>
    </message>
    <message>
        <source>Keep the computer safe, and call the regional office: nothing was destroyed.</source>
        <translation>Guarde o computador em segurança e ligue ao serviço regional: nada foi destruído.</translation>
    </message>
    <message>
        <source>Keep this file as it is. Copy it again from its source, or restore the latest backup.</source>
        <translation>Guarde este ficheiro tal como está. Copie-o de novo da origem ou restaure a última cópia de segurança.</translation>
    </message>
    <message>
        <source>Keep to plain shapes and colours, and turn its text into paths.</source>
        <translation>Limite-se a formas e cores simples e converta os textos em traçados.</translation>
    </message>
    <message>
        <source>Latitude goes from −90 to 90, longitude from −180 to 180.</source>
        <translation>A latitude vai de −90 a 90, a longitude de −180 a 180.</translation>
    </message>
    <message>
        <source>Leave it out, and choose for the fields that are shown.</source>
        <translation>Deixe-o de fora, e escolha para os campos mostrados.</translation>
    </message>
    <message>
        <source>Leave it to a colleague.</source>
        <translation>Deixe-a a um colega.</translation>
    </message>
    <message>
        <source>Leave out the columns that say who a person is.</source>
        <translation>Retire as colunas que dizem quem é a pessoa.</translation>
    </message>
    <message>
        <source>Leave the new head empty, or ask for a change of head.</source>
        <translation>Deixe o novo chefe vazio, ou peça uma mudança de chefe.</translation>
    </message>
    <message>
        <source>Leave the sponsor empty.</source>
        <translation>Deixe o patrocinador vazio.</translation>
    </message>
    <message>
        <source>Leave them empty for this child.</source>
        <translation>Deixe-as vazias para esta criança.</translation>
    </message>
    <message>
        <source>Let the first end on the day before the second begins; nothing is worked out until then.</source>
        <translation>Faça a primeira terminar na véspera da segunda; até lá nada é calculado.</translation>
    </message>
    <message>
        <source>Let the others go, or ask for a change of head first.</source>
        <translation>Deixe sair os outros, ou peça primeiro uma mudança de chefe.</translation>
    </message>
    <message>
        <source>Let the person live there, name another head of it first, or merge the two households first.</source>
        <translation>Deixe a pessoa viver ali, nomeie primeiro outro chefe, ou una primeiro os dois agregados.</translation>
    </message>
    <message>
        <source>Line {line} cannot be read.</source>
        <translation>Não é possível ler a linha {line}.</translation>
    </message>
    <message>
        <source>List the documents of the household to find its number.</source>
        <translation>Liste os documentos do agregado para encontrar o número.</translation>
    </message>
    <message>
        <source>List what is there: guichet server sealed list.</source>
        <translation>Veja o que há: guichet server sealed list.</translation>
    </message>
    <message>
        <source>Lists and papers show this text. Move the number to its own field, or confirm.</source>
        <translation>As listas e os papéis mostram este texto. Ponha o número no campo próprio, ou confirme.</translation>
    </message>
    <message>
        <source>Look at the documents and correct one of them.</source>
        <translation>Veja os documentos e corrija um deles.</translation>
    </message>
    <message>
        <source>Look at the employer&apos;s list of workers.</source>
        <translation>Veja a lista de trabalhadores da entidade.</translation>
    </message>
    <message>
        <source>Look at the list of campaigns; if it was made on another laptop, synchronise.</source>
        <translation>Veja a lista das campanhas; se foi criada noutro computador, sincronize.</translation>
    </message>
    <message>
        <source>Look at the list of payments; one that was corrected before cannot be corrected again.</source>
        <translation>Veja a lista de pagamentos; o que já foi corrigido não pode sê-lo outra vez.</translation>
    </message>
    <message>
        <source>Look at the list of schemes; the programme may have to be renewed.</source>
        <translation>Veja a lista de regimes; talvez seja preciso renovar o programa.</translation>
    </message>
    <message>
        <source>Look at the list under To decide, or with: conflicts list.</source>
        <translation>Veja a lista em A decidir, ou com: conflicts list.</translation>
    </message>
    <message>
        <source>Look at the person&apos;s periods of insurance.</source>
        <translation>Veja os períodos contributivos da pessoa.</translation>
    </message>
    <message>
        <source>Look at {code}: it may be the same person. If the number is right for both, a supervisor can keep it and write why.</source>
        <translation>Veja {code}: pode ser a mesma pessoa. Se o número estiver certo para as duas, um supervisor pode mantê-lo e escrever porquê.</translation>
    </message>
    <message>
        <source>Look for a missing or an extra comma.</source>
        <translation>Procure uma vírgula em falta ou a mais.</translation>
    </message>
    <message>
        <source>Look for a small switch on the stick&apos;s side, or take another stick or folder.</source>
        <translation>Procure um pequeno interruptor no lado da pen, ou use outra pen ou pasta.</translation>
    </message>
    <message>
        <source>Look for it with its employer; if it was filed on another laptop, synchronise.</source>
        <translation>Procure-a junto da entidade empregadora; se foi entregue noutro computador, sincronize.</translation>
    </message>
    <message>
        <source>Look for names that end in .guichet-out (from an office) or .guichet-in (answers).</source>
        <translation>Procure nomes que terminem em .guichet-out (de um serviço) ou .guichet-in (respostas).</translation>
    </message>
    <message>
        <source>Look for the employer by name; if it was registered on another laptop, synchronise.</source>
        <translation>Procure a entidade pelo nome; se foi registada noutro computador, sincronize.</translation>
    </message>
    <message>
        <source>Look it up with: server devices. Give its id, or office and code as in NSR-7KQ2.</source>
        <translation>Procure-o com: server devices. Indique o identificador, ou balcão e código como em NSR-7KQ2.</translation>
    </message>
    <message>
        <source>Make a new office file and join with it.</source>
        <translation>Crie um novo ficheiro de serviço local e ligue-se com ele.</translation>
    </message>
    <message>
        <source>Make a new office file and join with it: the two would print the same codes.</source>
        <translation>Crie um novo ficheiro do serviço e ligue-o: os dois imprimiriam os mesmos códigos.</translation>
    </message>
    <message>
        <source>Make it first, or choose another folder.</source>
        <translation>Crie-a primeiro ou escolha outra pasta.</translation>
    </message>
    <message>
        <source>Make the employer active again first, or choose another.</source>
        <translation>Reative primeiro a entidade, ou escolha outra.</translation>
    </message>
    <message>
        <source>Members are counted from 0, in the order of the form.</source>
        <translation>Os membros contam-se a partir de 0, pela ordem do formulário.</translation>
    </message>
    <message>
        <source>Merge it with the household its people live in. Nothing has been changed.</source>
        <translation>Funda-o com o agregado onde vivem os seus membros. Nada foi alterado.</translation>
    </message>
    <message>
        <source>Merged cells count for each of their rows. Check the rows below.</source>
        <translation>Uma célula unida vale para cada uma das suas linhas. Verifique as linhas abaixo.</translation>
    </message>
    <message>
        <source>More than one recipient has been said.</source>
        <translation>Foi indicado mais de um recebedor.</translation>
    </message>
    <message>
        <source>More than {count} rows have the same household number.</source>
        <translation>Mais de {count} linhas têm o mesmo número de agregado.</translation>
    </message>
    <message>
        <source>Name documents from the scheme’s own list.</source>
        <translation>Indique documentos da lista do próprio regime.</translation>
    </message>
    <message>
        <source>Name every level that the list of areas uses.</source>
        <translation>Dê nome a cada nível usado na lista de lugares.</translation>
    </message>
    <message>
        <source>Name everybody once.</source>
        <translation>Indique cada um uma só vez.</translation>
    </message>
    <message>
        <source>Name one column “name”, “code” or “number”. Headings found: {headings}.</source>
        <translation>Dê a uma coluna o nome «nome», «código» ou «número». Cabeçalhos encontrados: {headings}.</translation>
    </message>
    <message>
        <source>Name one column “wage”, “salaire” or “remuneração”. Headings found: {headings}.</source>
        <translation>Dê a uma coluna o nome «salário» ou «remuneração». Cabeçalhos encontrados: {headings}.</translation>
    </message>
    <message>
        <source>Names are read from one column and from two at the same time.</source>
        <translation>Os nomes são lidos ao mesmo tempo de uma coluna e de duas.</translation>
    </message>
    <message>
        <source>Neither value was written at this office alone, so “mine” says nothing.</source>
        <translation>Nenhum dos valores foi escrito só neste escritório: «mine» não diz nada.</translation>
    </message>
    <message>
        <source>No area stands at this level.</source>
        <translation>Nenhum lugar está neste nível.</translation>
    </message>
    <message>
        <source>No blank form of this office carries the code {code}.</source>
        <translation>Nenhuma ficha em branco deste balcão tem o código {code}.</translation>
    </message>
    <message>
        <source>No camera was found on this computer.</source>
        <translation>Não se encontrou nenhuma câmara neste computador.</translation>
    </message>
    <message>
        <source>No code was found in “{name}”.</source>
        <translation>Não se encontrou nenhum código em «{name}».</translation>
    </message>
    <message>
        <source>No column is chosen.</source>
        <translation>Nenhuma coluna está escolhida.</translation>
    </message>
    <message>
        <source>No column is given for: {field}.</source>
        <translation>Nenhuma coluna está indicada para: {field}.</translation>
    </message>
    <message>
        <source>No column of the list has wages.</source>
        <translation>Nenhuma coluna da lista tem salários.</translation>
    </message>
    <message>
        <source>No column of the list says who the workers are.</source>
        <translation>Nenhuma coluna da lista diz quem são os trabalhadores.</translation>
    </message>
    <message>
        <source>No copy was kept. Somebody has altered the tables or their rules; have the database checked.</source>
        <translation>Nenhuma cópia foi guardada. Alguém alterou as tabelas ou as suas regras; mande verificar a base de dados.</translation>
    </message>
    <message>
        <source>No enrolment receipt or card was printed for them yet.</source>
        <translation>Ainda não foi impresso comprovativo de inscrição nem cartão para esta pessoa.</translation>
    </message>
    <message>
        <source>No file was written. Start it again when you are ready.</source>
        <translation>Nenhum ficheiro foi escrito. Recomece quando estiver pronto.</translation>
    </message>
    <message>
        <source>No household is held back under this number: {number}.</source>
        <translation>Nenhum agregado está retido com este número: {number}.</translation>
    </message>
    <message>
        <source>No legal basis is on file for this household.</source>
        <translation>Não há base legal no processo deste agregado.</translation>
    </message>
    <message>
        <source>No member has been entered yet.</source>
        <translation>Ainda não foi introduzido nenhum membro.</translation>
    </message>
    <message>
        <source>No office of this programme serves the district of that place.</source>
        <translation>Nenhum serviço deste programa cobre o distrito desse lugar.</translation>
    </message>
    <message>
        <source>No printer is set up on this computer.</source>
        <translation>Não há nenhuma impressora instalada neste computador.</translation>
    </message>
    <message>
        <source>No refused change has the number {number}.</source>
        <translation>Nenhuma alteração recusada tem o número {number}.</translation>
    </message>
    <message>
        <source>Nobody can be enrolled in {scheme} today.</source>
        <translation>Ninguém pode ser inscrito em {scheme} hoje.</translation>
    </message>
    <message>
        <source>Nobody chooses these households by hand; see the list of visits.</source>
        <translation>Ninguém escolhe estes agregados à mão; veja a lista das visitas.</translation>
    </message>
    <message>
        <source>Nobody here has the code {code}.</source>
        <translation>Ninguém aqui tem o código {code}.</translation>
    </message>
    <message>
        <source>Nobody here is called {name}.</source>
        <translation>Ninguém aqui se chama {name}.</translation>
    </message>
    <message>
        <source>Nobody is named to collect.</source>
        <translation>Ninguém está indicado para receber.</translation>
    </message>
    <message>
        <source>Nobody is named.</source>
        <translation>Ninguém é nomeado.</translation>
    </message>
    <message>
        <source>Nobody over 120 can be registered. Check the year, or choose “estimated age”.</source>
        <translation>Não é possível registar ninguém com mais de 120 anos. Confirme o ano ou escolha «idade estimada».</translation>
    </message>
    <message>
        <source>Nobody pays contributions for the scheme {code}.</source>
        <translation>Ninguém paga contribuições para o regime {code}.</translation>
    </message>
    <message>
        <source>Nobody pays contributions for the scheme {scheme}.</source>
        <translation>Ninguém paga contribuições para o regime {scheme}.</translation>
    </message>
    <message>
        <source>Nobody with the code {code} works there today.</source>
        <translation>Ninguém com o código {code} lá trabalha hoje.</translation>
    </message>
    <message>
        <source>Nobody would be left in household {code}.</source>
        <translation>Não ficaria ninguém no agregado {code}.</translation>
    </message>
    <message>
        <source>Nobody would stay in the household.</source>
        <translation>Ninguém ficaria no agregado.</translation>
    </message>
    <message>
        <source>Nothing can be worked out. Wait for the programme to be renewed; money received can be written down all the same.</source>
        <translation>Nada pode ser calculado. Espere que o programa seja renovado; o dinheiro recebido pode ser anotado na mesma.</translation>
    </message>
    <message>
        <source>Nothing can be written in this folder.</source>
        <translation>Não é possível escrever nesta pasta.</translation>
    </message>
    <message>
        <source>Nothing can be written to this stick or folder.</source>
        <translation>Não se pode escrever nada nesta pen ou pasta.</translation>
    </message>
    <message>
        <source>Nothing has been decided on this application yet.</source>
        <translation>Ainda nada foi decidido sobre este pedido.</translation>
    </message>
    <message>
        <source>Nothing here has the code {code}.</source>
        <translation>Nada aqui tem o código {code}.</translation>
    </message>
    <message>
        <source>Nothing in it was touched. Choose an empty folder, or a new one.</source>
        <translation>Não se mexeu em nada. Escolha uma pasta vazia, ou uma nova.</translation>
    </message>
    <message>
        <source>Nothing is called arrived without one: everything is kept here. Tell the regional office.</source>
        <translation>Sem ele, nada é dado como chegado: tudo fica aqui. Avise o serviço regional.</translation>
    </message>
    <message>
        <source>Nothing is lost. Check the printer, then print again, or save the PDF.</source>
        <translation>Nada se perdeu. Verifique a impressora e imprima de novo, ou guarde o PDF.</translation>
    </message>
    <message>
        <source>Nothing is lost. It will be tried again in a few minutes.</source>
        <translation>Nada se perdeu. Haverá nova tentativa dentro de minutos.</translation>
    </message>
    <message>
        <source>Nothing is lost. Put the stick in again, wait a moment, and repeat.</source>
        <translation>Nada se perdeu. Volte a pôr a pen, espere um momento e repita.</translation>
    </message>
    <message>
        <source>Nothing is lost. Try again in {seconds}, and check the capital-letter key.</source>
        <translation>Nada se perdeu. Tente de novo dentro de {seconds} e verifique a tecla das maiúsculas.</translation>
    </message>
    <message>
        <source>Nothing is lost. Try again in {seconds}.</source>
        <translation>Nada se perdeu. Tente de novo dentro de {seconds}.</translation>
    </message>
    <message>
        <source>Nothing is lost. Update the program here, then read or carry the bundle again.</source>
        <translation>Nada se perdeu. Atualize o programa aqui e depois leia ou leve de novo o pacote.</translation>
    </message>
    <message>
        <source>Nothing is lost. Update the program that wrote it, then write a new bundle.</source>
        <translation>Nada se perdeu. Atualize o programa que o escreveu e depois escreva um novo pacote.</translation>
    </message>
    <message>
        <source>Nothing is lost. Wait a moment, then try again.</source>
        <translation>Nada se perdeu. Espere um instante e tente de novo.</translation>
    </message>
    <message>
        <source>Nothing is lost: they are safe here. Tell the regional office that the server must be updated; a stick can bring them there meanwhile.</source>
        <translation>Nada se perdeu: estão seguras aqui. Diga ao gabinete regional que o servidor deve ser atualizado; entretanto, uma pen pode levá-las até lá.</translation>
    </message>
    <message>
        <source>Nothing is lost: your work is safe here. Tell the regional office. What is urgent can go there on a stick meanwhile.</source>
        <translation>Nada se perdeu: o seu trabalho está seguro aqui. Avise o gabinete regional. Entretanto, o que é urgente pode ir para lá numa pen.</translation>
    </message>
    <message>
        <source>Nothing is lost: your work is safe here. Try again; if it goes on, tell the regional office, and bring it there on a stick.</source>
        <translation>Nada se perdeu: o seu trabalho está seguro aqui. Tente de novo; se continuar, avise o gabinete regional e leve-o para lá numa pen.</translation>
    </message>
    <message>
        <source>Nothing is lost: your work is safe here. Update this application, then synchronise. If that has to wait, write your work on a stick for the regional office.</source>
        <translation>Nada se perdeu: o seu trabalho está seguro aqui. Atualize esta aplicação e sincronize depois. Se tiver de esperar, grave o seu trabalho numa pen para o gabinete regional.</translation>
    </message>
    <message>
        <source>Nothing is needed. A wrong role is corrected by asking for a change of head.</source>
        <translation>Não é preciso nada. Uma função errada corrige-se pedindo uma mudança de chefe.</translation>
    </message>
    <message>
        <source>Nothing is needed: go on with your work.</source>
        <translation>Não é preciso nada: continue o seu trabalho.</translation>
    </message>
    <message>
        <source>Nothing is said of what the visit found.</source>
        <translation>Nada se diz do que a visita constatou.</translation>
    </message>
    <message>
        <source>Nothing is thrown away: the copy takes a new identity, and its unsent work is sent under it.</source>
        <translation>Nada se perde: a cópia recebe uma nova identidade e o trabalho por enviar segue com ela.</translation>
    </message>
    <message>
        <source>Nothing is to be done: both codes stay valid.</source>
        <translation>Não há nada a fazer: os dois códigos continuam válidos.</translation>
    </message>
    <message>
        <source>Nothing needs to be done. To change the number, end that work and begin it anew.</source>
        <translation>Não é preciso fazer nada. Para mudar o número, termine esse trabalho e comece-o de novo.</translation>
    </message>
    <message>
        <source>Nothing of it was taken and nothing is lost. Copy it again, or have it written again.</source>
        <translation>Nada dele foi recebido e nada se perdeu. Copie-o de novo, ou peça que o escrevam outra vez.</translation>
    </message>
    <message>
        <source>Nothing of it was taken, nothing is lost. Have it written again, perhaps on another stick.</source>
        <translation>Nada dele foi recebido, nada se perdeu. Peça que o escrevam de novo, talvez noutra pen.</translation>
    </message>
    <message>
        <source>Nothing of it was taken, the database is empty. Fetch the file again.</source>
        <translation>Nada dela foi aproveitado, a base de dados está vazia. Vá buscar o ficheiro outra vez.</translation>
    </message>
    <message>
        <source>Nothing of it was taken, the database is empty. Use another copy.</source>
        <translation>Nada dela foi aproveitado, a base de dados está vazia. Use outra cópia.</translation>
    </message>
    <message>
        <source>Nothing of it was taken. Check this file, then tell the regional office.</source>
        <translation>Nada foi aceite. Verifique este ficheiro e avise o serviço regional.</translation>
    </message>
    <message>
        <source>Nothing of it was taken. Synchronise again; if it goes on, tell the regional office.</source>
        <translation>Nada foi aceite. Sincronize de novo; se continuar, avise o serviço regional.</translation>
    </message>
    <message>
        <source>Nothing proves this period.</source>
        <translation>Nada prova este período.</translation>
    </message>
    <message>
        <source>Nothing to do: synchronise.</source>
        <translation>Nada a fazer: sincronize.</translation>
    </message>
    <message>
        <source>Nothing was altered. Tell the regional office.</source>
        <translation>Nada foi alterado. Avise o serviço regional.</translation>
    </message>
    <message>
        <source>Nothing was changed here. Synchronise again.</source>
        <translation>Nada mudou aqui. Sincronize de novo.</translation>
    </message>
    <message>
        <source>Nothing was changed now. The first decision stands; if it was wrong, ask anew.</source>
        <translation>Nada foi alterado agora. Vale a primeira decisão; se estava errada, faça um novo pedido.</translation>
    </message>
    <message>
        <source>Nothing was changed. Add the person on the household’s page.</source>
        <translation>Nada foi alterado. Acrescente a pessoa na página do agregado.</translation>
    </message>
    <message>
        <source>Nothing was changed. Choose a JPEG or PNG picture.</source>
        <translation>Nada foi alterado. Escolha uma imagem JPEG ou PNG.</translation>
    </message>
    <message>
        <source>Nothing was changed. Copy the picture again, or take another one.</source>
        <translation>Nada foi alterado. Copie de novo a imagem, ou tire outra.</translation>
    </message>
    <message>
        <source>Nothing was changed. Give the file that the backup command wrote.</source>
        <translation>Nada foi alterado. Indique o ficheiro que o comando backup escreveu.</translation>
    </message>
    <message>
        <source>Nothing was changed. Make the PDF again, or choose a picture of the paper.</source>
        <translation>Nada foi alterado. Faça de novo o PDF, ou escolha uma imagem do papel.</translation>
    </message>
    <message>
        <source>Nothing was changed. Reject the request, and ask anew for what is still needed.</source>
        <translation>Nada foi alterado. Rejeite o pedido, e peça de novo o que ainda é necessário.</translation>
    </message>
    <message>
        <source>Nothing was changed. Type it again, or the recovery key that was shown.</source>
        <translation>Nada foi alterado. Escreva-a de novo, ou a chave de recuperação que foi mostrada.</translation>
    </message>
    <message>
        <source>Nothing was changed. Update the server, then bring the copy back.</source>
        <translation>Nada foi alterado. Atualize o servidor, depois reponha a cópia.</translation>
    </message>
    <message>
        <source>Nothing was computed: what the spreadsheet saved last was read. Check these cells.</source>
        <translation>Nada foi calculado: leu-se o último valor guardado pela folha de cálculo. Verifique estas células.</translation>
    </message>
    <message>
        <source>Nothing was done. Make an ordinary role that owns the database, and name it in --database.</source>
        <translation>Nada foi feito. Crie um papel comum, dono da base, e indique-o em --database.</translation>
    </message>
    <message>
        <source>Nothing was installed. Send this message to whoever prepared them.</source>
        <translation>Nada foi instalado. Envie esta mensagem a quem os preparou.</translation>
    </message>
    <message>
        <source>Nothing was left half written. Delete something from the stick, or take another.</source>
        <translation>Nada ficou meio escrito. Apague alguma coisa da pen, ou use outra.</translation>
    </message>
    <message>
        <source>Nothing was overwritten. Give the copy another name.</source>
        <translation>Nada foi substituído. Dê outro nome à cópia.</translation>
    </message>
    <message>
        <source>Nothing was printed. Write this name in Latin letters, then print again.</source>
        <translation>Nada foi impresso. Escreva este nome em letras latinas e imprima de novo.</translation>
    </message>
    <message>
        <source>Nothing was read and nothing is damaged. Give it to the one it is for, and look for yours.</source>
        <translation>Nada foi lido e nada está danificado. Entregue-o a quem se destina e procure o seu.</translation>
    </message>
    <message>
        <source>Nothing was sealed under this number.</source>
        <translation>Nada foi selado com este número.</translation>
    </message>
    <message>
        <source>Nothing was sent. Do not insist: call the regional office.</source>
        <translation>Nada foi enviado. Não insista: telefone ao serviço regional.</translation>
    </message>
    <message>
        <source>Nothing was sent. Give the address that begins with https://.</source>
        <translation>Nada foi enviado. Dê o endereço que começa por https://.</translation>
    </message>
    <message>
        <source>Nothing was taken back. Undo the later change first, or ask for a new one.</source>
        <translation>Nada foi anulado. Anule primeiro a alteração posterior, ou peça uma nova.</translation>
    </message>
    <message>
        <source>Nothing was taken. Ask whoever looks after the server.</source>
        <translation>Nada foi recebido. Pergunte a quem cuida do servidor.</translation>
    </message>
    <message>
        <source>Nothing was written. Export to CSV, or fewer people at a time.</source>
        <translation>Nada foi escrito. Exporte para CSV, ou menos pessoas de cada vez.</translation>
    </message>
    <message>
        <source>Nothing would be changed.</source>
        <translation>Nada seria alterado.</translation>
    </message>
    <message>
        <source>One of the two names is missing.</source>
        <translation>Falta um dos dois nomes.</translation>
    </message>
    <message>
        <source>Only a country has no area above it.</source>
        <translation>Só um país não tem um lugar superior.</translation>
    </message>
    <message>
        <source>Only a regional office has this board. Whoever keeps the programme pack can name the offices it watches.</source>
        <translation>Só um balcão regional tem este quadro. Quem mantém o pacote do programa pode indicar os balcões que ele acompanha.</translation>
    </message>
    <message>
        <source>Only the server makes records of this kind.</source>
        <translation>Só o servidor faz fichas deste tipo.</translation>
    </message>
    <message>
        <source>Only what has been written can be taken back.</source>
        <translation>Só o que foi escrito pode ser anulado.</translation>
    </message>
    <message>
        <source>Only who asked for a change can withdraw it.</source>
        <translation>Só quem fez um pedido o pode retirar.</translation>
    </message>
    <message>
        <source>Open it in a spreadsheet and check that it has headings and rows, then save it again.</source>
        <translation>Abra-o numa folha de cálculo, verifique se tem títulos e linhas, e guarde-o de novo.</translation>
    </message>
    <message>
        <source>Open it in a spreadsheet, save the list as XLSX or CSV, and choose that file.</source>
        <translation>Abra-o numa folha de cálculo, guarde a lista em XLSX ou CSV e escolha esse ficheiro.</translation>
    </message>
    <message>
        <source>Open that enrolment instead of making a second one.</source>
        <translation>Abra essa inscrição em vez de fazer uma segunda.</translation>
    </message>
    <message>
        <source>Open the complaint again: it shows what can be done next.</source>
        <translation>Abra de novo a reclamação: mostra o que se pode fazer a seguir.</translation>
    </message>
    <message>
        <source>Open the enrolment again: it shows what can be done next.</source>
        <translation>Abra de novo a inscrição: ela mostra o que pode ser feito a seguir.</translation>
    </message>
    <message>
        <source>Open the household its people are in today, and ask for the change there.</source>
        <translation>Abra o agregado onde estão hoje os seus membros, e peça aí a alteração.</translation>
    </message>
    <message>
        <source>Open the household {code} and compare; do not enter the form a second time.</source>
        <translation>Abra o agregado {code} e compare; não introduza a ficha segunda vez.</translation>
    </message>
    <message>
        <source>Others wait for a place: {count}.</source>
        <translation>Outros esperam por uma vaga: {count}.</translation>
    </message>
    <message>
        <source>Parent and child are less than 12 years apart.</source>
        <translation>Entre o progenitor e a criança há menos de 12 anos.</translation>
    </message>
    <message>
        <source>Part of the application is missing: {folder}.</source>
        <translation>Falta uma parte da aplicação: {folder}.</translation>
    </message>
    <message>
        <source>Places are still free: {count}.</source>
        <translation>Ainda há vagas: {count}.</translation>
    </message>
    <message>
        <source>Plug one in and try again, or choose a picture from a file.</source>
        <translation>Ligue uma e tente de novo, ou escolha uma imagem de um ficheiro.</translation>
    </message>
    <message>
        <source>Possible duplicates are not compared yet: {count}.</source>
        <translation>Há possíveis duplicados ainda por comparar: {count}.</translation>
    </message>
    <message>
        <source>Pregnancy does not agree with the sex or the age.</source>
        <translation>A gravidez não condiz com o sexo ou com a idade.</translation>
    </message>
    <message>
        <source>Print it first, then say that it was handed over.</source>
        <translation>Imprima-o primeiro e indique depois que foi entregue.</translation>
    </message>
    <message>
        <source>Print the decision letter, or enrol them first.</source>
        <translation>Imprima a carta de decisão, ou inscreva primeiro a pessoa.</translation>
    </message>
    <message>
        <source>Print the enrolment receipt and hand it over; then start.</source>
        <translation>Imprima o comprovativo de inscrição e entregue-o; depois comece.</translation>
    </message>
    <message>
        <source>Put it beside the others and give its plain name.</source>
        <translation>Coloque-o junto dos outros e indique só o nome.</translation>
    </message>
    <message>
        <source>Put the rows of one household together; give each person a number of their own.</source>
        <translation>Junte as linhas do mesmo agregado; dê a cada pessoa um número próprio.</translation>
    </message>
    <message>
        <source>Put them on the waiting list too; places are given in its order.</source>
        <translation>Ponha também esta pessoa na lista de espera; as vagas são dadas pela sua ordem.</translation>
    </message>
    <message>
        <source>Put them on the waiting list; the list shows when a place is free.</source>
        <translation>Ponha esta pessoa na lista de espera; a lista mostra quando há uma vaga.</translation>
    </message>
    <message>
        <source>Read it again in the citizen&apos;s language, or correct the language chosen.</source>
        <translation>Leia-o de novo na língua do cidadão ou corrija a língua escolhida.</translation>
    </message>
    <message>
        <source>Read it from the acknowledgement: it begins with G-.</source>
        <translation>Leia-o no comprovativo: começa por G-.</translation>
    </message>
    <message>
        <source>Read it from the enrolment’s papers: it begins with E-.</source>
        <translation>Leia-o nos documentos da inscrição: começa por E-.</translation>
    </message>
    <message>
        <source>Read it to the person in a language they understand, then say how it was given.</source>
        <translation>Leia-o à pessoa numa língua que compreenda e indique depois como foi dado.</translation>
    </message>
    <message>
        <source>Read them the notice and record it, then hand the application in.</source>
        <translation>Leia-lhes o aviso e registe-o; depois entregue o pedido.</translation>
    </message>
    <message>
        <source>Record the move first: a whole household can move to another district.</source>
        <translation>Registe primeiro a mudança: um agregado inteiro pode passar para outro distrito.</translation>
    </message>
    <message>
        <source>Record the proof of life first; then resume.</source>
        <translation>Registe primeiro a prova de vida; depois retome.</translation>
    </message>
    <message>
        <source>Redraw it with plain shapes and plain colours. Papers are printed without it meanwhile.</source>
        <translation>Volte a desenhá-lo com formas e cores simples. Entretanto, os papéis imprimem-se sem ele.</translation>
    </message>
    <message>
        <source>Report the death first, with its evidence; the exit is then proposed by itself.</source>
        <translation>Comunique primeiro o óbito, com a sua prova; a saída é então proposta por si.</translation>
    </message>
    <message>
        <source>Report the death: the household&apos;s head and recipient follow from it.</source>
        <translation>Comunique o óbito: o chefe do agregado e o recebedor decorrem dele.</translation>
    </message>
    <message>
        <source>Row {row}, {name}: “{given}” is not a number of days.</source>
        <translation>Linha {row}, {name}: «{given}» não é um número de dias.</translation>
    </message>
    <message>
        <source>Row {row}, {name}: “{given}” is not an amount.</source>
        <translation>Linha {row}, {name}: «{given}» não é um montante.</translation>
    </message>
    <message>
        <source>Run the list, have it validated and make it final; then enrol.</source>
        <translation>Elabore a lista, faça-a validar e torne-a definitiva; depois inscreva.</translation>
    </message>
    <message>
        <source>Save it again as UTF-8: accents and African letters are lost otherwise.</source>
        <translation>Guarde-o de novo em UTF-8: de outro modo perdem-se acentos e letras africanas.</translation>
    </message>
    <message>
        <source>Save it again as plain SVG.</source>
        <translation>Guarde-o de novo como SVG simples.</translation>
    </message>
    <message>
        <source>Save it without a password first, or choose a picture of the paper.</source>
        <translation>Guarde-o primeiro sem palavra-passe, ou escolha uma imagem do papel.</translation>
    </message>
    <message>
        <source>Save the list as XLSX, or as CSV with commas, semicolons or tabs between the cells.</source>
        <translation>Guarde a lista em XLSX, ou em CSV com vírgulas, pontos e vírgulas ou tabulações.</translation>
    </message>
    <message>
        <source>Save the other pages as a second PDF and add that too.</source>
        <translation>Guarde as outras páginas num segundo PDF e junte-o também.</translation>
    </message>
    <message>
        <source>Save the paper as a PDF, and print it where there is a printer.</source>
        <translation>Guarde o papel em PDF e imprima-o onde houver uma impressora.</translation>
    </message>
    <message>
        <source>Say first in which of the two this person lives: end the other membership.</source>
        <translation>Diga primeiro em qual dos dois esta pessoa vive: termine a outra pertença.</translation>
    </message>
    <message>
        <source>Say first whether they are one person; then the documents can be confirmed.</source>
        <translation>Diga primeiro se são a mesma pessoa; depois os documentos podem ser confirmados.</translation>
    </message>
    <message>
        <source>Say in a few words what was found out. Nothing was changed.</source>
        <translation>Diga em poucas palavras o que se descobriu. Nada foi alterado.</translation>
    </message>
    <message>
        <source>Say in a few words why the sex is not known, or choose female or male.</source>
        <translation>Diga em poucas palavras porque não se conhece o sexo, ou escolha feminino ou masculino.</translation>
    </message>
    <message>
        <source>Say in which order the day and the month are written in this column.</source>
        <translation>Diga por que ordem se escrevem o dia e o mês nesta coluna.</translation>
    </message>
    <message>
        <source>Say it in a few words.</source>
        <translation>Diga-o em poucas palavras.</translation>
    </message>
    <message>
        <source>Say what H stands for and what M stands for.</source>
        <translation>Diga o que significam H e M.</translation>
    </message>
    <message>
        <source>Say what it stands for beside the columns, or correct it in the list.</source>
        <translation>Diga o que significa abaixo das colunas, ou corrija-o na lista.</translation>
    </message>
    <message>
        <source>Say whether the day or the month comes first.</source>
        <translation>Diga se o dia ou o mês vem primeiro.</translation>
    </message>
    <message>
        <source>Say who you are with --user, or with GUICHET_USER.</source>
        <translation>Diga quem é com --user ou GUICHET_USER.</translation>
    </message>
    <message>
        <source>Say why another copy is needed: lost, damaged, corrected …</source>
        <translation>Diga porque é precisa outra via: perda, dano, correção …</translation>
    </message>
    <message>
        <source>Say why you open it. Your name, the time and the reason are written down.</source>
        <translation>Diga porque o abre. O seu nome, a hora e o motivo ficam registados.</translation>
    </message>
    <message>
        <source>Say why, in a few words: whoever complained may ask.</source>
        <translation>Diga porquê, em poucas palavras: a pessoa pode perguntar.</translation>
    </message>
    <message>
        <source>Say “standing” for the value that stands, or “other”.</source>
        <translation>Diga «standing» para o valor que vale, ou «other».</translation>
    </message>
    <message>
        <source>Scan at 300 points per inch or less, or choose a smaller picture.</source>
        <translation>Digitalize a 300 pontos por polegada ou menos, ou escolha uma imagem menor.</translation>
    </message>
    <message>
        <source>Scan the code of our card or receipt, or search by name.</source>
        <translation>Leia o código do nosso cartão ou comprovativo, ou procure pelo nome.</translation>
    </message>
    <message>
        <source>See that everything can still be read.</source>
        <translation>Verifique que tudo ainda se lê.</translation>
    </message>
    <message>
        <source>See that it is on and has paper, then print again. The PDF is kept.</source>
        <translation>Verifique se está ligada e se tem papel e imprima de novo. O PDF está guardado.</translation>
    </message>
    <message>
        <source>Set GUICHET_BACKUP_PASSPHRASE, or ask for a recovery key with --new-key.</source>
        <translation>Defina GUICHET_BACKUP_PASSPHRASE, ou peça uma chave de recuperação com --new-key.</translation>
    </message>
    <message>
        <source>Set the clock. What you enter is kept, marked as written by a doubtful clock.</source>
        <translation>Acerte o relógio. O que introduzir fica guardado, com a menção de um relógio duvidoso.</translation>
    </message>
    <message>
        <source>Set the date and the time, then synchronise again. Work already done is kept.</source>
        <translation>Acerte a data e a hora e sincronize de novo. O trabalho feito está guardado.</translation>
    </message>
    <message>
        <source>Set the telephone&apos;s camera to “most compatible”, or save the picture as JPEG first.</source>
        <translation>Ponha a câmara do telefone em «mais compatível», ou guarde primeiro a imagem em JPEG.</translation>
    </message>
    <message>
        <source>Several people use this file.</source>
        <translation>Várias pessoas utilizam este ficheiro.</translation>
    </message>
    <message>
        <source>Several places of this office are named {name}.</source>
        <translation>Vários lugares deste serviço chamam-se {name}.</translation>
    </message>
    <message>
        <source>Shorten it; a quotation mark may be missing.</source>
        <translation>Encurte-a; podem faltar umas aspas.</translation>
    </message>
    <message>
        <source>Should it be wrong, open it again and settle it anew.</source>
        <translation>Se estiver errado, reabra-o e resolva-o de novo.</translation>
    </message>
    <message>
        <source>So many forms cannot be made at once.</source>
        <translation>Não se podem fazer tantas fichas de uma vez.</translation>
    </message>
    <message>
        <source>Somebody else in the register has this number: {code}.</source>
        <translation>Outra pessoa no registo tem este número: {code}.</translation>
    </message>
    <message>
        <source>Somebody else who may decide has to decide on it.</source>
        <translation>Outra pessoa com esse direito tem de decidir.</translation>
    </message>
    <message>
        <source>Somebody from outside the household needs a mandate.</source>
        <translation>Uma pessoa de fora do agregado precisa de um mandato.</translation>
    </message>
    <message>
        <source>Somebody has been named to collect for this household.</source>
        <translation>Já há alguém indicado para receber por este agregado.</translation>
    </message>
    <message>
        <source>Somebody in the register looks like this person.</source>
        <translation>Alguém no registo é parecido com esta pessoa.</translation>
    </message>
    <message>
        <source>Somebody outside the household collects only with a mandate.</source>
        <translation>Uma pessoa de fora do agregado só recebe com uma procuração.</translation>
    </message>
    <message>
        <source>Somebody registered looks like this person: {code}.</source>
        <translation>Uma pessoa registada parece ser esta: {code}.</translation>
    </message>
    <message>
        <source>Something happened that this version has no words for: {code}.</source>
        <translation>Aconteceu algo que esta versão não sabe explicar: {code}.</translation>
    </message>
    <message>
        <source>Something that belongs to this record has not been sent yet.</source>
        <translation>Algo que pertence a este registo ainda não foi enviado.</translation>
    </message>
    <message>
        <source>Something went wrong that nobody foresaw.</source>
        <translation>Ocorreu um erro que ninguém previu.</translation>
    </message>
    <message>
        <source>Start it on a computer with a screen; every command works without one.</source>
        <translation>Inicie-a num computador com ecrã; todos os comandos funcionam sem ecrã.</translation>
    </message>
    <message>
        <source>Start the server again: it brings them up to date at each start.</source>
        <translation>Reinicie o servidor: ele atualiza-as a cada início.</translation>
    </message>
    <message>
        <source>Stop it, or choose another port with --port.</source>
        <translation>Pare-o, ou escolha outra porta com --port.</translation>
    </message>
    <message>
        <source>Synchronise again: a new one is made each time.</source>
        <translation>Sincronize de novo: faz-se uma nova de cada vez.</translation>
    </message>
    <message>
        <source>Synchronise again: it goes on from where the server is.</source>
        <translation>Sincronize de novo: o envio continua onde o servidor parou.</translation>
    </message>
    <message>
        <source>Synchronise again: it is asked for from its beginning.</source>
        <translation>Sincronize de novo: é pedido desde o início.</translation>
    </message>
    <message>
        <source>Synchronise again: this computer takes the latest one.</source>
        <translation>Sincronize de novo: este computador recebe a mais recente.</translation>
    </message>
    <message>
        <source>Synchronise again; if it goes on, tell the regional office.</source>
        <translation>Sincronize de novo; se continuar, avise o serviço regional.</translation>
    </message>
    <message>
        <source>Synchronise as always.</source>
        <translation>Sincronize como habitualmente.</translation>
    </message>
    <message>
        <source>Synchronise first, then correct it or set it aside.</source>
        <translation>Sincronize primeiro, depois corrija-a ou ponha-a de lado.</translation>
    </message>
    <message>
        <source>Synchronise first; it may still be waiting on another computer.</source>
        <translation>Sincronize primeiro; pode estar ainda à espera noutro computador.</translation>
    </message>
    <message>
        <source>Synchronise once over a line; from then on it can write to a stick.</source>
        <translation>Sincronize uma vez por uma linha; a partir daí pode escrever numa pen.</translation>
    </message>
    <message>
        <source>Synchronise there, then here.</source>
        <translation>Sincronize lá, depois aqui.</translation>
    </message>
    <message>
        <source>Synchronise: the office there then has its record, and can say where it lives.</source>
        <translation>Sincronize: o serviço de lá passa a ter o processo e pode dizer onde vive.</translation>
    </message>
    <message>
        <source>Take a new application down if something has changed.</source>
        <translation>Registe um novo pedido se algo mudou.</translation>
    </message>
    <message>
        <source>Take a new application down.</source>
        <translation>Registe um novo pedido.</translation>
    </message>
    <message>
        <source>Take at least {length} characters; four words that do not belong together are best.</source>
        <translation>Use pelo menos {length} caracteres; quatro palavras sem ligação entre si são a melhor escolha.</translation>
    </message>
    <message>
        <source>Take one of the fields that the comparison shows.</source>
        <translation>Tome um dos campos que a comparação mostra.</translation>
    </message>
    <message>
        <source>Take one that an earlier check of a list has shown, and change what is different.</source>
        <translation>Use um que uma verificação anterior mostrou e mude o que for diferente.</translation>
    </message>
    <message>
        <source>Take the code, the name and the telephone away, or do not make it anonymous.</source>
        <translation>Retire o código, o nome e o telefone, ou não a torne anónima.</translation>
    </message>
    <message>
        <source>Take the merge back under To decide, Possible duplicates, and then keep what stands.</source>
        <translation>Desfaça a fusão em A decidir, Duplicados possíveis, e depois mantenha o que está.</translation>
    </message>
    <message>
        <source>Take the number from the agenda.</source>
        <translation>Veja o número na agenda.</translation>
    </message>
    <message>
        <source>Take the picture again: nearer, sharp, without glare, the whole code in it.</source>
        <translation>Tire de novo a fotografia: mais perto, nítida, sem reflexos, com o código inteiro.</translation>
    </message>
    <message>
        <source>That is more than is owed.</source>
        <translation>É mais do que o devido.</translation>
    </message>
    <message>
        <source>The alternate is the same person as the recipient.</source>
        <translation>O substituto é a mesma pessoa que recebe.</translation>
    </message>
    <message>
        <source>The amount does not fit the wage and the months.</source>
        <translation>O montante não corresponde ao salário e aos meses.</translation>
    </message>
    <message>
        <source>The answer is missing.</source>
        <translation>Falta a resposta.</translation>
    </message>
    <message>
        <source>The answers are not one JSON object.</source>
        <translation>As respostas não formam um objeto JSON.</translation>
    </message>
    <message>
        <source>The area above, {parent}, is not in the list.</source>
        <translation>O lugar superior {parent} não está na lista.</translation>
    </message>
    <message>
        <source>The bundle is not whole: its end is missing ({name}).</source>
        <translation>O pacote não está inteiro: falta o fim ({name}).</translation>
    </message>
    <message>
        <source>The bundle was damaged or altered on its way ({name}).</source>
        <translation>O pacote foi danificado ou alterado pelo caminho ({name}).</translation>
    </message>
    <message>
        <source>The camera does not give a picture.</source>
        <translation>A câmara não dá imagem.</translation>
    </message>
    <message>
        <source>The campaign has no name.</source>
        <translation>A campanha não tem nome.</translation>
    </message>
    <message>
        <source>The campaign would end before it begins.</source>
        <translation>A campanha acabaria antes de começar.</translation>
    </message>
    <message>
        <source>The campaign {code} is closed.</source>
        <translation>A campanha {code} está encerrada.</translation>
    </message>
    <message>
        <source>The certificate cannot be read.</source>
        <translation>O certificado não se consegue ler.</translation>
    </message>
    <message>
        <source>The certificate or its key cannot be read: {file}.</source>
        <translation>O certificado ou a sua chave não se consegue ler: {file}.</translation>
    </message>
    <message>
        <source>The character {character} ({name}) cannot be printed: {field}.</source>
        <translation>O carácter {character} ({name}) não pode ser impresso: {field}.</translation>
    </message>
    <message>
        <source>The clock of this computer is wrong by {hours}.</source>
        <translation>O relógio deste computador tem um desvio de {hours}.</translation>
    </message>
    <message>
        <source>The column {column} has H and M, but no F.</source>
        <translation>A coluna {column} tem H e M, mas não F.</translation>
    </message>
    <message>
        <source>The column {column} holds numbers where codes are expected.</source>
        <translation>A coluna {column} tem números onde se esperam códigos.</translation>
    </message>
    <message>
        <source>The columns {column} and {other} are given for the same thing.</source>
        <translation>As colunas {column} e {other} estão indicadas para a mesma coisa.</translation>
    </message>
    <message>
        <source>The complaint is about {name}.</source>
        <translation>A reclamação é sobre {name}.</translation>
    </message>
    <message>
        <source>The copy does not open with this passphrase.</source>
        <translation>A cópia não abre com esta frase-passe.</translation>
    </message>
    <message>
        <source>The copy is not whole: its end is missing.</source>
        <translation>A cópia não está inteira: falta-lhe o fim.</translation>
    </message>
    <message>
        <source>The copy was altered or damaged since it was made.</source>
        <translation>A cópia foi alterada ou danificada desde que foi feita.</translation>
    </message>
    <message>
        <source>The copy would not be whole: the database holds changes that could not be read.</source>
        <translation>A cópia não ficaria inteira: a base de dados tem alterações que não puderam ser lidas.</translation>
    </message>
    <message>
        <source>The copy {file} could not be written ({reason}).</source>
        <translation>Não foi possível escrever a cópia {file} ({reason}).</translation>
    </message>
    <message>
        <source>The copy {file} is not there, or cannot be read.</source>
        <translation>A cópia {file} não existe, ou não pode ser lida.</translation>
    </message>
    <message>
        <source>The data of {count} people need an agreement to be handed over.</source>
        <translation>Para transmitir os dados de {count} pessoas é preciso um protocolo.</translation>
    </message>
    <message>
        <source>The database was made by a newer version of the server.</source>
        <translation>A base foi feita por uma versão mais recente do servidor.</translation>
    </message>
    <message>
        <source>The database was not touched. Choose a folder with room, where you may write.</source>
        <translation>A base de dados não foi tocada. Escolha uma pasta com espaço, onde possa escrever.</translation>
    </message>
    <message>
        <source>The date of birth is unfinished, or does not fit what is said to be known of it.</source>
        <translation>A data de nascimento está incompleta ou não corresponde ao que se diz saber dela.</translation>
    </message>
    <message>
        <source>The date of birth lies in the future.</source>
        <translation>A data de nascimento está no futuro.</translation>
    </message>
    <message>
        <source>The date {given} can be read in two ways.</source>
        <translation>A data {given} pode ler-se de duas maneiras.</translation>
    </message>
    <message>
        <source>The day of birth of a newborn is known at least to the year.</source>
        <translation>A data de nascimento de um recém-nascido é conhecida pelo menos quanto ao ano.</translation>
    </message>
    <message>
        <source>The day of death is before the day of birth.</source>
        <translation>O dia do óbito é anterior ao do nascimento.</translation>
    </message>
    <message>
        <source>The day of filing is still to come.</source>
        <translation>O dia da entrega ainda está por vir.</translation>
    </message>
    <message>
        <source>The day of payment is still to come.</source>
        <translation>O dia do pagamento ainda está por vir.</translation>
    </message>
    <message>
        <source>The day of registration is still to come.</source>
        <translation>O dia do registo ainda está por vir.</translation>
    </message>
    <message>
        <source>The days do not fit.</source>
        <translation>Os dias não servem.</translation>
    </message>
    <message>
        <source>The days of the visit do not fit.</source>
        <translation>Os dias da visita não servem.</translation>
    </message>
    <message>
        <source>The days of this enrolment are not in their order.</source>
        <translation>As datas desta inscrição não estão por ordem.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>O disco está cheio.</translation>
    </message>
    <message>
        <source>The employer has no name.</source>
        <translation>A entidade empregadora não tem nome.</translation>
    </message>
    <message>
        <source>The end of the file is missing.</source>
        <translation>Falta o fim do ficheiro.</translation>
    </message>
    <message>
        <source>The end of the membership has no reason.</source>
        <translation>O fim da pertença não tem motivo.</translation>
    </message>
    <message>
        <source>The estimated age is incomplete.</source>
        <translation>A idade estimada está incompleta.</translation>
    </message>
    <message>
        <source>The export was stopped.</source>
        <translation>A exportação foi parada.</translation>
    </message>
    <message>
        <source>The field {field} cannot be corrected here.</source>
        <translation>O campo {field} não pode ser corrigido aqui.</translation>
    </message>
    <message>
        <source>The field {field} points at another record and cannot be typed.</source>
        <translation>O campo {field} aponta para outro registo e não se escreve.</translation>
    </message>
    <message>
        <source>The file cannot be opened: {name}.</source>
        <translation>O ficheiro não pode ser aberto: {name}.</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>Não é possível ler o ficheiro.</translation>
    </message>
    <message>
        <source>The file could not be written.</source>
        <translation>Não foi possível escrever o ficheiro.</translation>
    </message>
    <message>
        <source>The file is already open in another window.</source>
        <translation>O ficheiro já está aberto noutra janela.</translation>
    </message>
    <message>
        <source>The file is busy with other work.</source>
        <translation>O ficheiro está ocupado com outra tarefa.</translation>
    </message>
    <message>
        <source>The file is damaged.</source>
        <translation>O ficheiro está danificado.</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>O ficheiro está vazio.</translation>
    </message>
    <message>
        <source>The file is not in UTF-8: it was read as {encoding}.</source>
        <translation>O ficheiro não está em UTF-8: foi lido como {encoding}.</translation>
    </message>
    <message>
        <source>The file is not there.</source>
        <translation>O ficheiro não está nesse lugar.</translation>
    </message>
    <message>
        <source>The file is not valid YAML from this line on.</source>
        <translation>O ficheiro não é YAML válido a partir desta linha.</translation>
    </message>
    <message>
        <source>The file is not written in UTF-8.</source>
        <translation>O ficheiro não está escrito em UTF-8.</translation>
    </message>
    <message>
        <source>The file lies outside the programme&apos;s folder.</source>
        <translation>O ficheiro está fora da pasta do programa.</translation>
    </message>
    <message>
        <source>The file was made by a newer version.</source>
        <translation>O ficheiro vem de uma versão mais recente.</translation>
    </message>
    <message>
        <source>The file {name} does not say what columns mean.</source>
        <translation>O ficheiro {name} não diz o que contêm as colunas.</translation>
    </message>
    <message>
        <source>The first age is above the last: from {first} to {last}.</source>
        <translation>A primeira idade é superior à última: de {first} a {last}.</translation>
    </message>
    <message>
        <source>The first day of work is still to come.</source>
        <translation>O primeiro dia de trabalho ainda está por vir.</translation>
    </message>
    <message>
        <source>The folder {name} already holds something else.</source>
        <translation>A pasta {name} já contém outra coisa.</translation>
    </message>
    <message>
        <source>The form&apos;s code has a typing mistake: its last character does not fit.</source>
        <translation>O código da ficha tem um erro de escrita: o último sinal não condiz.</translation>
    </message>
    <message>
        <source>The head of household cannot be among those who go.</source>
        <translation>O chefe do agregado não pode estar entre os que saem.</translation>
    </message>
    <message>
        <source>The head of household goes, and nobody has been named to follow.</source>
        <translation>O chefe do agregado sai, e ninguém foi indicado para lhe suceder.</translation>
    </message>
    <message>
        <source>The head of household is under 15.</source>
        <translation>O chefe do agregado tem menos de 15 anos.</translation>
    </message>
    <message>
        <source>The head of household stays, so nobody has to follow.</source>
        <translation>O chefe do agregado fica, por isso não há sucessão.</translation>
    </message>
    <message>
        <source>The head of the new household is not among those who go.</source>
        <translation>O chefe do novo agregado não está entre os que saem.</translation>
    </message>
    <message>
        <source>The household has changed since: the request no longer fits.</source>
        <translation>O agregado mudou entretanto: o pedido já não se aplica.</translation>
    </message>
    <message>
        <source>The household has more than one head.</source>
        <translation>O agregado tem mais de um chefe.</translation>
    </message>
    <message>
        <source>The household has no head.</source>
        <translation>O agregado não tem chefe.</translation>
    </message>
    <message>
        <source>The household has no members.</source>
        <translation>O agregado não tem membros.</translation>
    </message>
    <message>
        <source>The household of this row was registered before, without this person.</source>
        <translation>O agregado desta linha já tinha sido registado, sem esta pessoa.</translation>
    </message>
    <message>
        <source>The institution is missing.</source>
        <translation>Falta a instituição.</translation>
    </message>
    <message>
        <source>The key file that belongs beside this file is damaged.</source>
        <translation>O ficheiro de chaves que acompanha este ficheiro está danificado.</translation>
    </message>
    <message>
        <source>The key file that belongs beside this file is missing.</source>
        <translation>Falta o ficheiro de chaves que acompanha este ficheiro.</translation>
    </message>
    <message>
        <source>The laptop joins again with a new code from you; its work is safe on it.</source>
        <translation>O computador associa-se de novo com um código seu; o trabalho está seguro nele.</translation>
    </message>
    <message>
        <source>The laptop that wrote this bundle is no longer allowed to synchronise.</source>
        <translation>O computador que escreveu este pacote já não está autorizado a sincronizar.</translation>
    </message>
    <message>
        <source>The last day is not before the first, and not after today.</source>
        <translation>O último dia não é anterior ao primeiro nem posterior a hoje.</translation>
    </message>
    <message>
        <source>The last day of work does not fit.</source>
        <translation>O último dia de trabalho não serve.</translation>
    </message>
    <message>
        <source>The last month lies before the first.</source>
        <translation>O último mês é anterior ao primeiro.</translation>
    </message>
    <message>
        <source>The law has not set this rate yet.</source>
        <translation>A lei ainda não fixou esta taxa.</translation>
    </message>
    <message>
        <source>The legal basis is missing.</source>
        <translation>Falta a base legal.</translation>
    </message>
    <message>
        <source>The line counts for the employer. Register the person, then replace the statement, so that the month counts for them.</source>
        <translation>A linha conta para a entidade empregadora. Registe a pessoa e substitua depois a declaração, para que o mês conte para ela.</translation>
    </message>
    <message>
        <source>The line is too slow: the server stopped waiting.</source>
        <translation>A linha é demasiado lenta: o servidor deixou de esperar.</translation>
    </message>
    <message>
        <source>The line was cut.</source>
        <translation>A ligação foi cortada.</translation>
    </message>
    <message>
        <source>The list has more than {most} rows.</source>
        <translation>A lista tem mais de {most} linhas.</translation>
    </message>
    <message>
        <source>The list has no column {column}.</source>
        <translation>A lista não tem a coluna {column}.</translation>
    </message>
    <message>
        <source>The list has {count} columns.</source>
        <translation>A lista tem {count} colunas.</translation>
    </message>
    <message>
        <source>The list of merges of the last 90 days shows the numbers.</source>
        <translation>A lista das fusões dos últimos 90 dias mostra os números.</translation>
    </message>
    <message>
        <source>The list of possible duplicates shows the numbers; it may have been settled.</source>
        <translation>A lista de possíveis duplicados mostra os números; o par talvez já esteja resolvido.</translation>
    </message>
    <message>
        <source>The logo is not an SVG drawing with a viewBox.</source>
        <translation>O logótipo não é um desenho SVG com viewBox.</translation>
    </message>
    <message>
        <source>The logo is too large or holds more than plain shapes.</source>
        <translation>O logótipo é demasiado grande ou contém mais do que formas simples.</translation>
    </message>
    <message>
        <source>The membership ends before it begins.</source>
        <translation>A pertença ao agregado termina antes de começar.</translation>
    </message>
    <message>
        <source>The month {month} has not begun.</source>
        <translation>O mês {month} ainda não começou.</translation>
    </message>
    <message>
        <source>The mother chosen is registered as a man.</source>
        <translation>A mãe escolhida está registada como homem.</translation>
    </message>
    <message>
        <source>The name is missing.</source>
        <translation>Falta o nome.</translation>
    </message>
    <message>
        <source>The name {name} already stands on line {first_line}.</source>
        <translation>O nome {name} já consta da linha {first_line}.</translation>
    </message>
    <message>
        <source>The name {name} does not say which kind of file to write.</source>
        <translation>O nome {name} não diz que tipo de ficheiro escrever.</translation>
    </message>
    <message>
        <source>The note is empty.</source>
        <translation>A nota está vazia.</translation>
    </message>
    <message>
        <source>The notice does not name the {blank}.</source>
        <translation>O aviso não indica «{blank}».</translation>
    </message>
    <message>
        <source>The notice has a blank that nothing fills: {given}.</source>
        <translation>O aviso contém um espaço que nada preenche: {given}.</translation>
    </message>
    <message>
        <source>The number of insurance {number} belongs to somebody else: {code}.</source>
        <translation>O número de segurado {number} é de outra pessoa: {code}.</translation>
    </message>
    <message>
        <source>The number {key} was used further up already.</source>
        <translation>O número {key} já foi usado mais acima.</translation>
    </message>
    <message>
        <source>The office of that district has its record now.</source>
        <translation>O serviço desse distrito tem agora o processo.</translation>
    </message>
    <message>
        <source>The office there moves the household back.</source>
        <translation>É o serviço de lá que faz regressar o agregado.</translation>
    </message>
    <message>
        <source>The office {office} watches over no other office.</source>
        <translation>O balcão {office} não acompanha nenhum outro.</translation>
    </message>
    <message>
        <source>The paper could not be printed.</source>
        <translation>Não foi possível imprimir o papel.</translation>
    </message>
    <message>
        <source>The passphrase is too short to protect a copy of everything.</source>
        <translation>A frase-passe é curta demais para proteger uma cópia de tudo.</translation>
    </message>
    <message>
        <source>The password is missing.</source>
        <translation>Falta a palavra-passe.</translation>
    </message>
    <message>
        <source>The pattern {given} is not a regular expression.</source>
        <translation>O padrão {given} não é uma expressão regular.</translation>
    </message>
    <message>
        <source>The period&apos;s days do not fit.</source>
        <translation>Os dias do período não servem.</translation>
    </message>
    <message>
        <source>The person answering is under 18 and no parent or guardian is named.</source>
        <translation>A pessoa que responde tem menos de 18 anos e não está indicado um progenitor ou tutor.</translation>
    </message>
    <message>
        <source>The person belongs to this household under neither code.</source>
        <translation>A pessoa não pertence a este agregado com nenhum dos códigos.</translation>
    </message>
    <message>
        <source>The person is already in the scheme {scheme}, or waits for it.</source>
        <translation>A pessoa já está no regime {scheme}, ou está à espera dele.</translation>
    </message>
    <message>
        <source>The person would be over 105 years old.</source>
        <translation>A pessoa teria mais de 105 anos.</translation>
    </message>
    <message>
        <source>The quotation marks of this row are not in pairs.</source>
        <translation>As aspas desta linha não estão aos pares.</translation>
    </message>
    <message>
        <source>The reason is missing.</source>
        <translation>Falta o motivo.</translation>
    </message>
    <message>
        <source>The record stays here, where somebody cares for it. Choose a place of a district with an office.</source>
        <translation>O processo fica aqui, onde alguém cuida dele. Escolha um lugar de um distrito com serviço.</translation>
    </message>
    <message>
        <source>The records have gone. Pictures and scans wait until the server has been updated.</source>
        <translation>As fichas já seguiram. As fotografias e os documentos digitalizados esperam que o servidor seja atualizado.</translation>
    </message>
    <message>
        <source>The register does not know of a death.</source>
        <translation>O registo não conhece nenhum óbito.</translation>
    </message>
    <message>
        <source>The row has no household number.</source>
        <translation>A linha não tem número de agregado.</translation>
    </message>
    <message>
        <source>The row has {cells} cells under {headings} headings.</source>
        <translation>A linha tem {cells} células para {headings} títulos.</translation>
    </message>
    <message>
        <source>The same worker stands on line {line} already.</source>
        <translation>O mesmo trabalhador já está na linha {line}.</translation>
    </message>
    <message>
        <source>The scheme is still being prepared, or has been closed. Choose another.</source>
        <translation>O regime ainda está em preparação, ou foi encerrado. Escolha outro.</translation>
    </message>
    <message>
        <source>The server already keeps as much of this laptop as it may.</source>
        <translation>O servidor já guarda deste computador tudo o que pode.</translation>
    </message>
    <message>
        <source>The server could not read what this computer sent.</source>
        <translation>O servidor não conseguiu ler o que este computador enviou.</translation>
    </message>
    <message>
        <source>The server does not know the laptop that wrote this bundle.</source>
        <translation>O servidor não conhece o computador que escreveu este pacote.</translation>
    </message>
    <message>
        <source>The server failed at this change, and left it out.</source>
        <translation>O servidor falhou nesta alteração e deixou-a de fora.</translation>
    </message>
    <message>
        <source>The server has another part of this photo than this computer thought.</source>
        <translation>O servidor tem outra parte desta fotografia do que este computador supunha.</translation>
    </message>
    <message>
        <source>The server knows no device of that name.</source>
        <translation>O servidor não conhece nenhum aparelho com esse nome.</translation>
    </message>
    <message>
        <source>The server must be updated: it does not understand this application yet.</source>
        <translation>O servidor tem de ser atualizado: ainda não compreende esta aplicação.</translation>
    </message>
    <message>
        <source>The server no longer has this copy of the district.</source>
        <translation>O servidor já não tem esta cópia do distrito.</translation>
    </message>
    <message>
        <source>The server takes sealed work only from computers that it has shut out.</source>
        <translation>O servidor só aceita trabalho selado de computadores que excluiu.</translation>
    </message>
    <message>
        <source>The spreadsheet has rounded this number: {given}.</source>
        <translation>A folha de cálculo arredondou este número: {given}.</translation>
    </message>
    <message>
        <source>The statement names nobody.</source>
        <translation>A declaração não nomeia ninguém.</translation>
    </message>
    <message>
        <source>The statement {code} was replaced by a later one.</source>
        <translation>A declaração {code} foi substituída por outra.</translation>
    </message>
    <message>
        <source>The step before was on {date}.</source>
        <translation>A etapa anterior foi em {date}.</translation>
    </message>
    <message>
        <source>The stick or folder is no longer there.</source>
        <translation>A pen ou a pasta já não está lá.</translation>
    </message>
    <message>
        <source>The tables of the server&apos;s database are at step {tables}, not at {newest}.</source>
        <translation>As tabelas da base de dados do servidor estão no passo {tables}, e não em {newest}.</translation>
    </message>
    <message>
        <source>The text in this file is not in columns.</source>
        <translation>O texto deste ficheiro não está em colunas.</translation>
    </message>
    <message>
        <source>The time to appeal was {days} days from {date}.</source>
        <translation>O prazo de recurso era de {days} dias a partir de {date}.</translation>
    </message>
    <message>
        <source>The work stays safe on the laptop. Tell whoever looks after the server.</source>
        <translation>O trabalho fica em segurança no computador. Avise quem cuida do servidor.</translation>
    </message>
    <message>
        <source>The workbook has no sheet named {given}.</source>
        <translation>O livro não tem a folha {given}.</translation>
    </message>
    <message>
        <source>The workbook has {count} sheets; {name} was read.</source>
        <translation>O livro tem {count} folhas; leu-se {name}.</translation>
    </message>
    <message>
        <source>The workbook is damaged or not a real workbook.</source>
        <translation>O livro está danificado ou não é um livro verdadeiro.</translation>
    </message>
    <message>
        <source>There is a server in this database already.</source>
        <translation>Já existe um servidor nesta base de dados.</translation>
    </message>
    <message>
        <source>There is already a file {file}.</source>
        <translation>Já existe um ficheiro {file}.</translation>
    </message>
    <message>
        <source>There is more on this computer than one sealed file holds.</source>
        <translation>Há neste computador mais do que cabe num ficheiro selado.</translation>
    </message>
    <message>
        <source>There is no amount.</source>
        <translation>Não há montante.</translation>
    </message>
    <message>
        <source>There is no answer for this laptop in “{folder}”.</source>
        <translation>Não há resposta para este computador em «{folder}».</translation>
    </message>
    <message>
        <source>There is no appointment of the number {number}.</source>
        <translation>Não há compromisso com o número {number}.</translation>
    </message>
    <message>
        <source>There is no bundle in “{folder}”.</source>
        <translation>Não há nenhum pacote em «{folder}».</translation>
    </message>
    <message>
        <source>There is no column called {given}.</source>
        <translation>Não há nenhuma coluna chamada {given}.</translation>
    </message>
    <message>
        <source>There is no complaint of the number {code} here.</source>
        <translation>Não há aqui reclamação com o número {code}.</translation>
    </message>
    <message>
        <source>There is no conflict {number}.</source>
        <translation>Não há conflito {number}.</translation>
    </message>
    <message>
        <source>There is no employer with the code {code}.</source>
        <translation>Nenhuma entidade empregadora tem o código {code}.</translation>
    </message>
    <message>
        <source>There is no enrolment of the number {code} here.</source>
        <translation>Não há aqui nenhuma inscrição com o número {code}.</translation>
    </message>
    <message>
        <source>There is no field called {given}.</source>
        <translation>Não há nenhum campo chamado {given}.</translation>
    </message>
    <message>
        <source>There is no list in this file.</source>
        <translation>Não há nenhuma lista neste ficheiro.</translation>
    </message>
    <message>
        <source>There is no merge with this number.</source>
        <translation>Nenhuma fusão tem este número.</translation>
    </message>
    <message>
        <source>There is no pair of look-alikes with this number.</source>
        <translation>Nenhum par de pessoas parecidas tem este número.</translation>
    </message>
    <message>
        <source>There is no payment with the number {number} that could be corrected.</source>
        <translation>Nenhum pagamento com o número {number} pode ser corrigido.</translation>
    </message>
    <message>
        <source>There is no proof of life since the suspension.</source>
        <translation>Não há prova de vida desde a suspensão.</translation>
    </message>
    <message>
        <source>There is no room left on the server for this.</source>
        <translation>O servidor já não tem espaço para isto.</translation>
    </message>
    <message>
        <source>There is no scheme with the code {code}.</source>
        <translation>Nenhum regime tem o código {code}.</translation>
    </message>
    <message>
        <source>There is no statement with the code {code}.</source>
        <translation>Nenhuma declaração tem o código {code}.</translation>
    </message>
    <message>
        <source>There is no such day: {given}.</source>
        <translation>Esse dia não existe: {given}.</translation>
    </message>
    <message>
        <source>There is no such request in this file.</source>
        <translation>Este pedido não existe neste ficheiro.</translation>
    </message>
    <message>
        <source>There is not enough room on the stick.</source>
        <translation>Não há espaço suficiente na pen.</translation>
    </message>
    <message>
        <source>There is nothing more behind what this computer asked for.</source>
        <translation>Não há mais nada para além do que este computador pediu.</translation>
    </message>
    <message>
        <source>There is nothing to take back: the request is “{state}”.</source>
        <translation>Não há nada a anular: o pedido está «{state}».</translation>
    </message>
    <message>
        <source>They are not enrolled, so there is no enrolment receipt.</source>
        <translation>A pessoa não está inscrita, por isso não há comprovativo de inscrição.</translation>
    </message>
    <message>
        <source>They can apply again, with what has changed since.</source>
        <translation>A pessoa pode pedir de novo, com o que mudou desde então.</translation>
    </message>
    <message>
        <source>This bundle is meant for somebody else (office {office}, laptop {laptop}).</source>
        <translation>Este pacote destina-se a outra pessoa (serviço {office}, computador {laptop}).</translation>
    </message>
    <message>
        <source>This bundle was written by a newer version.</source>
        <translation>Este pacote foi escrito por uma versão mais recente.</translation>
    </message>
    <message>
        <source>This bundle was written by a version that is too old.</source>
        <translation>Este pacote foi escrito por uma versão demasiado antiga.</translation>
    </message>
    <message>
        <source>This cannot be said of the one chosen: {field}.</source>
        <translation>Isto não se pode dizer de quem foi escolhido: {field}.</translation>
    </message>
    <message>
        <source>This change needs a proof.</source>
        <translation>Esta alteração exige uma prova.</translation>
    </message>
    <message>
        <source>This change needs a record that the server refused as well.</source>
        <translation>Esta alteração depende de um registo que o servidor também recusou.</translation>
    </message>
    <message>
        <source>This change points at a record of the wrong kind.</source>
        <translation>Esta alteração remete para um registo de outro tipo.</translation>
    </message>
    <message>
        <source>This child was born more than three years ago.</source>
        <translation>Esta criança nasceu há mais de três anos.</translation>
    </message>
    <message>
        <source>This complaint is about you.</source>
        <translation>Esta reclamação é sobre si.</translation>
    </message>
    <message>
        <source>This computer is no longer allowed to work with the register.</source>
        <translation>Este computador já não pode trabalhar com o registo.</translation>
    </message>
    <message>
        <source>This conflict is not about the field {field}.</source>
        <translation>Este conflito não é sobre o campo {field}.</translation>
    </message>
    <message>
        <source>This conflict was settled already, by {name}.</source>
        <translation>Este conflito já foi resolvido, por {name}.</translation>
    </message>
    <message>
        <source>This copy was made by a newer version of the server.</source>
        <translation>Esta cópia foi feita por uma versão mais recente do servidor.</translation>
    </message>
    <message>
        <source>This day has not come yet.</source>
        <translation>Esse dia ainda não chegou.</translation>
    </message>
    <message>
        <source>This day is over.</source>
        <translation>Esse dia já passou.</translation>
    </message>
    <message>
        <source>This enrolment has not ended.</source>
        <translation>Esta inscrição não terminou.</translation>
    </message>
    <message>
        <source>This enrolment is over.</source>
        <translation>Esta inscrição já terminou.</translation>
    </message>
    <message>
        <source>This file does not know yet to whom bundles are sealed.</source>
        <translation>Este ficheiro ainda não sabe para quem selar os pacotes.</translation>
    </message>
    <message>
        <source>This file is no copy of a Guichet server.</source>
        <translation>Este ficheiro não é a cópia de um servidor Guichet.</translation>
    </message>
    <message>
        <source>This file is not a list but of another kind: {kind}.</source>
        <translation>Este ficheiro não é uma lista mas de outro tipo: {kind}.</translation>
    </message>
    <message>
        <source>This file was closed on {date}, by order of the regional office.</source>
        <translation>Este ficheiro foi encerrado em {date}, por ordem do serviço regional.</translation>
    </message>
    <message>
        <source>This household is already moving to another district: {name}.</source>
        <translation>Este agregado já está a mudar para outro distrito: {name}.</translation>
    </message>
    <message>
        <source>This household is closed or was merged into another.</source>
        <translation>Este agregado está encerrado ou foi fundido noutro.</translation>
    </message>
    <message>
        <source>This is before the person came into the household, on {date}.</source>
        <translation>É anterior à entrada da pessoa no agregado, em {date}.</translation>
    </message>
    <message>
        <source>This is in another district than the household&apos;s record.</source>
        <translation>Fica noutro distrito, diferente do processo do agregado.</translation>
    </message>
    <message>
        <source>This is no name for a device.</source>
        <translation>Isto não é nome para um aparelho.</translation>
    </message>
    <message>
        <source>This is the last member of the household.</source>
        <translation>É o último membro do agregado.</translation>
    </message>
    <message>
        <source>This laptop has been given a new name too often today.</source>
        <translation>Este computador recebeu hoje demasiados nomes novos.</translation>
    </message>
    <message>
        <source>This merge could be taken back until {date}.</source>
        <translation>Esta fusão podia ser anulada até {date}.</translation>
    </message>
    <message>
        <source>This merge was taken back already.</source>
        <translation>Esta fusão já foi anulada.</translation>
    </message>
    <message>
        <source>This officer gave the answer that is appealed against.</source>
        <translation>Foi este funcionário que deu a resposta contestada.</translation>
    </message>
    <message>
        <source>This person has no period with the number {number}.</source>
        <translation>Esta pessoa não tem período com o número {number}.</translation>
    </message>
    <message>
        <source>This person is the head of household already.</source>
        <translation>Esta pessoa já é chefe do agregado.</translation>
    </message>
    <message>
        <source>This person works there already, since {date}.</source>
        <translation>Esta pessoa já lá trabalha, desde {date}.</translation>
    </message>
    <message>
        <source>This person’s death is recorded.</source>
        <translation>O óbito desta pessoa está registado.</translation>
    </message>
    <message>
        <source>This request has been decided already ({state}).</source>
        <translation>Este pedido já foi decidido ({state}).</translation>
    </message>
    <message>
        <source>This step cannot be taken from where the complaint stands.</source>
        <translation>Esta etapa não é possível no ponto em que está a reclamação.</translation>
    </message>
    <message>
        <source>This step cannot be taken from where the enrolment stands.</source>
        <translation>Este passo não é possível no ponto em que está a inscrição.</translation>
    </message>
    <message>
        <source>This unfinished registration is not here any more.</source>
        <translation>Este registo por acabar já não está aqui.</translation>
    </message>
    <message>
        <source>This was not written by you at this file.</source>
        <translation>Isto não foi escrito por si neste ficheiro.</translation>
    </message>
    <message>
        <source>This was written on {date}: it can be taken back on the same day only.</source>
        <translation>Isto foi escrito em {date}: só pode ser anulado no mesmo dia.</translation>
    </message>
    <message>
        <source>Two rates of {scheme} hold on the same day: those valid from {first} and from {second}.</source>
        <translation>Duas taxas de {scheme} valem no mesmo dia: as válidas desde {first} e desde {second}.</translation>
    </message>
    <message>
        <source>Type it when asked, or set {variable}.</source>
        <translation>Escreva-a quando for pedida, ou defina {variable}.</translation>
    </message>
    <message>
        <source>Unpacked, this workbook would take {megabytes} megabytes.</source>
        <translation>Descomprimido, este livro ocuparia {megabytes} megabytes.</translation>
    </message>
    <message>
        <source>What is to be done is missing.</source>
        <translation>Falta o que há a fazer.</translation>
    </message>
    <message>
        <source>What it had not sent could not be handed over yet ({reason}), and nothing was destroyed. Call the regional office, and synchronise again.</source>
        <translation>O que ainda não tinha enviado não pôde ser entregue ({reason}) e nada foi destruído. Ligue ao serviço regional e volte a sincronizar.</translation>
    </message>
    <message>
        <source>What it had not sent was sealed and handed over first. Ask the regional office; this computer can begin again with a new file and a new code.</source>
        <translation>O que não tinha sido enviado foi antes selado e entregue. Contacte o serviço regional; este computador pode recomeçar com um novo ficheiro e um novo código.</translation>
    </message>
    <message>
        <source>What it had not sent was sealed and is with the server: {changes} changes, {photos} pictures and scans. The keys of this file are destroyed: once closed it cannot be opened again. Call the regional office.</source>
        <translation>O que ainda não tinha enviado foi selado e está no servidor: {changes} alterações, {photos} fotografias e documentos. As chaves deste ficheiro foram destruídas: depois de fechado, não volta a abrir. Ligue ao serviço regional.</translation>
    </message>
    <message>
        <source>What the complaint says is missing.</source>
        <translation>Falta o texto da reclamação.</translation>
    </message>
    <message>
        <source>When you file, this is put down from the first day of the month.</source>
        <translation>Na entrega, isto fica anotado a partir do primeiro dia do mês.</translation>
    </message>
    <message>
        <source>Which value is right has not been said for every field.</source>
        <translation>Não se disse para cada campo que valor está certo.</translation>
    </message>
    <message>
        <source>Who collects has not been said.</source>
        <translation>Não foi indicado quem recebe.</translation>
    </message>
    <message>
        <source>Whoever goes cannot lead the household.</source>
        <translation>Quem sai não pode chefiar o agregado.</translation>
    </message>
    <message>
        <source>Why the change is set aside has not been said.</source>
        <translation>Não se disse porque a alteração é posta de lado.</translation>
    </message>
    <message>
        <source>Why the merge is taken back has not been said.</source>
        <translation>Não foi dito porque se anula a fusão.</translation>
    </message>
    <message>
        <source>Why this file is kept confidential, or no longer, has not been said.</source>
        <translation>Não foi dito porque este processo é confidencial, ou deixa de o ser.</translation>
    </message>
    <message>
        <source>With this change the record would be too large to be sent to anybody.</source>
        <translation>Com esta alteração, a ficha seria demasiado grande para ser enviada a alguém.</translation>
    </message>
    <message>
        <source>Write 0 to {most} days.</source>
        <translation>Escreva de 0 a {most} dias.</translation>
    </message>
    <message>
        <source>Write a day up to today.</source>
        <translation>Escreva um dia até hoje.</translation>
    </message>
    <message>
        <source>Write a few words about what was found.</source>
        <translation>Escreva algumas palavras sobre o que se constatou.</translation>
    </message>
    <message>
        <source>Write a few words: whoever looks later reads them.</source>
        <translation>Escreva algumas palavras: quem vir mais tarde vai lê-las.</translation>
    </message>
    <message>
        <source>Write a quotation mark inside a cell twice, or take it away.</source>
        <translation>Escreva duas vezes as aspas dentro de uma célula, ou retire-as.</translation>
    </message>
    <message>
        <source>Write figures only, with no more decimals than the currency has.</source>
        <translation>Escreva só algarismos, sem mais decimais do que a moeda tem.</translation>
    </message>
    <message>
        <source>Write in a few words why, so that whoever asked understands it.</source>
        <translation>Escreva porquê em poucas palavras, para que quem pediu compreenda.</translation>
    </message>
    <message>
        <source>Write it again, and save the file as XLSX or as CSV in UTF-8.</source>
        <translation>Escreva-a de novo e guarde o ficheiro em XLSX ou em CSV UTF-8.</translation>
    </message>
    <message>
        <source>Write it as 09:30.</source>
        <translation>Escreva-a como 09:30.</translation>
    </message>
    <message>
        <source>Write it as field=value, for example --set village=Taru.</source>
        <translation>Escreva campo=valor, por exemplo --set village=Taru.</translation>
    </message>
    <message>
        <source>Write it down in the person’s own words.</source>
        <translation>Escreva-o nas palavras da pessoa.</translation>
    </message>
    <message>
        <source>Write it in a few words; it is kept with your name and the time.</source>
        <translation>Escreva-o em poucas palavras; fica guardado com o seu nome e a hora.</translation>
    </message>
    <message>
        <source>Write it in a sentence: it is kept, and the person may ask for it.</source>
        <translation>Escreva-o numa frase: fica guardada, e a pessoa pode pedi-la.</translation>
    </message>
    <message>
        <source>Write its two letters, for example SN.</source>
        <translation>Escreva as suas duas letras, por exemplo SN.</translation>
    </message>
    <message>
        <source>Write one of these: {expected}.</source>
        <translation>Escreva um destes: {expected}.</translation>
    </message>
    <message>
        <source>Write the code of the person, from the card or the receipt.</source>
        <translation>Escreva o código da pessoa, a partir do cartão ou do comprovativo.</translation>
    </message>
    <message>
        <source>Write the date, the month or the year of birth.</source>
        <translation>Escreva a data, o mês ou o ano de nascimento.</translation>
    </message>
    <message>
        <source>Write the day on which the employer was registered.</source>
        <translation>Escreva o dia em que a entidade foi registada.</translation>
    </message>
    <message>
        <source>Write the day on which the money was received.</source>
        <translation>Escreva o dia em que o dinheiro foi recebido.</translation>
    </message>
    <message>
        <source>Write the money down on the later one.</source>
        <translation>Anote o dinheiro na mais recente.</translation>
    </message>
    <message>
        <source>Write the name as it stands on its registration.</source>
        <translation>Escreva o nome como consta do seu registo.</translation>
    </message>
    <message>
        <source>Write the name of the institution: it is kept with the export.</source>
        <translation>Escreva o nome da instituição: fica registado com a exportação.</translation>
    </message>
    <message>
        <source>Write the number of the household this person belongs to.</source>
        <translation>Escreva o número do agregado desta pessoa.</translation>
    </message>
    <message>
        <source>Write the place’s code instead of its name.</source>
        <translation>Escreva o código do lugar em vez do nome.</translation>
    </message>
    <message>
        <source>Write the reference of the agreement, or export at most {most} people.</source>
        <translation>Escreva a referência do protocolo, ou exporte no máximo {most} pessoas.</translation>
    </message>
    <message>
        <source>Write the wage in figures, without the currency.</source>
        <translation>Escreva o salário em algarismos, sem a moeda.</translation>
    </message>
    <message>
        <source>Write the worker&apos;s name as the employer wrote it.</source>
        <translation>Escreva o nome do trabalhador como a entidade o escreveu.</translation>
    </message>
    <message>
        <source>Write the year and the month, for example 2018-01.</source>
        <translation>Escreva o ano e o mês, por exemplo 2018-01.</translation>
    </message>
    <message>
        <source>Write what paper gives it: a power of attorney, a guardian’s act …</source>
        <translation>Escreva que documento o dá: uma procuração, um ato de tutela …</translation>
    </message>
    <message>
        <source>Write what the person will be told.</source>
        <translation>Escreva o que será dito à pessoa.</translation>
    </message>
    <message>
        <source>Write what was earned in the month; for a correction file the statement anew.</source>
        <translation>Escreva o que se ganhou no mês; para uma correção, entregue de novo a declaração.</translation>
    </message>
    <message>
        <source>Write what was received.</source>
        <translation>Escreva o que foi recebido.</translation>
    </message>
    <message>
        <source>Write what you saw, heard or agreed.</source>
        <translation>Escreva o que viu, ouviu ou combinou.</translation>
    </message>
    <message>
        <source>Write which paper allows it: its number and its date.</source>
        <translation>Escreva que documento o autoriza: o número e a data.</translation>
    </message>
    <message>
        <source>Write which paper was seen: a certificate, its number and its date.</source>
        <translation>Escreva que documento foi visto: um certificado, o seu número e data.</translation>
    </message>
    <message>
        <source>Write which paper you have seen and its number, or attach a scan of it.</source>
        <translation>Escreva que documento viu e o seu número, ou junte uma cópia digitalizada.</translation>
    </message>
    <message>
        <source>Write who insured the person at that time.</source>
        <translation>Escreva quem segurava a pessoa nessa altura.</translation>
    </message>
    <message>
        <source>Write whole days, or leave the cell empty.</source>
        <translation>Escreva dias inteiros, ou deixe a célula vazia.</translation>
    </message>
    <message>
        <source>You asked for this yourself, so somebody else has to agree.</source>
        <translation>Foi você que o pediu: outra pessoa tem de concordar.</translation>
    </message>
    <message>
        <source>You took the decision that is appealed against.</source>
        <translation>Tomou a decisão de que se recorre.</translation>
    </message>
    <message>
        <source>You took this application down yourself.</source>
        <translation>Foi quem registou este pedido.</translation>
    </message>
    <message>
        <source>Your role exports figures, not names.</source>
        <translation>A sua função exporta números, não nomes.</translation>
    </message>
    <message>
        <source>Your work is safe here. Synchronise tomorrow; if it goes on, tell the regional office.</source>
        <translation>O seu trabalho está seguro aqui. Sincronize amanhã; se continuar, avise o serviço regional.</translation>
    </message>
    <message>
        <source>Your work is safe here. Tell whoever looks after the server, then try again.</source>
        <translation>O seu trabalho está seguro aqui. Avise quem cuida do servidor e tente de novo.</translation>
    </message>
    <message>
        <source>Zeros at the beginning of a code may be lost. Ask for the list with that column as text.</source>
        <translation>Os zeros no início de um código podem ter-se perdido. Peça a lista com essa coluna em texto.</translation>
    </message>
    <message>
        <source>{code} belongs to another district now.</source>
        <translation>{code} pertence agora a outro distrito.</translation>
    </message>
    <message>
        <source>{code} cannot collect: no living member of this household has that code.</source>
        <translation>{code} não pode receber: nenhum membro vivo deste agregado tem esse código.</translation>
    </message>
    <message>
        <source>{code} has moved to another district: {name}.</source>
        <translation>{code} mudou para outro distrito: {name}.</translation>
    </message>
    <message>
        <source>{code} is in this household already.</source>
        <translation>{code} já está neste agregado.</translation>
    </message>
    <message>
        <source>{code} is named twice.</source>
        <translation>{code} está indicado duas vezes.</translation>
    </message>
    <message>
        <source>{code} is not a member of this household today.</source>
        <translation>{code} não é membro deste agregado hoje.</translation>
    </message>
    <message>
        <source>{code} is not in this household today.</source>
        <translation>{code} não está hoje neste agregado.</translation>
    </message>
    <message>
        <source>{code} would belong to two households: {household} and {other}.</source>
        <translation>{code} pertenceria a dois agregados: {household} e {other}.</translation>
    </message>
    <message>
        <source>{code}: {field} has been changed since.</source>
        <translation>{code}: {field} foi alterado entretanto.</translation>
    </message>
    <message>
        <source>{code}: {field} has changed since this was asked for, from {was} to {now}.</source>
        <translation>{code}: {field} mudou desde o pedido, de {was} para {now}.</translation>
    </message>
    <message>
        <source>{count} cells hold formulas, the first of them {cell}.</source>
        <translation>{count} células têm fórmulas, a primeira é {cell}.</translation>
    </message>
    <message>
        <source>{count} groups of cells are merged.</source>
        <translation>{count} grupos de células estão unidos.</translation>
    </message>
    <message>
        <source>{name} also lives in a household that stays in this district: {code}.</source>
        <translation>{name} vive também num agregado que fica neste distrito: {code}.</translation>
    </message>
    <message>
        <source>{name} is closed.</source>
        <translation>{name} está encerrada.</translation>
    </message>
    <message>
        <source>{name} is not known here by code or number.</source>
        <translation>{name} não é conhecido aqui por código nem número.</translation>
    </message>
    <message>
        <source>{name} is under {age}.</source>
        <translation>{name} tem menos de {age} anos.</translation>
    </message>
    <message>
        <source>{name} may not answer this complaint.</source>
        <translation>{name} não pode responder a esta reclamação.</translation>
    </message>
    <message>
        <source>{name} was not down as working there.</source>
        <translation>{name} não constava como lá trabalhando.</translation>
    </message>
    <message>
        <source>{scheme} does not ask for this document: {text}.</source>
        <translation>{scheme} não pede este documento: {text}.</translation>
    </message>
    <message>
        <source>{scheme} enrols from a final list only, and they are on none.</source>
        <translation>{scheme} só inscreve a partir de uma lista definitiva, e a pessoa não está em nenhuma.</translation>
    </message>
    <message>
        <source>{scheme} enrols single persons: nobody is named.</source>
        <translation>{scheme} inscreve pessoas: nenhuma está indicada.</translation>
    </message>
    <message>
        <source>{scheme} has no limit, so nobody has to wait.</source>
        <translation>{scheme} não tem limite, por isso ninguém tem de esperar.</translation>
    </message>
    <message>
        <source>{scheme} has no rate for {month}.</source>
        <translation>{scheme} não tem taxa para {month}.</translation>
    </message>
    <message>
        <source>“{given}” is not a country&apos;s code.</source>
        <translation>«{given}» não é um código de país.</translation>
    </message>
    <message>
        <source>“{given}” is not a field and its value.</source>
        <translation>«{given}» não é um campo com o seu valor.</translation>
    </message>
    <message>
        <source>“{given}” is not a month.</source>
        <translation>«{given}» não é um mês.</translation>
    </message>
    <message>
        <source>“{given}” is not an amount in {currency}.</source>
        <translation>«{given}» não é um montante em {currency}.</translation>
    </message>
    <message>
        <source>“{given}” is not understood here.</source>
        <translation>«{given}» não é entendido aqui.</translation>
    </message>
    <message>
        <source>“{name}” has only {kept} points: small print may not be readable.</source>
        <translation>«{name}» só tem {kept} pontos: a letra pequena pode não se ler.</translation>
    </message>
    <message>
        <source>“{name}” has {pages} pages; only the first {kept} are kept.</source>
        <translation>«{name}» tem {pages} páginas; só se guardam as primeiras {kept}.</translation>
    </message>
    <message>
        <source>“{name}” is damaged or was not copied to its end.</source>
        <translation>«{name}» está danificado ou não foi copiado até ao fim.</translation>
    </message>
    <message>
        <source>“{name}” is in the format of some telephones (HEIC), which cannot be read here.</source>
        <translation>«{name}» está no formato de alguns telefones (HEIC), que não se lê aqui.</translation>
    </message>
    <message>
        <source>“{name}” is locked with a password.</source>
        <translation>«{name}» está protegido por uma palavra-passe.</translation>
    </message>
    <message>
        <source>“{name}” is not a PDF that can be read.</source>
        <translation>«{name}» não é um PDF que se possa ler.</translation>
    </message>
    <message>
        <source>“{name}” is not a field that can be taken from the other record.</source>
        <translation>«{name}» não é um campo que se possa tomar da outra ficha.</translation>
    </message>
    <message>
        <source>“{name}” is not a picture that can be read.</source>
        <translation>«{name}» não é uma imagem que se possa ler.</translation>
    </message>
    <message>
        <source>“{name}” is too large to be opened safely.</source>
        <translation>«{name}» é demasiado grande para ser aberto sem risco.</translation>
    </message>
    <message>
        <source>“{name}” was made smaller: from {given} to {kept} points.</source>
        <translation>«{name}» foi reduzido: de {given} para {kept} pontos.</translation>
    </message>
    <message>
        <source>“{name}” was too large and is kept as pictures, {pages} of them.</source>
        <translation>«{name}» era demasiado grande: guarda-se como imagens, {pages} ao todo.</translation>
    </message>
    <message>
        <source>“{text}” is not a time of day.</source>
        <translation>«{text}» não é uma hora.</translation>
    </message>
    <message>
        <source>The photo was damaged on the way.</source>
        <translation>A fotografia danificou-se no caminho.</translation>
    </message>
    <message>
        <source>Choose: left, moved, or entered by mistake. The others have a request of their own.</source>
        <translation>Escolha: saiu, mudou-se ou registado por engano. Os outros casos têm o seu próprio pedido.</translation>
    </message>
    <message>
        <source>It is never cut. Ask whoever keeps the programme to shorten it.</source>
        <translation>Nunca é cortado. Peça a quem mantém o programa que o encurte.</translation>
    </message>
    <message>
        <source>Look at the list of requests. One made elsewhere comes when both laptops synchronise.</source>
        <translation>Veja a lista de pedidos. Um pedido feito noutro lugar chega quando os dois computadores se sincronizam.</translation>
    </message>
    <message>
        <source>The place where the household lives is missing.</source>
        <translation>Falta o lugar onde vive o agregado.</translation>
    </message>
    <message>
        <source>The printer did not take the paper.</source>
        <translation>A impressora não aceitou o papel.</translation>
    </message>
    <message>
        <source>The privacy notice has not been given.</source>
        <translation>O aviso de privacidade não foi dado.</translation>
    </message>
    <message>
        <source>The privacy notice was given in another language than the citizen&apos;s.</source>
        <translation>O aviso de privacidade foi dado noutra língua que não a do cidadão.</translation>
    </message>
    <message>
        <source>The programme&apos;s files contain an error.</source>
        <translation>Os ficheiros do programa contêm um erro.</translation>
    </message>
    <message>
        <source>The programme&apos;s logo uses a kind of drawing that cannot be printed: {element}.</source>
        <translation>O logótipo do programa contém um desenho que não pode ser impresso: {element}.</translation>
    </message>
    <message>
        <source>The programme&apos;s privacy notice is too long for the first page of the form.</source>
        <translation>O aviso de privacidade do programa é demasiado longo para a primeira página da ficha.</translation>
    </message>
    <message>
        <source>The questionnaire has no such question.</source>
        <translation>O questionário não tem esta pergunta.</translation>
    </message>
    <message>
        <source>The questions on difficulties are not for children under five.</source>
        <translation>As perguntas sobre dificuldades não são para crianças com menos de cinco anos.</translation>
    </message>
    <message>
        <source>The record this change speaks of is not here.</source>
        <translation>A ficha a que esta alteração se refere não está aqui.</translation>
    </message>
    <message>
        <source>The role in the household has not been chosen.</source>
        <translation>O papel no agregado não foi escolhido.</translation>
    </message>
    <message>
        <source>The scheme {scheme}, in which the person is, excludes this one.</source>
        <translation>O regime {scheme}, em que a pessoa está, exclui este.</translation>
    </message>
    <message>
        <source>The seal on what was received is not genuine.</source>
        <translation>O selo do que foi recebido não é autêntico.</translation>
    </message>
    <message>
        <source>The server answered with an error of its own.</source>
        <translation>O servidor respondeu com um erro interno.</translation>
    </message>
    <message>
        <source>The server asks this computer to introduce itself again.</source>
        <translation>O servidor pede a este computador que se apresente outra vez.</translation>
    </message>
    <message>
        <source>The server cannot be reached.</source>
        <translation>Não é possível contactar o servidor.</translation>
    </message>
    <message>
        <source>The server could not take this change, and did not say why.</source>
        <translation>O servidor não conseguiu aceitar esta alteração e não disse porquê.</translation>
    </message>
    <message>
        <source>The server did not recognise this computer.</source>
        <translation>O servidor não reconheceu este computador.</translation>
    </message>
    <message>
        <source>The server does not have this photo.</source>
        <translation>O servidor não tem esta fotografia.</translation>
    </message>
    <message>
        <source>The server does not know this computer.</source>
        <translation>O servidor não conhece este computador.</translation>
    </message>
    <message>
        <source>The server does not know this request.</source>
        <translation>O servidor não conhece este pedido.</translation>
    </message>
    <message>
        <source>The server does not know this way of signing in.</source>
        <translation>O servidor não conhece esta forma de se identificar.</translation>
    </message>
    <message>
        <source>The server has already heard this introduction.</source>
        <translation>O servidor já ouviu esta apresentação.</translation>
    </message>
    <message>
        <source>The server is busy.</source>
        <translation>O servidor está ocupado.</translation>
    </message>
    <message>
        <source>The server is not installed on this computer.</source>
        <translation>O servidor não está instalado neste computador.</translation>
    </message>
    <message>
        <source>The server lacks earlier changes of this file.</source>
        <translation>Faltam ao servidor alterações anteriores deste ficheiro.</translation>
    </message>
    <message>
        <source>The server may not use the folder of its database: {folder}.</source>
        <translation>O servidor não pode usar a pasta da sua base de dados: {folder}.</translation>
    </message>
    <message>
        <source>The server would use the database as its superuser.</source>
        <translation>O servidor usaria a base como superutilizador.</translation>
    </message>
    <message>
        <source>The server&apos;s answer was garbled on the way.</source>
        <translation>A resposta do servidor chegou baralhada.</translation>
    </message>
    <message>
        <source>The server&apos;s database does not answer ({reason}).</source>
        <translation>A base de dados do servidor não responde ({reason}).</translation>
    </message>
    <message>
        <source>The server&apos;s receipt does not match what was sent.</source>
        <translation>O aviso de receção do servidor não corresponde ao que foi enviado.</translation>
    </message>
    <message>
        <source>The sex has not been chosen.</source>
        <translation>O sexo não foi indicado.</translation>
    </message>
    <message>
        <source>The short code of this computer is not one.</source>
        <translation>O código curto deste computador não é válido.</translation>
    </message>
    <message>
        <source>The spouse is under 15.</source>
        <translation>O cônjuge tem menos de 15 anos.</translation>
    </message>
    <message>
        <source>The table cannot be read from this line on.</source>
        <translation>Não é possível ler a tabela a partir desta linha.</translation>
    </message>
    <message>
        <source>The table has no lines.</source>
        <translation>A tabela não tem linhas.</translation>
    </message>
    <message>
        <source>The team is missing.</source>
        <translation>Falta a equipa.</translation>
    </message>
    <message>
        <source>The text is missing in one of the languages: {language}.</source>
        <translation>Falta o texto numa das línguas: {language}.</translation>
    </message>
    <message>
        <source>The two passwords are not the same.</source>
        <translation>As duas palavras-passe não são iguais.</translation>
    </message>
    <message>
        <source>The update to be corrected is not in this journey.</source>
        <translation>A atualização a corrigir não está neste percurso.</translation>
    </message>
    <message>
        <source>The user name is missing.</source>
        <translation>Falta o nome de utilizador.</translation>
    </message>
    <message>
        <source>The user or the password is not right.</source>
        <translation>O utilizador ou a palavra-passe não está certo.</translation>
    </message>
    <message>
        <source>The year has only two digits.</source>
        <translation>O ano tem só dois algarismos.</translation>
    </message>
    <message>
        <source>There is already a campaign with the code {code}.</source>
        <translation>Já existe uma campanha com o código {code}.</translation>
    </message>
    <message>
        <source>There is already a file of that name.</source>
        <translation>Já existe um ficheiro com esse nome.</translation>
    </message>
    <message>
        <source>There is already a user of that name.</source>
        <translation>Já existe um utilizador com esse nome.</translation>
    </message>
    <message>
        <source>There is no Guichet server at this address.</source>
        <translation>Não há nenhum servidor Guichet neste endereço.</translation>
    </message>
    <message>
        <source>There is no campaign with the code {code}.</source>
        <translation>Não há campanha com o código {code}.</translation>
    </message>
    <message>
        <source>There is no document {number} here.</source>
        <translation>Não há aqui nenhum documento {number}.</translation>
    </message>
    <message>
        <source>There is no kind of identity document called {given}.</source>
        <translation>Não há nenhum tipo de documento de identificação chamado {given}.</translation>
    </message>
    <message>
        <source>There is no legal basis called {given}.</source>
        <translation>Não há nenhuma base legal chamada {given}.</translation>
    </message>
    <message>
        <source>There is no printer called {printer}.</source>
        <translation>Não há nenhuma impressora chamada {printer}.</translation>
    </message>
    <message>
        <source>There is no screen for a window here.</source>
        <translation>Não há aqui um ecrã para abrir uma janela.</translation>
    </message>
    <message>
        <source>There is no user of that name in this file.</source>
        <translation>Não há nenhum utilizador com esse nome neste ficheiro.</translation>
    </message>
    <message>
        <source>There is nothing to print.</source>
        <translation>Não há nada para imprimir.</translation>
    </message>
    <message>
        <source>There seems to be a telephone or identity number in this text.</source>
        <translation>Este texto parece conter um número de telefone ou de identidade.</translation>
    </message>
    <message>
        <source>There were several wrong tries, so this file waits a little.</source>
        <translation>Houve várias tentativas erradas; este ficheiro faz uma pausa.</translation>
    </message>
    <message>
        <source>This address is not protected: it begins with http://.</source>
        <translation>Este endereço não está protegido: começa por http://.</translation>
    </message>
    <message>
        <source>This answer does not have the expected form.</source>
        <translation>Esta resposta não tem a forma esperada.</translation>
    </message>
    <message>
        <source>This answer is not one of those offered.</source>
        <translation>Esta resposta não é uma das propostas.</translation>
    </message>
    <message>
        <source>This application is too old for the server.</source>
        <translation>Esta aplicação é demasiado antiga para o servidor.</translation>
    </message>
    <message>
        <source>This area&apos;s code stands twice in the list.</source>
        <translation>O código deste lugar está duas vezes na lista.</translation>
    </message>
    <message>
        <source>This backup cannot be trusted.</source>
        <translation>Esta cópia de segurança não é fiável.</translation>
    </message>
    <message>
        <source>This change is for a record of another kind.</source>
        <translation>Esta alteração é para uma ficha de outro tipo.</translation>
    </message>
    <message>
        <source>This change points at a record the server does not have.</source>
        <translation>Esta alteração remete para uma ficha que o servidor não tem.</translation>
    </message>
    <message>
        <source>This change was made on a version the server has never seen.</source>
        <translation>Esta alteração foi feita sobre uma versão que o servidor nunca viu.</translation>
    </message>
    <message>
        <source>This code contains a typing mistake.</source>
        <translation>Este código contém um erro de digitação.</translation>
    </message>
    <message>
        <source>This code is not one of a household or a person here: {text}.</source>
        <translation>Este código não é de um agregado nem de uma pessoa daqui: {text}.</translation>
    </message>
    <message>
        <source>This code was made for another office.</source>
        <translation>Este código foi criado para outro serviço.</translation>
    </message>
    <message>
        <source>This column is not known.</source>
        <translation>Esta coluna é desconhecida.</translation>
    </message>
    <message>
        <source>This column stands twice in the heading.</source>
        <translation>Esta coluna está duas vezes no cabeçalho.</translation>
    </message>
    <message>
        <source>This computer has no address {host}.</source>
        <translation>Este computador não tem o endereço {host}.</translation>
    </message>
    <message>
        <source>This computer is no longer allowed to synchronise.</source>
        <translation>Este computador já não está autorizado a sincronizar.</translation>
    </message>
    <message>
        <source>This computer lacks what is needed to use a camera: {library}.</source>
        <translation>Falta a este computador o que é preciso para uma câmara: {library}.</translation>
    </message>
    <message>
        <source>This computer’s clock is {hours} hours from the server’s.</source>
        <translation>O relógio deste computador está a {hours} horas do relógio do servidor.</translation>
    </message>
    <message>
        <source>This computer’s clock is {minutes} minutes behind what is already written.</source>
        <translation>O relógio deste computador está {minutes} minutos atrás do que já está escrito.</translation>
    </message>
    <message>
        <source>This date is {days} days ago.</source>
        <translation>Esta data foi há {days} dias.</translation>
    </message>
    <message>
        <source>This date lies in the future.</source>
        <translation>Esta data está no futuro.</translation>
    </message>
    <message>
        <source>This date of birth makes the person {age} years old.</source>
        <translation>Com esta data de nascimento, a pessoa teria {age} anos.</translation>
    </message>
    <message>
        <source>This date of delivery is not within the next 300 days.</source>
        <translation>Esta data de parto não está nos próximos 300 dias.</translation>
    </message>
    <message>
        <source>This document is still on the computer where it was scanned.</source>
        <translation>Este documento ainda está no computador onde foi digitalizado.</translation>
    </message>
    <message>
        <source>This field does not exist.</source>
        <translation>Este campo não existe.</translation>
    </message>
    <message>
        <source>This file has already joined a server.</source>
        <translation>Este ficheiro já está ligado a um servidor.</translation>
    </message>
    <message>
        <source>This file has not joined a server yet.</source>
        <translation>Este ficheiro ainda não está ligado a nenhum servidor.</translation>
    </message>
    <message>
        <source>This file is already synchronising.</source>
        <translation>Este ficheiro já está a ser sincronizado.</translation>
    </message>
    <message>
        <source>This file is an older copy of one that went on working.</source>
        <translation>Este ficheiro é uma cópia antiga de outro que continuou em uso.</translation>
    </message>
    <message>
        <source>This file is kept confidential.</source>
        <translation>Este processo é confidencial.</translation>
    </message>
    <message>
        <source>This file is not a bundle of Guichet ({name}).</source>
        <translation>Este ficheiro não é um pacote do Guichet ({name}).</translation>
    </message>
    <message>
        <source>This file is not a picture that can be read.</source>
        <translation>Este ficheiro não é uma imagem legível.</translation>
    </message>
    <message>
        <source>This folder does not exist: {name}.</source>
        <translation>Esta pasta não existe: {name}.</translation>
    </message>
    <message>
        <source>This form is in the register already: {name}, registered on {date}.</source>
        <translation>Esta ficha já está no registo: {name}, registo de {date}.</translation>
    </message>
    <message>
        <source>This is not a telephone number of the country.</source>
        <translation>Este não é um número de telefone do país.</translation>
    </message>
    <message>
        <source>This is not the address of a PostgreSQL database.</source>
        <translation>Este não é o endereço de uma base PostgreSQL.</translation>
    </message>
    <message>
        <source>This is not the recovery code of this file.</source>
        <translation>Este não é o código de recuperação deste ficheiro.</translation>
    </message>
    <message>
        <source>This is the last person who can open the file.</source>
        <translation>É a última pessoa que pode abrir o ficheiro.</translation>
    </message>
    <message>
        <source>This joining code has already been used.</source>
        <translation>Este código de adesão já foi utilizado.</translation>
    </message>
    <message>
        <source>This joining code is not valid.</source>
        <translation>Este código de adesão não é válido.</translation>
    </message>
    <message>
        <source>This joining code is too old.</source>
        <translation>Este código de adesão caducou.</translation>
    </message>
    <message>
        <source>This key is written twice.</source>
        <translation>Esta chave está escrita duas vezes.</translation>
    </message>
    <message>
        <source>This line has {cells} cells where the heading has {columns}.</source>
        <translation>Esta linha tem {cells} células e o cabeçalho tem {columns}.</translation>
    </message>
    <message>
        <source>This line of name variants has fewer than two names: {given}.</source>
        <translation>Esta linha de variantes de nomes tem menos de dois nomes: {given}.</translation>
    </message>
    <message>
        <source>This milestone is not in the household&apos;s journey.</source>
        <translation>Este marco não existe no percurso do agregado.</translation>
    </message>
    <message>
        <source>This milestone&apos;s code stands twice.</source>
        <translation>O código deste marco está duas vezes.</translation>
    </message>
    <message>
        <source>This number does not look like the others of its kind.</source>
        <translation>Este número não tem a forma habitual.</translation>
    </message>
    <message>
        <source>This number is outside what the question allows.</source>
        <translation>Este número está fora do que a pergunta permite.</translation>
    </message>
    <message>
        <source>This office is not in the programme.</source>
        <translation>Este serviço não faz parte do programa.</translation>
    </message>
    <message>
        <source>This office&apos;s code stands twice in the list.</source>
        <translation>O código deste serviço está duas vezes na lista.</translation>
    </message>
    <message>
        <source>This paper has already been printed.</source>
        <translation>Este papel já foi impresso.</translation>
    </message>
    <message>
        <source>This paper has never been printed.</source>
        <translation>Este papel nunca foi impresso.</translation>
    </message>
    <message>
        <source>This password is too easy to guess.</source>
        <translation>Esta palavra-passe é demasiado fácil de adivinhar.</translation>
    </message>
    <message>
        <source>This person already belongs to household {code}.</source>
        <translation>Esta pessoa já pertence ao agregado {code}.</translation>
    </message>
    <message>
        <source>This place belongs to another office.</source>
        <translation>Este lugar pertence a outro serviço.</translation>
    </message>
    <message>
        <source>This place is not in the programme&apos;s list.</source>
        <translation>Este lugar não consta da lista do programa.</translation>
    </message>
    <message>
        <source>This place is too wide to find the household again.</source>
        <translation>Este lugar é demasiado vasto para voltar a encontrar o agregado.</translation>
    </message>
    <message>
        <source>This position is far from {name}.</source>
        <translation>Esta posição fica longe de {name}.</translation>
    </message>
    <message>
        <source>This programme is not installed.</source>
        <translation>Este programa não está instalado.</translation>
    </message>
    <message>
        <source>This question was not to be asked after the answers before it.</source>
        <translation>Depois das respostas anteriores, esta pergunta não era de fazer.</translation>
    </message>
    <message>
        <source>This server cannot prove that it is the right one.</source>
        <translation>Este servidor não consegue provar que é o certo.</translation>
    </message>
    <message>
        <source>This status needs a reason.</source>
        <translation>Este estado exige um motivo.</translation>
    </message>
    <message>
        <source>This telephone number already reaches {count} households.</source>
        <translation>Este número de telefone já é o de {count} agregados.</translation>
    </message>
    <message>
        <source>This time zone does not exist.</source>
        <translation>Este fuso horário não existe.</translation>
    </message>
    <message>
        <source>Two members of this household have the same number.</source>
        <translation>Dois membros deste agregado têm o mesmo número.</translation>
    </message>
    <message>
        <source>Type it again from the joining sheet, or ask the regional office for a new one.</source>
        <translation>Escreva-o de novo a partir da folha de adesão ou peça outro ao serviço regional.</translation>
    </message>
    <message>
        <source>Type the members first, one a row, beginning with the head of household.</source>
        <translation>Introduza primeiro os membros, um por linha, a começar pelo chefe do agregado.</translation>
    </message>
    <message>
        <source>Type the new password again in both places.</source>
        <translation>Escreva de novo a palavra-passe nos dois sítios.</translation>
    </message>
    <message>
        <source>Wait until that is done, then look at the result.</source>
        <translation>Espere que termine e veja depois o resultado.</translation>
    </message>
    <message>
        <source>What differs, or why nobody was found, has not been said.</source>
        <translation>Não foi dito o que diverge, ou porque não se encontrou ninguém.</translation>
    </message>
    <message>
        <source>What has arrived is safe there, the rest is safe here. It will go on from the same place.</source>
        <translation>O que chegou está seguro lá e o resto está seguro aqui. O envio continuará do mesmo ponto.</translation>
    </message>
    <message>
        <source>What has arrived is safe there, the rest is safe here. Try again on a better line.</source>
        <translation>O que chegou está seguro lá, o resto está seguro aqui. Tente de novo numa linha melhor.</translation>
    </message>
    <message>
        <source>What has been achieved cannot be dated in the future.</source>
        <translation>O que já foi alcançado não pode ter data futura.</translation>
    </message>
    <message>
        <source>What reached the server is not what was written here.</source>
        <translation>O que chegou ao servidor não é o que foi escrito aqui.</translation>
    </message>
    <message>
        <source>What was already done is kept; it will go on from there next time.</source>
        <translation>O que já estava feito foi guardado; da próxima vez continua daí.</translation>
    </message>
    <message>
        <source>What was saved is safe. Send this code to whoever supports the application.</source>
        <translation>O que foi guardado está seguro. Envie este código a quem dá apoio à aplicação.</translation>
    </message>
    <message>
        <source>What was saved is safe. Try again; if it happens again, tell whoever supports the application.</source>
        <translation>O que foi guardado está seguro. Tente de novo; se voltar a acontecer, avise quem dá apoio à aplicação.</translation>
    </message>
    <message>
        <source>What was sent bears the name of another computer.</source>
        <translation>O que foi enviado traz o nome de outro computador.</translation>
    </message>
    <message>
        <source>What was sent is too large for the server.</source>
        <translation>O que foi enviado é demasiado grande para o servidor.</translation>
    </message>
    <message>
        <source>What was there before is untouched. Choose another folder, then try again.</source>
        <translation>O que já existia não foi alterado. Escolha outra pasta e tente de novo.</translation>
    </message>
    <message>
        <source>What was written here can only be added to, not altered.</source>
        <translation>Ao que aqui está escrito pode acrescentar-se, mas não alterar.</translation>
    </message>
    <message>
        <source>Who answered the questions on difficulties has not been said.</source>
        <translation>Não foi dito quem respondeu às perguntas sobre dificuldades.</translation>
    </message>
    <message>
        <source>Why you stand in for somebody has not been said.</source>
        <translation>Não foi indicado o motivo da substituição.</translation>
    </message>
    <message>
        <source>Write a correction instead; both stay readable.</source>
        <translation>Escreva antes uma correção; ambas ficam legíveis.</translation>
    </message>
    <message>
        <source>Write a name that people will recognise, for example the district and the year.</source>
        <translation>Escreva um nome que todos reconheçam, por exemplo o distrito e o ano.</translation>
    </message>
    <message>
        <source>Write a whole number from {least} to {most}.</source>
        <translation>Escreva um número inteiro de {least} a {most}.</translation>
    </message>
    <message>
        <source>Write it as in the IANA list, for example Africa/Dakar.</source>
        <translation>Escreva-o como na lista da IANA, por exemplo Africa/Dakar.</translation>
    </message>
    <message>
        <source>Write it in English, French and Portuguese.</source>
        <translation>Escreva-o em inglês, francês e português.</translation>
    </message>
    <message>
        <source>Write it in a few words, for example: the supervisor is on leave until Monday.</source>
        <translation>Escreva-o em poucas palavras, por exemplo: o supervisor está de férias até segunda-feira.</translation>
    </message>
    <message>
        <source>Write it in the note.</source>
        <translation>Escreva-o na nota.</translation>
    </message>
    <message>
        <source>Write it whole, for example 12/04/1987, 04/1987 or 1987, or say that less is known: month and year, or the year only.</source>
        <translation>Escreva-a por inteiro, por exemplo 12/04/1987, 04/1987 ou 1987, ou indique que se sabe menos: o mês e o ano, ou só o ano.</translation>
    </message>
    <message>
        <source>Write it with four: 1927 or 2027, never 27.</source>
        <translation>Escreva-o com quatro algarismos: 1927 ou 2027, nunca 27.</translation>
    </message>
    <message>
        <source>Write it. If the person has only one name, tick “single name”.</source>
        <translation>Escreva-o. Se a pessoa tem um só nome, assinale «nome único».</translation>
    </message>
    <message>
        <source>Write its name or number, always in the same way.</source>
        <translation>Escreva o nome ou o número, sempre da mesma maneira.</translation>
    </message>
    <message>
        <source>Write the age in whole years; 0 for a baby.</source>
        <translation>Escreva a idade em anos completos; 0 para um bebé.</translation>
    </message>
    <message>
        <source>Write the age in years and the day on which it was estimated.</source>
        <translation>Escreva a idade em anos e o dia em que foi estimada.</translation>
    </message>
    <message>
        <source>Write the given name and the family name. If the person has only one name, tick “single name”.</source>
        <translation>Escreva o nome próprio e o apelido. Se a pessoa tem um só nome, assinale «nome único».</translation>
    </message>
    <message>
        <source>Write the name of the parent or guardian who was told.</source>
        <translation>Escreva o nome do progenitor ou tutor que foi informado.</translation>
    </message>
    <message>
        <source>Write the names that are one name on one line, parted by spaces.</source>
        <translation>Escreva na mesma linha, separados por espaços, os nomes que são um só.</translation>
    </message>
    <message>
        <source>Write {{{blank}}} where the name must stand, in each language.</source>
        <translation>Escreva {{{blank}}} onde deve constar o nome, em cada língua.</translation>
    </message>
    <message>
        <source>Your data are not touched. Install the application again.</source>
        <translation>Os seus dados não foram afetados. Volte a instalar a aplicação.</translation>
    </message>
    <message>
        <source>Your own role already allows all that this one does.</source>
        <translation>A sua própria função já permite tudo o que esta permite.</translation>
    </message>
    <message>
        <source>Your role does not allow this.</source>
        <translation>A sua função não permite esta ação.</translation>
    </message>
    <message>
        <source>Your work is safe here. One of the two must be updated: tell the regional office.</source>
        <translation>O seu trabalho está seguro aqui. Um dos dois tem de ser atualizado: avise o serviço regional.</translation>
    </message>
    <message>
        <source>Your work is safe here. Synchronise again; if it goes on, tell the regional office.</source>
        <translation>O seu trabalho está seguro aqui. Sincronize de novo; se continuar, avise o serviço regional.</translation>
    </message>
    <message>
        <source>Your work is safe here. Tell the regional office.</source>
        <translation>O seu trabalho está seguro aqui. Avise o serviço regional.</translation>
    </message>
    <message>
        <source>Your work is safe here. Tell the regional office: the server may have been restored.</source>
        <translation>O seu trabalho está seguro aqui. Avise o serviço regional: o servidor pode ter sido reposto.</translation>
    </message>
    <message>
        <source>Your work is safe here. Try again later; if it goes on, tell the regional office.</source>
        <translation>O seu trabalho está guardado aqui. Tente mais tarde; se continuar, avise o serviço regional.</translation>
    </message>
    <message>
        <source>{code} is not among the households to visit again in {campaign}.</source>
        <translation>{code} não está entre os agregados a visitar de novo em {campaign}.</translation>
    </message>
    <message>
        <source>{name} works with this file and can do this.</source>
        <translation>{name} trabalha com este ficheiro e pode fazê-lo.</translation>
    </message>
    <message>
        <source>“Not known” needs a reason.</source>
        <translation>«Desconhecido» exige um motivo.</translation>
    </message>
</context>
<context>
    <name>Proof</name>
    <message>
        <source>Fingerprint</source>
        <translation>Impressão digital</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Assinatura</translation>
    </message>
    <message>
        <source>Transfer reference</source>
        <translation>Referência da transferência</translation>
    </message>
    <message>
        <source>Witness</source>
        <translation>Testemunha</translation>
    </message>
</context>
<context>
    <name>ProviderKind</name>
    <message>
        <source>Bank</source>
        <translation>Banco</translation>
    </message>
    <message>
        <source>Employers’ organisation</source>
        <translation>Organização de empregadores</translation>
    </message>
    <message>
        <source>Government agency</source>
        <translation>Organismo público</translation>
    </message>
    <message>
        <source>Health facility</source>
        <translation>Unidade de saúde</translation>
    </message>
    <message>
        <source>Local government</source>
        <translation>Autarquia</translation>
    </message>
    <message>
        <source>Ministry</source>
        <translation>Ministério</translation>
    </message>
    <message>
        <source>Mobile money operator</source>
        <translation>Operador de dinheiro móvel</translation>
    </message>
    <message>
        <source>Non-governmental organisation</source>
        <translation>Organização não governamental</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Outra</translation>
    </message>
    <message>
        <source>School</source>
        <translation>Escola</translation>
    </message>
    <message>
        <source>Social security institution</source>
        <translation>Instituição de segurança social</translation>
    </message>
    <message>
        <source>United Nations agency</source>
        <translation>Agência das Nações Unidas</translation>
    </message>
    <message>
        <source>University</source>
        <translation>Universidade</translation>
    </message>
    <message>
        <source>Workers’ organisation</source>
        <translation>Organização de trabalhadores</translation>
    </message>
</context>
<context>
    <name>Purpose</name>
    <message>
        <source>Audit</source>
        <translation>Auditoria</translation>
    </message>
    <message>
        <source>Delivery of benefits</source>
        <translation>Pagamento de prestações</translation>
    </message>
    <message>
        <source>Eligibility</source>
        <translation>Elegibilidade</translation>
    </message>
    <message>
        <source>Referral to a service</source>
        <translation>Encaminhamento para um serviço</translation>
    </message>
    <message>
        <source>Registration</source>
        <translation>Registo</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Estatísticas</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message numerus="yes">
        <source>%n to decide</source>
        <translation>
            <numerusform>%n por decidir</numerusform>
            <numerusform>%n por decidir</numerusform>
        </translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Alteração</translation>
    </message>
    <message>
        <source>Complaints</source>
        <translation>Reclamações</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>Agregado</translation>
    </message>
    <message>
        <source>In bulk</source>
        <translation>Em massa</translation>
    </message>
    <message>
        <source>New household</source>
        <translation>Novo agregado</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Pessoas</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Lugares da janela</translation>
    </message>
    <message>
        <source>Print desk</source>
        <translation>Impressão</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Definições</translation>
    </message>
    <message>
        <source>Synchronise</source>
        <translation>Sincronizar</translation>
    </message>
    <message>
        <source>To decide</source>
        <translation>Por decidir</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoje</translation>
    </message>
</context>
<context>
    <name>ReadBack</name>
    <message numerus="yes">
        <source>%n year(s) old</source>
        <translation>
            <numerusform>%n ano</numerusform>
            <numerusform>%n anos</numerusform>
        </translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Morada</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Nascimento</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Compound</source>
        <translation>Morança</translation>
    </message>
    <message>
        <source>In the household</source>
        <translation>No agregado</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Landmark</source>
        <translation>Ponto de referência</translation>
    </message>
    <message>
        <source>Member {number}</source>
        <translation>Membro {number}</translation>
    </message>
    <message>
        <source>Mother’s name</source>
        <translation>Nome da mãe</translation>
    </message>
    <message>
        <source>Parent or guardian</source>
        <translation>Progenitor ou tutor</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Lugar</translation>
    </message>
    <message>
        <source>Please check with us: is everything as you said?</source>
        <translation>Vamos verificar: está tudo como nos disse?</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sexo</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telefone</translation>
    </message>
    <message>
        <source>Village or neighbourhood</source>
        <translation>Aldeia ou bairro</translation>
    </message>
    <message>
        <source>{youngest} to {oldest} years old</source>
        <translation>entre {youngest} e {oldest} anos</translation>
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
        <translation>outro endereço</translation>
    </message>
    <message>
        <source>another area</source>
        <translation>outra zona</translation>
    </message>
    <message>
        <source>another date of birth: {years} years apart</source>
        <translation>outra data de nascimento: {years} anos de diferença</translation>
    </message>
    <message>
        <source>another mother&apos;s name</source>
        <translation>outro nome da mãe</translation>
    </message>
    <message>
        <source>another name: {a}, {b}</source>
        <translation>outro nome: {a}, {b}</translation>
    </message>
    <message>
        <source>another number: {scheme}</source>
        <translation>outro número: {scheme}</translation>
    </message>
    <message>
        <source>another telephone</source>
        <translation>outro telefone</translation>
    </message>
    <message>
        <source>another village</source>
        <translation>outra aldeia</translation>
    </message>
    <message>
        <source>born a year apart</source>
        <translation>nascimentos com um ano de diferença</translation>
    </message>
    <message>
        <source>born in the same year</source>
        <translation>mesmo ano de nascimento</translation>
    </message>
    <message>
        <source>brothers and sisters would share this too</source>
        <translation>irmãos também teriam isto em comum</translation>
    </message>
    <message>
        <source>day and month swapped</source>
        <translation>dia e mês trocados</translation>
    </message>
    <message>
        <source>given and family names swapped</source>
        <translation>nome próprio e apelido trocados</translation>
    </message>
    <message>
        <source>not the same sex</source>
        <translation>sexo diferente</translation>
    </message>
    <message>
        <source>one character of the number differs: {scheme}</source>
        <translation>um carácter do número é diferente: {scheme}</translation>
    </message>
    <message>
        <source>one digit of the date of birth differs</source>
        <translation>um algarismo da data de nascimento é diferente</translation>
    </message>
    <message>
        <source>one digit of the telephone differs</source>
        <translation>um algarismo do telefone é diferente</translation>
    </message>
    <message>
        <source>one of them has a name more</source>
        <translation>uma das duas pessoas tem um nome a mais</translation>
    </message>
    <message>
        <source>same address</source>
        <translation>mesmo endereço</translation>
    </message>
    <message>
        <source>same area</source>
        <translation>mesma zona</translation>
    </message>
    <message>
        <source>same birthday in another year</source>
        <translation>mesmo dia e mesmo mês, noutro ano</translation>
    </message>
    <message>
        <source>same date of birth</source>
        <translation>mesma data de nascimento</translation>
    </message>
    <message>
        <source>same mother&apos;s name</source>
        <translation>mesmo nome da mãe</translation>
    </message>
    <message>
        <source>same name: {name}</source>
        <translation>mesmo nome: {name}</translation>
    </message>
    <message>
        <source>same number under another kind of document</source>
        <translation>mesmo número noutro tipo de documento</translation>
    </message>
    <message>
        <source>same number: {scheme}</source>
        <translation>mesmo número: {scheme}</translation>
    </message>
    <message>
        <source>same sex</source>
        <translation>mesmo sexo</translation>
    </message>
    <message>
        <source>same telephone</source>
        <translation>mesmo telefone</translation>
    </message>
    <message>
        <source>same village</source>
        <translation>mesma aldeia</translation>
    </message>
    <message>
        <source>similar address</source>
        <translation>endereço semelhante</translation>
    </message>
    <message>
        <source>similar mother&apos;s name</source>
        <translation>nome da mãe semelhante</translation>
    </message>
    <message>
        <source>the ages do not fit: {years} years or more apart</source>
        <translation>as idades não coincidem: pelo menos {years} anos de diferença</translation>
    </message>
    <message>
        <source>the ages may be the same</source>
        <translation>as idades podem ser iguais</translation>
    </message>
    <message>
        <source>the same initial: {a}, {b}</source>
        <translation>mesma inicial: {a}, {b}</translation>
    </message>
    <message>
        <source>the village is spelled nearly the same</source>
        <translation>o nome da aldeia escreve-se quase da mesma forma</translation>
    </message>
    <message>
        <source>two digits of the date of birth differ</source>
        <translation>dois algarismos da data de nascimento são diferentes</translation>
    </message>
    <message>
        <source>{a} and {b} are nearly the same</source>
        <translation>{a} e {b} são quase iguais</translation>
    </message>
    <message>
        <source>{a} and {b} are one name in two countries</source>
        <translation>{a} e {b} são o mesmo nome em dois países</translation>
    </message>
    <message>
        <source>{a} and {b} are written in one word or in two</source>
        <translation>{a} e {b} escrevem-se numa palavra ou em duas</translation>
    </message>
    <message>
        <source>{a} and {b} look alike</source>
        <translation>{a} e {b} são parecidos</translation>
    </message>
    <message>
        <source>{a} and {b} sound the same</source>
        <translation>{a} e {b} soam da mesma forma</translation>
    </message>
</context>
<context>
    <name>Receipt</name>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%n membro</numerusform>
            <numerusform>%n membros</numerusform>
        </translation>
    </message>
    <message>
        <source>Expected date: {date}</source>
        <translation>Data prevista: {date}</translation>
    </message>
    <message>
        <source>Head of household</source>
        <translation>Chefe do agregado familiar</translation>
    </message>
    <message>
        <source>Household code</source>
        <translation>Código do agregado familiar</translation>
    </message>
    <message>
        <source>It only shows that your household is registered.</source>
        <translation>Atesta apenas que o seu agregado familiar está registado.</translation>
    </message>
    <message>
        <source>Keep this paper and bring it to each visit.</source>
        <translation>Guarde este papel e apresente-o em cada visita.</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Próximo passo</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>Serviço local</translation>
    </message>
    <message>
        <source>Officer</source>
        <translation>Agente</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Lugar</translation>
    </message>
    <message>
        <source>Questions and complaints</source>
        <translation>Perguntas e reclamações</translation>
    </message>
    <message>
        <source>Registered on</source>
        <translation>Registado em</translation>
    </message>
    <message>
        <source>Registration receipt</source>
        <translation>Comprovativo de registo</translation>
    </message>
    <message>
        <source>Signature and stamp of the office</source>
        <translation>Assinatura e carimbo do serviço</translation>
    </message>
    <message>
        <source>Signature or fingerprint of the head of household</source>
        <translation>Assinatura ou impressão digital do chefe do agregado</translation>
    </message>
    <message>
        <source>Telephone: {number}</source>
        <translation>Telefone: {number}</translation>
    </message>
    <message>
        <source>This is not a decision on a benefit.</source>
        <translation>Este comprovativo não é uma decisão sobre uma prestação.</translation>
    </message>
</context>
<context>
    <name>Reconcile</name>
    <message numerus="yes">
        <source>%n change(s) for somebody to settle</source>
        <translation>
            <numerusform>%n alteração para alguém resolver</numerusform>
            <numerusform>%n alterações para alguém resolver</numerusform>
        </translation>
    </message>
    <message>
        <source>Both sides name the same figures.</source>
        <translation>Os dois lados dão os mesmos números.</translation>
    </message>
    <message>
        <source>By kind of record</source>
        <translation>Por tipo de ficha</translation>
    </message>
    <message>
        <source>By officer</source>
        <translation>Por agente</translation>
    </message>
    <message>
        <source>No. {number}, signed by the server: {seal}</source>
        <translation>N.º {number}, assinado pelo servidor: {seal}</translation>
    </message>
    <message>
        <source>Sent: {sent}. The server holds: {held}. Missing: {missing}.</source>
        <translation>Enviados: {sent}. O servidor tem: {held}. Em falta: {missing}.</translation>
    </message>
    <message>
        <source>The server has change no. {there} under this file&apos;s name; the last written here is no. {here}.</source>
        <translation>O servidor tem a alteração n.º {there} em nome deste ficheiro; a última escrita aqui é a n.º {here}.</translation>
    </message>
    <message>
        <source>The server was not reached: these are what its receipts kept here prove.</source>
        <translation>Não se chegou ao servidor: isto é o que provam os seus avisos de receção guardados aqui.</translation>
    </message>
    <message>
        <source>The server&apos;s figures are of {moment}.</source>
        <translation>Os números do servidor são de {moment}.</translation>
    </message>
    <message>
        <source>The server&apos;s last change of this file is no. {there}; here no. {here} counts as arrived.</source>
        <translation>A última alteração deste ficheiro no servidor é a n.º {there}; aqui a n.º {here} conta como chegada.</translation>
    </message>
    <message>
        <source>Up to change no. {here} the server holds other contents than were written here.</source>
        <translation>Até à alteração n.º {here}, o servidor tem outro conteúdo do que foi escrito aqui.</translation>
    </message>
    <message>
        <source>somebody not known here</source>
        <translation>alguém desconhecido aqui</translation>
    </message>
    <message>
        <source>{kind} of {name}: {here} are refused here, {there} at the server.</source>
        <translation>{kind}, por {name}: {here} recusados aqui, {there} no servidor.</translation>
    </message>
    <message>
        <source>{kind} of {name}: {here} count as arrived here, the server holds {there}.</source>
        <translation>{kind}, por {name}: {here} contam como chegados aqui, o servidor tem {there}.</translation>
    </message>
    <message>
        <source>{kind} of {name}: {here} were written here, the server holds {there}.</source>
        <translation>{kind}, por {name}: {here} escritos aqui, o servidor tem {there}.</translation>
    </message>
</context>
<context>
    <name>ReferralEvent</name>
    <message>
        <source>Accepted</source>
        <translation>Aceite</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Anulado</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Concluído</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>Recusado</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Expirado</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>Emitido</translation>
    </message>
    <message>
        <source>Received by the organisation</source>
        <translation>Recebido pela organização</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Redigido</translation>
    </message>
</context>
<context>
    <name>ReferralOutcome</name>
    <message>
        <source>Did not come</source>
        <translation>Não compareceu</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Desconhecido</translation>
    </message>
    <message>
        <source>On a waiting list</source>
        <translation>Em lista de espera</translation>
    </message>
    <message>
        <source>Refused: no room</source>
        <translation>Recusa (sem vaga)</translation>
    </message>
    <message>
        <source>Refused: not eligible</source>
        <translation>Recusa (não elegível)</translation>
    </message>
    <message>
        <source>Service received</source>
        <translation>Serviço recebido</translation>
    </message>
</context>
<context>
    <name>ReferralStatus</name>
    <message>
        <source>Accepted</source>
        <translation>Aceite</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Anulado</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Concluído</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>Recusado</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Rascunho</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Expirado</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>Emitido</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Recebido</translation>
    </message>
</context>
<context>
    <name>Refused</name>
    <message numerus="yes">
        <source>%n more go with it.</source>
        <translation>
            <numerusform>Mais %n vai com esta.</numerusform>
            <numerusform>Mais %n vão com esta.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n set aside.</source>
        <translation>
            <numerusform>%n posta de lado.</numerusform>
            <numerusform>%n postas de lado.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Go to the one it needs</source>
        <translation>&amp;Ir para aquela de que depende</translation>
    </message>
    <message>
        <source>&amp;Send it so</source>
        <translation>&amp;Enviar assim</translation>
    </message>
    <message>
        <source>It goes with another refused record: what is done there is done here too.</source>
        <translation>Acompanha outro registo recusado: o que lá se faz vale também aqui.</translation>
    </message>
    <message>
        <source>It goes with the next synchronisation. What was refused stays in the journal.</source>
        <translation>Segue na próxima sincronização. O que foi recusado fica no diário.</translation>
    </message>
    <message>
        <source>Set it asi&amp;de</source>
        <translation>Pôr de &amp;lado</translation>
    </message>
    <message>
        <source>The server has refused nothing that still needs you.</source>
        <translation>O servidor não recusou nada que ainda precise de si.</translation>
    </message>
    <message>
        <source>What stood before stands again. The journal keeps what was typed.</source>
        <translation>Vale de novo o que valia antes. O diário guarda o que foi escrito.</translation>
    </message>
    <message>
        <source>What the server refused</source>
        <translation>O que o servidor recusou</translation>
    </message>
    <message>
        <source>Why it is set aside (only for that)</source>
        <translation>Porque é posta de lado (só para isso)</translation>
    </message>
    <message>
        <source>Written anew.</source>
        <translation>Escrito de novo.</translation>
    </message>
</context>
<context>
    <name>Regional</name>
    <message numerus="yes">
        <source>%n bundle(s) carried; the answers are on the stick.</source>
        <translation>
            <numerusform>%n pacote levado; a resposta está na pen.</numerusform>
            <numerusform>%n pacotes levados; as respostas estão na pen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused: the reason stands beside it.</source>
        <translation>
            <numerusform>%n recusado: a razão está escrita ao lado.</numerusform>
            <numerusform>%n recusados: a razão está escrita ao lado.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Ask again</source>
        <translation>&amp;Perguntar de novo</translation>
    </message>
    <message>
        <source>&amp;Back to the sticks</source>
        <translation>&amp;Voltar às pens</translation>
    </message>
    <message>
        <source>&amp;Carry them all</source>
        <translation>&amp;Levar tudo</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>A perguntar ao servidor…</translation>
    </message>
    <message>
        <source>Carrying {number} of {of}: {office}, {sent} of {size}. Leave the stick in.</source>
        <translation>A caminho: {number} de {of}, {office}, {sent} de {size}. Deixe a pen no lugar.</translation>
    </message>
    <message>
        <source>Choose the s&amp;tick…</source>
        <translation>Escolher a pe&amp;n…</translation>
    </message>
    <message>
        <source>L&amp;ist of the offices…</source>
        <translation>L&amp;ista dos serviços…</translation>
    </message>
    <message>
        <source>Offices</source>
        <translation>Serviços</translation>
    </message>
    <message>
        <source>Put a stick in, or choose the folder its bundles are in.</source>
        <translation>Ponha uma pen, ou escolha a pasta onde estão os pacotes.</translation>
    </message>
    <message>
        <source>Regional office</source>
        <translation>Serviço regional</translation>
    </message>
    <message>
        <source>S&amp;lips of this stick…</source>
        <translation>&amp;Guias desta pen…</translation>
    </message>
    <message>
        <source>Slips</source>
        <translation>Guias</translation>
    </message>
    <message>
        <source>Sticks that were brought</source>
        <translation>Pens trazidas</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>A parar…</translation>
    </message>
    <message>
        <source>The bar is the silence; the marks stand at 7 and at 14 days.</source>
        <translation>A barra é o silêncio; as marcas estão nos 7 e nos 14 dias.</translation>
    </message>
    <message>
        <source>The offices, the most silent first</source>
        <translation>Os serviços, os mais silenciosos primeiro</translation>
    </message>
    <message>
        <source>The stick that was brought</source>
        <translation>A pen trazida</translation>
    </message>
    <message numerus="yes">
        <source>{folder}: %n bundle(s)</source>
        <translation>
            <numerusform>{folder}: %n pacote</numerusform>
            <numerusform>{folder}: %n pacotes</numerusform>
        </translation>
    </message>
    <message>
        <source>{folder}: no bundle is on it.</source>
        <translation>{folder}: não tem nenhum pacote.</translation>
    </message>
    <message>
        <source>{folder}: no stick is in. Put the next one in.</source>
        <translation>{folder}: sem pen. Ponha a seguinte.</translation>
    </message>
</context>
<context>
    <name>Register</name>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%n membro</numerusform>
            <numerusform>%n membros</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other(s) are on the page Today.</source>
        <comment>drafts</comment>
        <translation>
            <numerusform>Há mais %n na página Hoje.</numerusform>
            <numerusform>Há mais %n na página Hoje.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) confirmed</source>
        <translation>
            <numerusform>%n ponto confirmado</numerusform>
            <numerusform>%n pontos confirmados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) to correct before going on</source>
        <translation>
            <numerusform>%n ponto a corrigir antes de continuar</numerusform>
            <numerusform>%n pontos a corrigir antes de continuar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) to look at: correct, or say that it is right</source>
        <translation>
            <numerusform>%n ponto a verificar: corrija, ou confirme que está certo</numerusform>
            <numerusform>%n pontos a verificar: corrija, ou confirme que está certo</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Add a member</source>
        <translation>&amp;Adicionar um membro</translation>
    </message>
    <message>
        <source>&amp;Area, from the smallest place to the district</source>
        <translation>&amp;Lugar, do mais pequeno ao distrito</translation>
    </message>
    <message>
        <source>&amp;Birth: what is known?</source>
        <translation>Nasc&amp;imento: o que se sabe?</translation>
    </message>
    <message>
        <source>&amp;Cards</source>
        <translation>&amp;Cartões</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>&amp;Continuar</translation>
    </message>
    <message>
        <source>&amp;Date of death</source>
        <translation>Data do ó&amp;bito</translation>
    </message>
    <message>
        <source>&amp;Family name</source>
        <translation>Ap&amp;elido</translation>
    </message>
    <message>
        <source>&amp;Given name</source>
        <translation>&amp;Nome próprio</translation>
    </message>
    <message>
        <source>&amp;Household</source>
        <translation>&amp;Agregado</translation>
    </message>
    <message>
        <source>&amp;Identity documents</source>
        <translation>&amp;Documentos de identidade</translation>
    </message>
    <message>
        <source>&amp;Legal basis</source>
        <translation>Fundamento &amp;legal</translation>
    </message>
    <message>
        <source>&amp;Mother’s name</source>
        <translation>Nome da &amp;mãe</translation>
    </message>
    <message>
        <source>&amp;New household</source>
        <translation>&amp;Novo agregado</translation>
    </message>
    <message>
        <source>&amp;Other names</source>
        <translation>O&amp;utros nomes</translation>
    </message>
    <message>
        <source>&amp;Role in the household</source>
        <translation>&amp;Papel no agregado</translation>
    </message>
    <message>
        <source>&amp;Sex</source>
        <translation>&amp;Sexo</translation>
    </message>
    <message>
        <source>&amp;Telephone of the household</source>
        <translation>&amp;Telefone do agregado</translation>
    </message>
    <message>
        <source>&amp;Telephones</source>
        <translation>&amp;Telefones</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>Desfa&amp;zer</translation>
    </message>
    <message>
        <source>&amp;Village or neighbourhood</source>
        <translation>&amp;Aldeia ou bairro</translation>
    </message>
    <message>
        <source>&amp;Vital status</source>
        <translation>Estado vita&amp;l</translation>
    </message>
    <message>
        <source>A&amp;ddress</source>
        <translation>&amp;Morada</translation>
    </message>
    <message>
        <source>Alread&amp;y registered…</source>
        <translation>&amp;Já registado…</translation>
    </message>
    <message>
        <source>Already a member of household {code}, {place}.</source>
        <translation>Já é membro do agregado {code}, {place}.</translation>
    </message>
    <message>
        <source>Bac&amp;k</source>
        <translation>&amp;Voltar</translation>
    </message>
    <message>
        <source>Both names written above are kept. Empty the one that is not theirs.</source>
        <translation>Os dois nomes escritos acima ficam guardados. Apague o que não é desta pessoa.</translation>
    </message>
    <message>
        <source>C&amp;ompound</source>
        <translation>M&amp;orança</translation>
    </message>
    <message>
        <source>Check and print</source>
        <translation>Verificar e imprimir</translation>
    </message>
    <message>
        <source>Confirm and &amp;print the receipt</source>
        <translation>Validar e im&amp;primir o comprovativo</translation>
    </message>
    <message>
        <source>Decimal degrees, if a telephone shows them.</source>
        <translation>Em graus decimais, se um telefone os indicar.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>Discard this registration?</source>
        <translation>Descartar este registo?</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>Descartar…</translation>
    </message>
    <message>
        <source>For the notice, the reading back and the papers.</source>
        <translation>Para o aviso, a releitura e os documentos.</translation>
    </message>
    <message>
        <source>Go on &amp;with it</source>
        <translation>&amp;Retomar</translation>
    </message>
    <message>
        <source>Handed over to the citi&amp;zen</source>
        <translation>Entre&amp;gue ao cidadão</translation>
    </message>
    <message>
        <source>How was the &amp;notice given?</source>
        <translation>Como foi dado o &amp;aviso?</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Manter</translation>
    </message>
    <message>
        <source>Kind of &amp;household</source>
        <translation>Tipo &amp;de agregado</translation>
    </message>
    <message>
        <source>Land&amp;mark</source>
        <translation>&amp;Ponto de referência</translation>
    </message>
    <message>
        <source>Language and notice</source>
        <translation>Língua e aviso</translation>
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
        <translation>Procure o agregado em Pessoas, ou comece aqui um novo.</translation>
    </message>
    <message>
        <source>Member {number}</source>
        <translation>Membro {number}</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Membros</translation>
    </message>
    <message>
        <source>Members of the household</source>
        <translation>Membros do agregado</translation>
    </message>
    <message>
        <source>More &amp;questions</source>
        <translation>Mais per&amp;guntas</translation>
    </message>
    <message>
        <source>Next: {step}, by {date}.</source>
        <translation>A seguir: {step}, até {date}.</translation>
    </message>
    <message>
        <source>Not this person after all</source>
        <translation>Afinal não é esta pessoa</translation>
    </message>
    <message>
        <source>Open their household</source>
        <translation>Abrir o seu agregado</translation>
    </message>
    <message>
        <source>Si&amp;ngle name</source>
        <translation>N&amp;ome único</translation>
    </message>
    <message>
        <source>The other name may stay empty.</source>
        <translation>O outro nome pode ficar vazio.</translation>
    </message>
    <message>
        <source>This registration is finished or was discarded.</source>
        <translation>Este registo foi concluído ou descartado.</translation>
    </message>
    <message>
        <source>Which language does the citizen &amp;speak best?</source>
        <translation>Que língua &amp;fala melhor o cidadão?</translation>
    </message>
    <message>
        <source>Only if several households share it: the same name for each.</source>
        <translation>Só se vários agregados a partilharem: o mesmo nome para cada um.</translation>
    </message>
    <message>
        <source>People already registered</source>
        <translation>Pessoas já registadas</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Fotografia</translation>
    </message>
    <message>
        <source>Privacy notice</source>
        <translation>Aviso de privacidade</translation>
    </message>
    <message>
        <source>Reason why the sex is not known</source>
        <translation>Motivo por que o sexo não é conhecido</translation>
    </message>
    <message>
        <source>Receipt handed over today</source>
        <translation>Comprovativo entregue hoje</translation>
    </message>
    <message>
        <source>Receipt to hand over</source>
        <translation>Comprovativo por entregar</translation>
    </message>
    <message>
        <source>Remove this member</source>
        <translation>Retirar este membro</translation>
    </message>
    <message>
        <source>Same compound: {name}</source>
        <translation>Mesma morança: {name}</translation>
    </message>
    <message>
        <source>Saved on this computer, waiting to be sent.</source>
        <translation>Guardado neste computador, à espera de envio.</translation>
    </message>
    <message>
        <source>Sheet of the receipt</source>
        <translation>Folha do comprovativo</translation>
    </message>
    <message>
        <source>This household was registered already</source>
        <translation>Este agregado já estava registado</translation>
    </message>
    <message>
        <source>Somebody already registered</source>
        <translation>Pessoa já registada</translation>
    </message>
    <message>
        <source>&amp;Parent or guardian told</source>
        <translation>Progenitor ou tuto&amp;r informado</translation>
    </message>
    <message>
        <source>Choose the language: the notice appears here in it.</source>
        <translation>Escolha a língua: o aviso aparece aqui nessa língua.</translation>
    </message>
    <message>
        <source>No adult lives in it.</source>
        <translation>Nenhum adulto vive nele.</translation>
    </message>
    <message>
        <source>Step {number} of {count}: {name}, {state}</source>
        <translation>Etapa {number} de {count}: {name}, {state}</translation>
    </message>
    <message>
        <source>The down arrow shows every place.</source>
        <translation>A seta para baixo mostra todos os lugares.</translation>
    </message>
    <message>
        <source>The household is registered</source>
        <translation>O agregado está registado</translation>
    </message>
    <message>
        <source>The member was removed.</source>
        <translation>O membro foi retirado.</translation>
    </message>
    <message>
        <source>The programme proposes: {basis}.</source>
        <translation>O programa propõe: {basis}.</translation>
    </message>
    <message>
        <source>The receipt is not printed yet</source>
        <translation>O comprovativo ainda não foi impresso</translation>
    </message>
    <message>
        <source>This household is &amp;headed by a child</source>
        <translation>Agregado che&amp;fiado por uma criança</translation>
    </message>
    <message>
        <source>Type a name, a code, a telephone or an identity number.</source>
        <translation>Escreva um nome, um código, um telefone ou um número de identificação.</translation>
    </message>
    <message>
        <source>Unfinished: {name}, {when}</source>
        <translation>Por concluir: {name}, {when}</translation>
    </message>
    <message>
        <source>What was typed for this household is lost. Nothing was registered.</source>
        <translation>O que foi escrito para este agregado perde-se. Nada foi registado.</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Lugar</translation>
    </message>
    <message>
        <source>done</source>
        <translation>feito</translation>
    </message>
    <message>
        <source>something to correct</source>
        <translation>a corrigir</translation>
    </message>
    <message>
        <source>to do</source>
        <translation>por fazer</translation>
    </message>
    <message>
        <source>to look at</source>
        <translation>a verificar</translation>
    </message>
    <message>
        <source>you are here</source>
        <translation>está aqui</translation>
    </message>
    <message>
        <source>{field}: {problem}</source>
        <translation>{field}: {problem}</translation>
    </message>
    <message>
        <source>{name} is no longer in this household.</source>
        <translation>{name} já não faz parte deste agregado.</translation>
    </message>
</context>
<context>
    <name>RequestDecision</name>
    <message>
        <source>Approved</source>
        <translation>Aprovado</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rejeitado</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Anulado</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Retirado</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Escrito</translation>
    </message>
</context>
<context>
    <name>RequestState</name>
    <message>
        <source>Rejected</source>
        <translation>Rejeitado</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Anulado</translation>
    </message>
    <message>
        <source>Waiting for a decision</source>
        <translation>À espera de decisão</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Retirado</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Escrito</translation>
    </message>
</context>
<context>
    <name>Residence</name>
    <message>
        <source>Asylum seeker</source>
        <translation>Requerente de asilo</translation>
    </message>
    <message>
        <source>Internally displaced</source>
        <translation>Deslocado interno</translation>
    </message>
    <message>
        <source>International migrant</source>
        <translation>Migrante internacional</translation>
    </message>
    <message>
        <source>Refugee</source>
        <translation>Refugiado</translation>
    </message>
    <message>
        <source>Resident</source>
        <translation>Residente</translation>
    </message>
    <message>
        <source>Returned after displacement</source>
        <translation>Deslocado regressado</translation>
    </message>
    <message>
        <source>Returned from abroad</source>
        <translation>Regressado do estrangeiro</translation>
    </message>
    <message>
        <source>Stateless</source>
        <translation>Apátrida</translation>
    </message>
</context>
<context>
    <name>Retention</name>
    <message>
        <source>died on {date}</source>
        <translation>falecido(a) em {date}</translation>
    </message>
    <message>
        <source>left the last household on {date}</source>
        <translation>deixou o último agregado em {date}</translation>
    </message>
    <message>
        <source>portrait of somebody who left or died on {date}</source>
        <translation>retrato de alguém que saiu ou faleceu em {date}</translation>
    </message>
    <message>
        <source>unfinished registration, not touched since {date}</source>
        <translation>registo inacabado, sem alterações desde {date}</translation>
    </message>
</context>
<context>
    <name>Role</name>
    <message>
        <source>Absent member</source>
        <translation>Membro ausente</translation>
    </message>
    <message>
        <source>Child</source>
        <translation>Filho ou filha</translation>
    </message>
    <message>
        <source>Domestic worker</source>
        <translation>Empregado doméstico</translation>
    </message>
    <message>
        <source>Guest</source>
        <translation>Hóspede</translation>
    </message>
    <message>
        <source>Head of household</source>
        <translation>Chefe do agregado familiar</translation>
    </message>
    <message>
        <source>Not related</source>
        <translation>Sem parentesco</translation>
    </message>
    <message>
        <source>Other relative</source>
        <translation>Outro familiar</translation>
    </message>
    <message>
        <source>Spouse</source>
        <translation>Cônjuge</translation>
    </message>
</context>
<context>
    <name>SchemeStatus</name>
    <message>
        <source>Active</source>
        <translation>Em vigor</translation>
    </message>
    <message>
        <source>Being designed</source>
        <translation>Em conceção</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Encerrado</translation>
    </message>
    <message>
        <source>Draft law</source>
        <translation>Projeto de lei</translation>
    </message>
    <message>
        <source>Pilot</source>
        <translation>Projeto-piloto</translation>
    </message>
</context>
<context>
    <name>SchemeType</name>
    <message>
        <source>Contributory</source>
        <translation>Contributivo</translation>
    </message>
    <message>
        <source>Mixed</source>
        <translation>Misto</translation>
    </message>
    <message>
        <source>Non-contributory</source>
        <translation>Não contributivo</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Serviços</translation>
    </message>
</context>
<context>
    <name>Sector</name>
    <message>
        <source>Domestic work</source>
        <translation>Trabalho doméstico</translation>
    </message>
    <message>
        <source>Informal</source>
        <translation>Informal</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Privado</translation>
    </message>
    <message>
        <source>Public</source>
        <translation>Público</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>&amp;Add a person</source>
        <translation>&amp;Acrescentar uma pessoa</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Cores</translation>
    </message>
    <message>
        <source>&amp;Full name</source>
        <translation>&amp;Nome completo</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>&amp;Guardar</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Língua</translation>
    </message>
    <message>
        <source>&amp;Role</source>
        <translation>&amp;Função</translation>
    </message>
    <message>
        <source>&amp;Size of the text</source>
        <translation>&amp;Tamanho do texto</translation>
    </message>
    <message>
        <source>&amp;User name</source>
        <translation>Nome de &amp;utilizador</translation>
    </message>
    <message>
        <source>A backup is one encrypted file, opened with the same passwords. Keep it on a key or a disk away from this computer, and make a new one each week.</source>
        <translation>Uma cópia de segurança é um só ficheiro cifrado, aberto com as mesmas palavras-passe. Guarde-a numa pen ou num disco longe deste computador e faça uma nova todas as semanas.</translation>
    </message>
    <message>
        <source>A new person of this office</source>
        <translation>Uma nova pessoa deste serviço</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Acerca de</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Cópias de segurança</translation>
    </message>
    <message>
        <source>Chec&amp;k the file</source>
        <translation>&amp;Verificar o ficheiro</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>A verificar…</translation>
    </message>
    <message>
        <source>Close account</source>
        <translation>Fechar a conta</translation>
    </message>
    <message>
        <source>Close the account</source>
        <translation>Fechar a conta</translation>
    </message>
    <message>
        <source>Close the account of {name}?</source>
        <translation>Fechar a conta de {name}?</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Escuro</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Ficheiro</translation>
    </message>
    <message>
        <source>Households: {households}. Persons: {persons}. Changes: {changes}.</source>
        <translation>Agregados: {households}. Pessoas: {persons}. Alterações: {changes}.</translation>
    </message>
    <message>
        <source>L&amp;ock the window</source>
        <translation>&amp;Bloquear a janela</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licença</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>Feito com</translation>
    </message>
    <message>
        <source>New &amp;password</source>
        <translation>Nova &amp;palavra-passe</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Nova palavra-passe</translation>
    </message>
    <message>
        <source>New password for {name}</source>
        <translation>Nova palavra-passe para {name}</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>Serviço local</translation>
    </message>
    <message>
        <source>Once &amp;more</source>
        <translation>&amp;Outra vez</translation>
    </message>
    <message>
        <source>People of this office</source>
        <translation>Pessoas deste serviço</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produto</translation>
    </message>
    <message>
        <source>Programme</source>
        <translation>Programa</translation>
    </message>
    <message>
        <source>R&amp;estore a backup…</source>
        <translation>&amp;Repor uma cópia…</translation>
    </message>
    <message>
        <source>Save a &amp;backup…</source>
        <translation>Fazer cópia de &amp;segurança…</translation>
    </message>
    <message>
        <source>Save a backup</source>
        <translation>Fazer cópia de segurança</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>Synchronise now, so that what can be read is safe; then restore the latest backup.</source>
        <translation>Sincronize agora, para que o que ainda se lê fique em segurança; depois reponha a última cópia de segurança.</translation>
    </message>
    <message>
        <source>Take it away from this computer.</source>
        <translation>Leve-a para longe deste computador.</translation>
    </message>
    <message>
        <source>The account is closed.</source>
        <translation>A conta está fechada.</translation>
    </message>
    <message>
        <source>The backup is saved as {name}.</source>
        <translation>A cópia de segurança está feita: {name}.</translation>
    </message>
    <message>
        <source>The file is damaged.</source>
        <translation>O ficheiro está danificado.</translation>
    </message>
    <message>
        <source>The file is sound.</source>
        <translation>O ficheiro está íntegro.</translation>
    </message>
    <message>
        <source>The password is changed.</source>
        <translation>A palavra-passe foi mudada.</translation>
    </message>
    <message>
        <source>The person can sign in now.</source>
        <translation>A pessoa já pode entrar.</translation>
    </message>
    <message>
        <source>The window</source>
        <translation>A janela</translation>
    </message>
    <message>
        <source>This office</source>
        <translation>Este serviço</translation>
    </message>
    <message>
        <source>account closed</source>
        <translation>conta fechada</translation>
    </message>
    <message>
        <source>none joined yet</source>
        <translation>nenhum por agora</translation>
    </message>
    <message>
        <source>{name} can no longer open this file. What they registered keeps their name. A new password opens the account again.</source>
        <translation>{name} deixará de poder abrir este ficheiro. O que registou mantém o seu nome. Uma nova palavra-passe reabre a conta.</translation>
    </message>
</context>
<context>
    <name>SettledHow</name>
    <message>
        <source>Both were wrong: typed anew</source>
        <translation>Ambos estavam errados: escrito de novo</translation>
    </message>
    <message>
        <source>Field by field</source>
        <translation>Campo a campo</translation>
    </message>
    <message>
        <source>The other value was taken</source>
        <translation>Foi tomado o outro valor</translation>
    </message>
    <message>
        <source>The same but for the writing</source>
        <translation>Igual, exceto na escrita</translation>
    </message>
    <message>
        <source>What stood was kept</source>
        <translation>Manteve-se o que estava</translation>
    </message>
</context>
<context>
    <name>Sex</name>
    <message>
        <source>Female</source>
        <translation>Feminino</translation>
    </message>
    <message>
        <source>Male</source>
        <translation>Masculino</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Desconhecido</translation>
    </message>
</context>
<context>
    <name>ShockKind</name>
    <message>
        <source>Conflict</source>
        <translation>Conflito</translation>
    </message>
    <message>
        <source>Drought</source>
        <translation>Seca</translation>
    </message>
    <message>
        <source>Earthquake</source>
        <translation>Sismo</translation>
    </message>
    <message>
        <source>Epidemic</source>
        <translation>Epidemia</translation>
    </message>
    <message>
        <source>Fire</source>
        <translation>Incêndio</translation>
    </message>
    <message>
        <source>Flood</source>
        <translation>Inundação</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Outro</translation>
    </message>
    <message>
        <source>Rising prices</source>
        <translation>Subida de preços</translation>
    </message>
    <message>
        <source>Storm</source>
        <translation>Tempestade</translation>
    </message>
</context>
<context>
    <name>Slip</name>
    <message>
        <source>All that was sent is held by the server. The rest goes with the next synchronisation.</source>
        <translation>O servidor tem tudo o que foi enviado. O resto segue na próxima sincronização.</translation>
    </message>
    <message>
        <source>Both sides name the same figures: nothing is missing.</source>
        <translation>Os dois lados dão os mesmos números: nada falta.</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Por</translation>
    </message>
    <message>
        <source>By kind of record</source>
        <translation>Por tipo de ficha</translation>
    </message>
    <message>
        <source>By officer</source>
        <translation>Por agente</translation>
    </message>
    <message>
        <source>Compared on</source>
        <translation>Comparado em</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>No servidor</translation>
    </message>
    <message>
        <source>Laptop</source>
        <translation>Computador</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Em falta</translation>
    </message>
    <message>
        <source>No. {number}</source>
        <translation>N.º {number}</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>Balcão</translation>
    </message>
    <message>
        <source>Officer</source>
        <translation>Agente</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Período</translation>
    </message>
    <message>
        <source>Reconciliation of work sent</source>
        <translation>Conferência do trabalho enviado</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Enviados</translation>
    </message>
    <message>
        <source>Signed by the server: {seal}</source>
        <translation>Assinado pelo servidor: {seal}</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Supervisor</translation>
    </message>
    <message>
        <source>The server was not reached: this is what its receipts prove. Compare again with a line.</source>
        <translation>Não se chegou ao servidor: isto é o que provam os seus avisos de receção. Compare de novo com ligação.</translation>
    </message>
    <message>
        <source>The server&apos;s figures are of</source>
        <translation>Números do servidor de</translation>
    </message>
    <message>
        <source>To settle</source>
        <translation>A resolver</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Em espera</translation>
    </message>
    <message>
        <source>Work of</source>
        <translation>Trabalho de</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Escritos</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>e mais %n</numerusform>
            <numerusform>e mais %n</numerusform>
        </translation>
    </message>
    <message>
        <source>held by the server</source>
        <translation>no servidor</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>em falta</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nunca</translation>
    </message>
    <message>
        <source>not signed by the server</source>
        <translation>não assinado pelo servidor</translation>
    </message>
    <message>
        <source>proved by receipts</source>
        <translation>provados por avisos</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>enviados</translation>
    </message>
    <message>
        <source>since the beginning</source>
        <translation>desde o início</translation>
    </message>
    <message>
        <source>somebody not known here</source>
        <translation>alguém desconhecido aqui</translation>
    </message>
    <message>
        <source>still waiting here</source>
        <translation>ainda em espera aqui</translation>
    </message>
    <message>
        <source>the others together</source>
        <translation>todos os outros</translation>
    </message>
    <message>
        <source>to settle</source>
        <translation>a resolver</translation>
    </message>
</context>
<context>
    <name>State</name>
    <message numerus="yes">
        <source>%n waiting to be sent</source>
        <comment>changes</comment>
        <translation>
            <numerusform>%n por enviar</numerusform>
            <numerusform>%n por enviar</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything is sent</source>
        <translation>Está tudo enviado</translation>
    </message>
    <message>
        <source>Language of the window</source>
        <translation>Língua da janela</translation>
    </message>
    <message>
        <source>No server joined yet</source>
        <translation>Ainda sem servidor</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Sem ligação</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Em linha</translation>
    </message>
    <message>
        <source>Saved {time}</source>
        <translation>Guardado às {time}</translation>
    </message>
    <message>
        <source>Synchronising…</source>
        <translation>A sincronizar…</translation>
    </message>
    <message>
        <source>last sync {when}</source>
        <translation>última sincronização {when}</translation>
    </message>
    <message>
        <source>not synchronised yet</source>
        <translation>ainda não sincronizado</translation>
    </message>
</context>
<context>
    <name>StatementStatus</name>
    <message>
        <source>Draft</source>
        <translation>Rascunho</translation>
    </message>
    <message>
        <source>Filed</source>
        <translation>Entregue</translation>
    </message>
    <message>
        <source>Replaced</source>
        <translation>Substituída</translation>
    </message>
</context>
<context>
    <name>Status of a person</name>
    <message>
        <source>Deceased</source>
        <translation>Óbito declarado</translation>
    </message>
    <message>
        <source>Household closed</source>
        <translation>Agregado encerrado</translation>
    </message>
    <message>
        <source>Household registered</source>
        <translation>Agregado registado</translation>
    </message>
    <message>
        <source>Household to be visited again</source>
        <translation>Agregado a rever</translation>
    </message>
    <message>
        <source>Household verified</source>
        <translation>Agregado verificado</translation>
    </message>
    <message>
        <source>Member of a household</source>
        <translation>Membro de um agregado</translation>
    </message>
    <message>
        <source>Merged into another record</source>
        <translation>Fundido noutra ficha</translation>
    </message>
    <message>
        <source>Without a household</source>
        <translation>Sem agregado</translation>
    </message>
</context>
<context>
    <name>StickSlip</name>
    <message numerus="yes">
        <source>%n change(s) need somebody: the laptop shows which.</source>
        <translation>
            <numerusform>%n alteração precisa de alguém: o computador mostra qual.</numerusform>
            <numerusform>%n alterações precisam de alguém: o computador mostra quais.</numerusform>
        </translation>
    </message>
    <message>
        <source>Brought by</source>
        <translation>Trazido por</translation>
    </message>
    <message>
        <source>Carried to the server</source>
        <translation>Levado ao servidor</translation>
    </message>
    <message>
        <source>Handed back on</source>
        <translation>Devolvido em</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Próximo passo</translation>
    </message>
    <message>
        <source>Put the stick back into the laptop, open “Synchronise” and press “Read from a stick”. Only then do the changes count as arrived.</source>
        <translation>Volte a pôr a pen no computador, abra «Sincronizar» e carregue em «Ler de uma pen». Só então as alterações contam como chegadas.</translation>
    </message>
    <message>
        <source>Slip for a stick that was carried</source>
        <translation>Guia de uma pen levada ao servidor</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Taken in hand by</source>
        <translation>Tratado por</translation>
    </message>
    <message>
        <source>The answer is not on the stick yet: it has to be carried once more.</source>
        <translation>A resposta ainda não está na pen: é preciso levá-la mais uma vez.</translation>
    </message>
    <message>
        <source>There is more for this laptop: write to the stick again afterwards.</source>
        <translation>Há mais para este computador: escreva depois outra vez na pen.</translation>
    </message>
    <message>
        <source>Written at the office</source>
        <translation>Escrito no serviço</translation>
    </message>
    <message>
        <source>changes arrived at the server</source>
        <translation>alterações chegadas ao servidor</translation>
    </message>
    <message>
        <source>changes brought</source>
        <translation>alterações trazidas</translation>
    </message>
    <message>
        <source>changes refused</source>
        <translation>alterações recusadas</translation>
    </message>
    <message>
        <source>photos and scans brought</source>
        <translation>fotografias e digitalizações trazidas</translation>
    </message>
    <message>
        <source>records to take home</source>
        <translation>registos para levar de volta</translation>
    </message>
    <message>
        <source>{name}, laptop {office}-{laptop}</source>
        <translation>{name}, computador {office}-{laptop}</translation>
    </message>
</context>
<context>
    <name>Sticks</name>
    <message numerus="yes">
        <source>%n arrived</source>
        <comment>changes</comment>
        <translation>
            <numerusform>%n chegada</numerusform>
            <numerusform>%n chegadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) need somebody: see “To settle”.</source>
        <translation>
            <numerusform>%n alteração precisa de alguém: ver «A resolver».</numerusform>
            <numerusform>%n alterações precisam de alguém: ver «A resolver».</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n fotografia</numerusform>
            <numerusform>%n fotografias</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Write to a stick…</source>
        <translation>&amp;Escrever numa pen…</translation>
    </message>
    <message>
        <source>Arrived: {arrived}. Came in: {received}.</source>
        <translation>Chegaram: {arrived}. Vieram: {received}.</translation>
    </message>
    <message>
        <source>Both sides name the same counts.</source>
        <translation>Os dois lados dizem os mesmos números.</translation>
    </message>
    <message>
        <source>Leave the stick in until this is done.</source>
        <translation>Deixe a pen no lugar até ao fim.</translation>
    </message>
    <message>
        <source>Part of it is older than this file; write to the stick again.</source>
        <translation>Uma parte é mais antiga do que este ficheiro; escreva outra vez na pen.</translation>
    </message>
    <message>
        <source>Rea&amp;d from a stick…</source>
        <translation>Le&amp;r de uma pen…</translation>
    </message>
    <message>
        <source>Stopped. Nothing was written.</source>
        <translation>Parado. Nada foi escrito.</translation>
    </message>
    <message>
        <source>Stopped. What was read until then is kept; read the rest later.</source>
        <translation>Parado. O que foi lido até aí fica; leia o resto mais tarde.</translation>
    </message>
    <message numerus="yes">
        <source>The bundle of {moment}, %n change(s), waits for its answer.</source>
        <translation>
            <numerusform>O pacote de {moment}, %n alteração, espera a resposta.</numerusform>
            <numerusform>O pacote de {moment}, %n alterações, espera a resposta.</numerusform>
        </translation>
    </message>
    <message>
        <source>The stick to read from</source>
        <translation>A pen a ler</translation>
    </message>
    <message>
        <source>The stick to write to</source>
        <translation>A pen onde escrever</translation>
    </message>
    <message>
        <source>There is more for this laptop: write to the stick again.</source>
        <translation>Há mais para este computador: escreva outra vez na pen.</translation>
    </message>
    <message>
        <source>This answer had been read before. Nothing was done twice.</source>
        <translation>Esta resposta já tinha sido lida. Nada foi feito duas vezes.</translation>
    </message>
    <message>
        <source>Without a line: by stick</source>
        <translation>Sem linha: por pen USB</translation>
    </message>
    <message>
        <source>Write what waits to a stick, have it carried, and read the answer that comes back.</source>
        <translation>Escreva numa pen o que está à espera, mande-a levar e leia a resposta que voltar.</translation>
    </message>
    <message>
        <source>Written: {name}, {changes}. They count as arrived when the answer was read here.</source>
        <translation>Escrito: {name}, {changes}. Contam como chegadas quando a resposta for lida aqui.</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>respondido</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>recusado</translation>
    </message>
    <message>
        <source>sent, answer missing</source>
        <translation>enviado, falta a resposta</translation>
    </message>
    <message>
        <source>to send</source>
        <translation>a enviar</translation>
    </message>
    <message>
        <source>{office}, laptop {laptop}</source>
        <translation>{office}, computador {laptop}</translation>
    </message>
</context>
<context>
    <name>SuspensionReason</name>
    <message>
        <source>Complaint</source>
        <translation>Reclamação</translation>
    </message>
    <message>
        <source>Conditions not met</source>
        <translation>Condições não cumpridas</translation>
    </message>
    <message>
        <source>Problem with the data</source>
        <translation>Problema de dados</translation>
    </message>
    <message>
        <source>Proof of life overdue</source>
        <translation>Prova de vida em atraso</translation>
    </message>
</context>
<context>
    <name>Sync</name>
    <message>
        <source>&amp;Address of the server</source>
        <translation>&amp;Endereço do servidor</translation>
    </message>
    <message>
        <source>&amp;Join the server</source>
        <translation>&amp;Ligar ao servidor</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Parar</translation>
    </message>
    <message>
        <source>&amp;Synchronise now</source>
        <translation>&amp;Sincronizar agora</translation>
    </message>
    <message>
        <source>About {size}. How fast this line is was not measured yet.</source>
        <translation>Cerca de {size}. A velocidade desta ligação ainda não foi medida.</translation>
    </message>
    <message>
        <source>Arrived: {arrived}. Came in: {received}. {up} up, {down} down, in {seconds}.</source>
        <translation>Chegou: {arrived}. Recebido: {received}. {up} enviados, {down} recebidos, em {seconds}.</translation>
    </message>
    <message>
        <source>Certi&amp;ficate file…</source>
        <translation>Ficheiro do certi&amp;ficado…</translation>
    </message>
    <message>
        <source>Certificate of the server</source>
        <translation>Certificado do servidor</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>Certificados</translation>
    </message>
    <message>
        <source>Changes of this desk</source>
        <translation>Alterações deste posto</translation>
    </message>
    <message>
        <source>Join a server</source>
        <translation>Ligar este posto a um servidor</translation>
    </message>
    <message>
        <source>Joining &amp;code</source>
        <translation>&amp;Código de adesão</translation>
    </message>
    <message>
        <source>Last round at {time}: {what}</source>
        <translation>Última sincronização às {time}. {what}</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n alteração</numerusform>
            <numerusform>%n alterações</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contradiction(s): both values are kept</source>
        <translation>
            <numerusform>%n contradição: os dois valores ficam guardados</numerusform>
            <numerusform>%n contradições: os dois valores ficam guardados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n ficha</numerusform>
            <numerusform>%n fichas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n still to come</source>
        <translation>
            <numerusform>ainda %n por receber</numerusform>
            <numerusform>ainda %n por receber</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Back to the sync centre</source>
        <translation>&amp;Voltar à sincronização</translation>
    </message>
    <message>
        <source>About {size}, {time} on this line.</source>
        <translation>Cerca de {size}, {time} nesta ligação.</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>No máximo</translation>
    </message>
    <message>
        <source>At the end of a day both sides count what was written, and say the same.</source>
        <translation>No fim do dia, os dois lados contam o que foi escrito e devem dizer o mesmo.</translation>
    </message>
    <message>
        <source>Both sides are counting…</source>
        <translation>Os dois lados estão a contar…</translation>
    </message>
    <message>
        <source>Compare &amp;everything</source>
        <translation>Comparar &amp;tudo</translation>
    </message>
    <message>
        <source>Compare &amp;today</source>
        <translation>Comparar &amp;hoje</translation>
    </message>
    <message>
        <source>Here and at the server</source>
        <translation>Aqui e no servidor</translation>
    </message>
    <message>
        <source>Language of the slip</source>
        <translation>Língua do talão</translation>
    </message>
    <message>
        <source>Last synchronised: {when}</source>
        <translation>Última sincronização: {when}</translation>
    </message>
    <message>
        <source>Never synchronised whole</source>
        <translation>Nunca sincronizado por inteiro</translation>
    </message>
    <message>
        <source>Next try at {time}</source>
        <translation>Próxima tentativa às {time}</translation>
    </message>
    <message>
        <source>Nothing is lost: the next round fetches everything again and compares once more.</source>
        <translation>Nada se perdeu: a próxima sincronização volta a buscar tudo e compara outra vez.</translation>
    </message>
    <message>
        <source>Nothing waits here; what is new elsewhere is asked for.</source>
        <translation>Nada espera aqui; pede-se o que há de novo noutros lugares.</translation>
    </message>
    <message>
        <source>Nothing: every change was taken.</source>
        <translation>Nada: todas as alterações foram aceites.</translation>
    </message>
    <message>
        <source>Only records on this connection, no photos and scans</source>
        <translation>Só fichas nesta ligação, sem fotografias nem digitalizações</translation>
    </message>
    <message>
        <source>Portraits</source>
        <translation>Retratos</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progresso</translation>
    </message>
    <message>
        <source>Re&amp;gional office…</source>
        <translation>Serviço re&amp;gional…</translation>
    </message>
    <message>
        <source>Reconciliation {number}</source>
        <translation>Conferência {number}</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Fichas</translation>
    </message>
    <message>
        <source>Rounds until now</source>
        <translation>Trocas até agora</translation>
    </message>
    <message>
        <source>S&amp;lip…</source>
        <translation>Ta&amp;lão…</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>Digitalizações</translation>
    </message>
    <message>
        <source>Show all of them</source>
        <translation>Mostrar todas</translation>
    </message>
    <message>
        <source>Stopping after the batch that is on its way…</source>
        <translation>A parar depois do envio em curso…</translation>
    </message>
    <message>
        <source>Synchronise by itself when there is a line</source>
        <translation>Sincronizar automaticamente quando há ligação</translation>
    </message>
    <message>
        <source>Synchronising for {since}. What has arrived stays arrived, even if you stop.</source>
        <translation>A sincronizar há {since}. O que chegou fica chegado, mesmo que pare.</translation>
    </message>
    <message>
        <source>The counts here and at the server differ.</source>
        <translation>As contagens daqui e do servidor são diferentes.</translation>
    </message>
    <message>
        <source>The first synchronisation begins now.</source>
        <translation>A primeira sincronização começa agora.</translation>
    </message>
    <message>
        <source>The next round</source>
        <translation>A próxima troca</translation>
    </message>
    <message>
        <source>The regional office gives a joining sheet with an address and a code that works once. Until then everything is saved here.</source>
        <translation>O serviço regional dá uma folha de adesão com um endereço e um código que serve uma vez. Até lá, tudo fica guardado aqui.</translation>
    </message>
    <message>
        <source>The round of {time} did not finish. {why}</source>
        <translation>A sincronização das {time} não chegou ao fim. {why}</translation>
    </message>
    <message>
        <source>There was no synchronisation yet.</source>
        <translation>Ainda não houve sincronização.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {length} ahead of the server&apos;s. Nothing is refused for that.</source>
        <translation>O relógio deste computador está {length} adiantado em relação ao do servidor. Nada é recusado por isso.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {length} behind the server&apos;s. Nothing is refused for that.</source>
        <translation>O relógio deste computador está {length} atrasado em relação ao do servidor. Nada é recusado por isso.</translation>
    </message>
    <message>
        <source>This desk has joined the server.</source>
        <translation>Este posto está ligado ao servidor.</translation>
    </message>
    <message>
        <source>This desk has not joined a server yet.</source>
        <translation>Este posto ainda não está ligado a um servidor.</translation>
    </message>
    <message>
        <source>To settle</source>
        <translation>A resolver</translation>
    </message>
    <message>
        <source>What waits</source>
        <translation>O que espera</translation>
    </message>
    <message>
        <source>Work of {day}; by the receipts kept here, the last of {moment}.</source>
        <translation>Trabalho: {day}; pelos avisos de receção guardados aqui, o último de {moment}.</translation>
    </message>
    <message>
        <source>Work of {day}; the server has signed for nothing yet.</source>
        <translation>Trabalho: {day}; o servidor ainda não assinou nada.</translation>
    </message>
    <message>
        <source>Work of {day}; the server&apos;s figures are of {moment}.</source>
        <translation>Trabalho: {day}; os números do servidor são de {moment}.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>changes</comment>
        <translation>
            <numerusform>e mais %n</numerusform>
            <numerusform>e mais %n</numerusform>
        </translation>
    </message>
    <message>
        <source>arrived</source>
        <translation>chegaram</translation>
    </message>
    <message>
        <source>every day</source>
        <translation>todos os dias</translation>
    </message>
    <message>
        <source>https://…</source>
        <translation>https://…</translation>
    </message>
    <message>
        <source>meeting the server…</source>
        <translation>a contactar o servidor…</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>sem limite</translation>
    </message>
    <message>
        <source>on their way</source>
        <translation>a caminho</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>recusadas</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>à espera</translation>
    </message>
    <message>
        <source>what is more than the limit waits for the next round</source>
        <translation>o que passa do limite espera pela próxima troca</translation>
    </message>
    <message>
        <source>{arrived} of {all} arrived, {received} came in</source>
        <translation>{arrived} de {all} chegadas, {received} recebidas</translation>
    </message>
    <message>
        <source>{date}, {time}</source>
        <translation>{date}, {time}</translation>
    </message>
    <message>
        <source>{done} of {all}</source>
        <translation>{done} de {all}</translation>
    </message>
    <message>
        <source>{lane}: {count}, {size}</source>
        <translation>{lane}: {count}, {size}</translation>
    </message>
    <message>
        <source>{lane}: {count}, {size}, left for another time</source>
        <translation>{lane}: {count}, {size}, para outra vez</translation>
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
        <translation>Uma pertença terminou: {reason}</translation>
    </message>
    <message>
        <source>Appointment kept</source>
        <translation>Compromisso cumprido</translation>
    </message>
    <message>
        <source>Assessment</source>
        <translation>Avaliação</translation>
    </message>
    <message>
        <source>Case note</source>
        <translation>Nota de caso</translation>
    </message>
    <message>
        <source>Changed: {fields}</source>
        <translation>Alterado: {fields}</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>Reclamação</translation>
    </message>
    <message>
        <source>Corrected: “{milestone}”, {status} on {date}</source>
        <translation>Corrigido: «{milestone}», {status} em {date}</translation>
    </message>
    <message>
        <source>Document kept: {what}</source>
        <translation>Documento guardado: {what}</translation>
    </message>
    <message>
        <source>Enrolment</source>
        <translation>Inscrição</translation>
    </message>
    <message numerus="yes">
        <source>Household registered, %n member(s)</source>
        <translation>
            <numerusform>Agregado registado, %n membro</numerusform>
            <numerusform>Agregado registado, %n membros</numerusform>
        </translation>
    </message>
    <message>
        <source>Identity document of {name} added</source>
        <translation>Documento de identidade de {name} adicionado</translation>
    </message>
    <message>
        <source>Need</source>
        <translation>Necessidade</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Pagamento</translation>
    </message>
    <message>
        <source>Photo of {name} added</source>
        <translation>Fotografia de {name} adicionada</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plano</translation>
    </message>
    <message>
        <source>Privacy notice given</source>
        <translation>Aviso de privacidade dado</translation>
    </message>
    <message>
        <source>Proof of life</source>
        <translation>Prova de vida</translation>
    </message>
    <message>
        <source>Referral</source>
        <translation>Encaminhamento</translation>
    </message>
    <message>
        <source>Service used</source>
        <translation>Serviço utilizado</translation>
    </message>
    <message>
        <source>Telephone added</source>
        <translation>Telefone adicionado</translation>
    </message>
    <message>
        <source>{name} was added</source>
        <translation>{name}: membro adicionado</translation>
    </message>
    <message>
        <source>{paper} handed over</source>
        <translation>{paper}: entrega ao cidadão</translation>
    </message>
    <message>
        <source>{paper} printed</source>
        <translation>{paper}: impressão</translation>
    </message>
    <message>
        <source>{paper} printed again, copy {number}: {reason}</source>
        <translation>{paper}: {number}.ª via, motivo: {reason}</translation>
    </message>
    <message>
        <source>“{milestone}”: {status} on {date}</source>
        <translation>«{milestone}»: {status} em {date}</translation>
    </message>
</context>
<context>
    <name>Today</name>
    <message numerus="yes">
        <source>%n household(s)</source>
        <translation>
            <numerusform>%n agregado</numerusform>
            <numerusform>%n agregados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n household(s) registered today.</source>
        <translation>
            <numerusform>%n agregado registado hoje.</numerusform>
            <numerusform>%n agregados registados hoje.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n pessoa</numerusform>
            <numerusform>%n pessoas</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;New household</source>
        <translation>&amp;Novo agregado</translation>
    </message>
    <message>
        <source>&amp;Search the register</source>
        <translation>&amp;Procurar no registo</translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>Para hoje</translation>
    </message>
    <message>
        <source>Household without a name yet</source>
        <translation>Agregado ainda sem nome</translation>
    </message>
    <message>
        <source>In the register: {households}, {persons}.</source>
        <translation>No registo: {households}, {persons}.</translation>
    </message>
    <message>
        <source>Last synchronised {when}</source>
        <translation>Última sincronização {when}</translation>
    </message>
    <message>
        <source>Milestones past their date</source>
        <translation>Marcos em atraso</translation>
    </message>
    <message>
        <source>No server joined yet</source>
        <translation>Ainda sem servidor</translation>
    </message>
    <message>
        <source>Not synchronised yet</source>
        <translation>Ainda não sincronizado</translation>
    </message>
    <message>
        <source>Nothing waits.</source>
        <translation>Nada espera.</translation>
    </message>
    <message>
        <source>Register a household that is at the counter</source>
        <translation>Registar um agregado que está ao balcão</translation>
    </message>
    <message>
        <source>To finish</source>
        <translation>A terminar</translation>
    </message>
    <message>
        <source>What waits</source>
        <translation>O que espera</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>drafts</comment>
        <translation>
            <numerusform>e mais %n</numerusform>
            <numerusform>e mais %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>due</comment>
        <translation>
            <numerusform>e mais %n</numerusform>
            <numerusform>e mais %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>milestones</comment>
        <translation>
            <numerusform>e mais %n</numerusform>
            <numerusform>e mais %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>card(s) to print</source>
        <translation>
            <numerusform>cartão a imprimir</numerusform>
            <numerusform>cartões a imprimir</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>change(s) to send</source>
        <translation>
            <numerusform>alteração por enviar</numerusform>
            <numerusform>alterações por enviar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>change(s) to settle</source>
        <translation>
            <numerusform>alteração a resolver</numerusform>
            <numerusform>alterações a resolver</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>paper(s) to hand over</source>
        <translation>
            <numerusform>papel a entregar</numerusform>
            <numerusform>papéis a entregar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>possible duplicate(s) to compare</source>
        <translation>
            <numerusform>possível duplicado a comparar</numerusform>
            <numerusform>possíveis duplicados a comparar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>receipt(s) to print</source>
        <translation>
            <numerusform>comprovativo a imprimir</numerusform>
            <numerusform>comprovativos a imprimir</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>request(s) to decide</source>
        <translation>
            <numerusform>pedido por decidir</numerusform>
            <numerusform>pedidos por decidir</numerusform>
        </translation>
    </message>
    <message>
        <source>{milestone}, due {date}</source>
        <translation>{milestone}, prazo {date}</translation>
    </message>
</context>
<context>
    <name>Unit</name>
    <message>
        <source>Household</source>
        <translation>Agregado familiar</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Pessoa</translation>
    </message>
</context>
<context>
    <name>UnpaidReason</name>
    <message>
        <source>Absent</source>
        <translation>Ausente</translation>
    </message>
    <message>
        <source>Deceased</source>
        <translation>Falecido</translation>
    </message>
    <message>
        <source>Moved away</source>
        <translation>Mudou-se</translation>
    </message>
    <message>
        <source>No document</source>
        <translation>Sem documento</translation>
    </message>
    <message>
        <source>Not enough cash</source>
        <translation>Numerário insuficiente</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Outro</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Recusou</translation>
    </message>
    <message>
        <source>Registered twice</source>
        <translation>Registado em duplicado</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Suspenso</translation>
    </message>
</context>
<context>
    <name>Urgency</name>
    <message>
        <source>Emergency</source>
        <translation>Imediata</translation>
    </message>
    <message>
        <source>Routine</source>
        <translation>Normal</translation>
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
        <translation>Administrador</translation>
    </message>
    <message>
        <source>Auditor</source>
        <translation>Auditor</translation>
    </message>
    <message>
        <source>Case manager</source>
        <translation>Gestor de caso</translation>
    </message>
    <message>
        <source>Clerk</source>
        <translation>Agente de atendimento</translation>
    </message>
    <message>
        <source>Head of district</source>
        <translation>Responsável do distrito</translation>
    </message>
    <message>
        <source>Monitoring and evaluation</source>
        <translation>Monitorização e avaliação</translation>
    </message>
    <message>
        <source>Payment officer</source>
        <translation>Agente de pagamento</translation>
    </message>
    <message>
        <source>Regional synchronisation officer</source>
        <translation>Responsável regional da sincronização</translation>
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
        <translation>Ao balcão</translation>
    </message>
    <message>
        <source>By synchronisation</source>
        <translation>Por sincronização</translation>
    </message>
    <message>
        <source>By telephone</source>
        <translation>Por telefone</translation>
    </message>
    <message>
        <source>On paper</source>
        <translation>Em papel</translation>
    </message>
</context>
<context>
    <name>VitalStatus</name>
    <message>
        <source>Alive</source>
        <translation>Em vida</translation>
    </message>
    <message>
        <source>Deceased</source>
        <translation>Falecido</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Desconhecido</translation>
    </message>
</context>
<context>
    <name>WorkStatus</name>
    <message>
        <source>Contributing family worker</source>
        <translation>Trabalhador familiar</translation>
    </message>
    <message>
        <source>Dependent contractor</source>
        <translation>Prestador dependente</translation>
    </message>
    <message>
        <source>Employee</source>
        <translation>Trabalhador por conta de outrem</translation>
    </message>
    <message>
        <source>Employer</source>
        <translation>Empregador</translation>
    </message>
    <message>
        <source>Member of a cooperative</source>
        <translation>Membro de cooperativa</translation>
    </message>
    <message>
        <source>Own-account worker</source>
        <translation>Trabalhador por conta própria</translation>
    </message>
</context>
</TS>
