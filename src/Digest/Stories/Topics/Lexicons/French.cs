namespace Digest.Stories.Topics.Lexicons;

internal static class French
{
    public const string Words = """
        sport: football foot ligue match joueur joueurs entraîneur but buts buteur gardien équipe saison championnat champion coupe mondial tournoi finale rugby xv tennis cyclisme tour psg marseille om olympique médaille jo stade sélectionneur bleus penalty arbitre victoire défaite mercato
        politics: élection élections vote président ministre gouvernement assemblée sénat député députés sénateur parti macron borne lepen mélenchon gauche droite rn lfi parlement loi motion diplomatie sommet ambassade maire référendum elysée matignon opposition présidentielle
        economy: économie entreprise entreprises bourse cac actions milliards millions euros inflation banque bce taux croissance marché prix chiffre affaires bénéfice impôts budget dette pib investisseurs industrie commerce immobilier pétrole start-up pdg
        science: chercheurs étude scientifiques recherche espace nasa fusée satellite télescope planète physique robot technologie logiciel application smartphone google apple microsoft intelligence artificielle ia chatgpt cyberattaque données numérique internet puce
        health: santé hôpital hôpitaux médecin médecins patients maladie cancer virus covid vaccin grippe médicament traitement symptômes soignants urgences diabète épidémie infirmière
        arts: film cinéma acteur actrice réalisateur musique album chanson chanteur chanteuse concert festival théâtre livre roman écrivain musée exposition artiste série netflix télévision cannes césar goncourt comédie
        lifestyle: recette recettes cuisine restaurant chef vin mode voyage vacances hôtel plage jardin maison famille enfants chien chat mariage noël horoscope
        environment: climat climatique réchauffement carbone émissions écologie environnement biodiversité forêt pollution plastique renouvelables éoliennes cop28 espèces océan sécheresse
        weather: météo pluie neige tempête orages températures vent vigilance canicule gel rafales averses soleil
        crime: police arrêté interpellé garde vue meurtre tué procès tribunal juge condamné prison procureur parquet enquête suspect vol viol agression escroquerie drogue trafic gendarmes victime
        disaster: séisme tremblement inondations incendie incendies feu explosion accident crash morts blessés disparus évacués pompiers volcan avalanche naufrage secours
        conflict: guerre armée soldats militaire frappe frappes missile missiles drones attaque cessez-le-feu otages gaza hamas israël israélien palestiniens ukraine ukrainien russie russe otan bombardement offensive
        education: école écoles élèves professeurs enseignants université étudiants bac lycée collège rentrée enseignement
        religion: église pape vatican évêque catholique musulmans islam mosquée juifs synagogue prêtre religion laïcité
        labour: grève syndicat syndicats salariés cgt salaires emploi chômage travailleurs licenciements retraite
        society: immigration migrants réfugiés asile racisme discrimination pauvreté société manifestation féminisme violences inégalités
        """;
}
