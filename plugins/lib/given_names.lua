-- Frequent given names by script, for telling "Maria Lopez" from "Buenos Aires". Names cross languages, so they are
-- in no language's table.
--
--   require("given_names").Latn["maria"]   --> true

local NAMES <const> = {
  Latn = [[
aaron adam adrian agnes ahmed ahmad ahmet aisha akira alain alan albert alberto alejandro aleksandr aleksander
alessandro alex alexander alexandra alexandre alexei alexey alfred ali alice alicia amanda amina amir ana anastasia
anatoly andrea andreas andrei andrej andres andrew andrey andrzej angela ann anna anne annette anthony antoine anton
antonio antony anwar arthur arturo askar barbara barack beata beatriz benjamin bernard bernd bill boris brian bruno
carl carla carlo carlos carmen caroline catherine cecilia charles chris christian christina christine christopher
claire claudia claudio clara claus craig cristina daniel daniela david davide deborah denis diana diego dieter dilma
dmitri dmitry dominique donald donna eduardo edward ekaterina elena eleonora elisabeth elizabeth emma emmanuel enrico
enrique eric erik ernst eugene evgeny fatima fatma federico felipe fernando filip florian francesca francesco
francisco francois franz frank fred frederic friedrich gabriel gabriela gary georg george georges gerhard giorgia
giorgio giovanni giulia giuseppe gloria gordon grzegorz guillermo gustavo hans harald harry hassan hasan heinrich
heinz helen helena helga helmut henri henry hermann hiroshi hugo hussein ibrahim igor ines ingrid irina isabel
isabella ismail ivan jack jacob jacques jaime jakub james jan jane janet janusz jason javier jean jeff jeffrey
jennifer jens jerome jerzy jessica jesus jim joachim joan joao joe joel johan johann johannes john johnny jonas
jonathan jorge jose josef joseph josep josh joshua joyce juan judith juergen julia julie julien julio julius kamala
karen karim karin karl kate katherine kathleen katja kazuo keiko keith kemal ken kenji kenneth kevin khalid kim kirill
klaus kofi konrad konstantin kristina krzysztof lars laura laurent lech leila leon leonid leonardo lewis linda lisa
louis louise lucas lucia luigi luis luisa lukas luca luiz lyubov maciej magdalena mahmoud mahmud manfred manuel marc
marcel marcin marco marcos marek margaret maria marie marina mario mark markus marta martha martin mary mateusz matteo
matthew matthias maurice maurizio mauricio max maxim mehmet michael michel michele miguel mikhail miroslav mohamed
mohammad mohammed monica monika muhammad murat mustafa nadia nancy narendra natalia natalie nathan nelson nicholas
nicola nicolas nikita nikolai nikolay nina noah nora norbert nursultan olaf oleg olga oliver olivier omar orhan oscar
osman otto pablo paolo patricia patrick paul paula paulo pavel pedro peter petra philip philippe pierre pietro pilar
piotr rachel rafael rainer ralf raul rebecca recep regina renate renato ricardo richard rita robert roberto robin
rodrigo roger roland roman ronald rosa ruth ryan salvador salvatore sam samantha samuel sandra sara sarah sebastian
sebastien serge sergei sergey sergio sharon shinzo simon simone sofia sonia sophie stanislaw stefan stefania stefano
stephanie stephen steve steven susan susanne sylvia sylvie takashi tatiana teresa theodor theresa thierry thomas tim
timothy tobias tom tomasz tony ulrich umberto ursula valentina valeria vanessa vera veronica victor victoria viktor
vincent vincenzo virginia vitaly vladimir volker volodymyr walter wanda werner wilhelm will william willy wojciech
wolfgang xavier yasmin yoko yulia yuri yusuf yves yvonne zbigniew fátima ángel ángela andrés antónio bárbara
césar félix françois frédéric gérard hélène inês jérôme jesús joão joaquín josé jürgen júlia léon
lucía luís mária maría martín mónica nicolás óscar rené raúl ramón rubén sébastien sofía tomás tomáš
vladímir wladimir wolodymyr dmitrij iwan jewgeni sergej serguéi sergueï alexeï władysław stanisław michał
łukasz paweł rafał grażyna małgorzata elżbieta çetin ömer özgür şükrü gülşen hüseyin mevlüt]],
  Cyrl = [[
адам азамат айдар айгуль алекс александр александра алексей
алёна алена алина алихан алия алла алмаз альберт анастасия
анатолий ангела анджела андрей анна антон антонина аркадий
арман арсен артём артем артур аскар асель ахмед бауыржан
бахтияр бейбут болат борис булат вадим валентин валентина
валерий валерия василий вера вероника виктор виктория виталий
владимир владислав владлен всеволод вячеслав галина геннадий
георгий герман глеб григорий гульнара дамир даниил данияр дарья
даурен денис джон джо джозеф динара динмухамед диана дмитрий
дональд евгений евгения екатерина елена елизавета ерлан ермек
жан жанна зинаида зоя ибрагим иван игорь ильдар илья инна ирина
карим карина касым-жомарт кайрат кирилл константин ксения
лариса лев леонид лидия лилия людмила любовь майкл марат
маргарита марина мария марк махмуд мехмет михаил мухтар мурат
надежда наталия наталья нелли никита николай нина нурлан
нурсултан оксана олег олеся ольга павел пётр петр полина раиса
рамзан расул рашид ринат роберт роман руслан рустам сабина
салават самат светлана семён семен серик сергей софия софья
станислав степан султан тамара тарас татьяна темур тимур томас
ульяна фарид фёдор федор фарида халид хасан шавкат эдуард элла
эльвира эмиль эмма юлия юрий юсуф яков ян ярослав олаф эммануэль
реджеп нарендра анатолій андрій валерій василь віктор вікторія
віталій володимир геннадій григорій дарина дмитро євген
євгенія ігор ілля ірина катерина кирило костянтин леонід максим
марія микола михайло надія наталія олександр олександра
олексій олена павло петро світлана сергій тетяна юлія юрій]],
}

local sets = {}
for script, text in pairs(NAMES) do
  sets[script] = {}
  for name in text:gmatch "%S+" do sets[script][name] = true end
end

return sets
