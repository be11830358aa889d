namespace Digest.Stories.Topics.Lexicons;

internal static class Spanish
{
    public const string Words = """
        sport: gana líder ganador fútbol partido jugador jugadores entrenador gol goles delantero portero equipo temporada liga champions copa mundial torneo final tenis baloncesto ciclismo olímpicos medalla estadio selección penalti árbitro victoria derrota madrid barcelona atlético fichaje golpe
        politics: líder primarias gana elecciones voto presidente ministro gobierno congreso senado diputado diputados senador partido pp psoe vox podemos sumar parlamento ley investidura amnistía oposición coalición sánchez feijóo milei alcalde embajada cumbre diplomacia candidato campaña
        economy: economía empresa empresas bolsa ibex acciones millones euros inflación banco bancos bce tipos crecimiento mercado precios beneficio ingresos impuestos presupuesto deuda pib inversores industria comercio vivienda petróleo dólar salario
        science: científicos estudio investigadores investigación espacio nasa cohete satélite telescopio planeta física robot tecnología software aplicación móvil google apple microsoft inteligencia artificial ia chatgpt ciberataque datos internet chip
        health: salud hospital hospitales médico médicos pacientes enfermedad cáncer virus covid vacuna gripe medicamento tratamiento síntomas sanitarios urgencias diabetes epidemia enfermera dengue
        arts: película cine actor actriz director música disco canción cantante concierto festival teatro libro novela escritor museo exposición artista serie netflix televisión óscar goya comedia
        lifestyle: receta recetas cocina restaurante chef vino moda viaje viajes vacaciones hotel playa jardín casa familia hijos perro gato boda navidad horóscopo
        environment: clima climático calentamiento carbono emisiones medio ambiente biodiversidad bosque contaminación plástico renovables sequía especies océano incendios
        weather: tiempo lluvia lluvias nieve tormenta tormentas temperaturas viento aemet alerta calor frío granizo huracán
        crime: policía detenido detenidos arrestado asesinato asesinado juicio tribunal juez condenado cárcel prisión fiscal fiscalía investigación sospechoso robo violación agresión estafa droga narcotráfico guardia víctima
        disaster: terremoto sismo inundaciones incendio fuego explosión accidente choque muertos heridos desaparecidos evacuados bomberos volcán avalancha naufragio rescate
        conflict: guerra ejército soldados militar ataque ataques bombardeo misil misiles drones tregua rehenes gaza hamás israel israelí palestinos ucrania ucraniano rusia ruso otan ofensiva
        education: escuela escuelas alumnos profesores maestros universidad estudiantes educación colegio examen selectividad
        religion: iglesia papa vaticano obispo católico musulmanes islam mezquita judíos sinagoga sacerdote religión
        labour: huelga sindicato sindicatos trabajadores salarios empleo paro desempleo despidos convenio
        society: inmigración migrantes refugiados asilo racismo discriminación pobreza sociedad manifestación feminismo violencia igualdad
        """;
}
