namespace Digest.Stories.Topics.Lexicons;

internal static class Portuguese
{
    public const string Words = """
        sport: futebol jogo jogador treinador técnico gol golo gols atacante goleiro equipa time temporada campeonato brasileirão libertadores taça copa mundial torneio final tênis basquete ciclismo olimpíadas medalha estádio seleção pênalti árbitro vitória derrota benfica porto sporting flamengo palmeiras corinthians
        politics: eleição eleições voto presidente ministro governo congresso senado deputado deputados senador partido lula bolsonaro costa parlamento lei oposição prefeito embaixada cúpula diplomacia candidato campanha assembleia stf
        economy: economia empresa empresas bolsa ibovespa ações bilhões milhões inflação banco juros crescimento mercado preços lucro receita impostos orçamento dívida pib investidores indústria comércio petróleo petrobras dólar
        science: cientistas estudo pesquisadores pesquisa espaço nasa foguete satélite telescópio planeta física robô tecnologia software aplicativo celular google apple microsoft inteligência artificial ia chatgpt hacker dados internet chip
        health: saúde hospital hospitais médico médicos pacientes doença câncer cancro vírus covid vacina gripe medicamento tratamento sintomas enfermeiros diabetes epidemia dengue sus
        arts: filme cinema ator atriz diretor realizador música álbum canção cantor cantora show concerto festival teatro livro romance escritor museu exposição artista série netflix televisão novela oscar
        lifestyle: receita receitas cozinha restaurante chef vinho moda viagem viagens férias hotel praia jardim casa família filhos cachorro cão gato casamento natal horóscopo
        environment: clima climática aquecimento carbono emissões ambiente biodiversidade floresta amazônia desmatamento poluição plástico renováveis seca espécies oceano
        weather: tempo chuva chuvas neve tempestade temporal temperaturas vento alerta calor frio granizo furacão previsão ciclone
        crime: polícia preso presos detido assassinato morto julgamento tribunal juiz condenado prisão procurador investigação suspeito roubo estupro agressão fraude drogas tráfico vítima
        disaster: terremoto sismo inundações enchente incêndio fogo explosão acidente colisão mortos feridos desaparecidos bombeiros vulcão naufrágio resgate deslizamento
        conflict: guerra exército soldados militar ataque ataques bombardeio míssil mísseis drones trégua reféns gaza hamas israel israelense palestinos ucrânia ucraniano rússia russo otan nato ofensiva
        education: escola escolas alunos professores universidade estudantes educação enem exame ensino
        religion: igreja papa vaticano bispo católico muçulmanos islã mesquita judeus sinagoga padre religião evangélicos
        labour: greve sindicato sindicatos trabalhadores salários emprego desemprego demissões
        society: imigração migrantes refugiados racismo discriminação pobreza sociedade manifestação feminismo violência desigualdade
        """;
}
