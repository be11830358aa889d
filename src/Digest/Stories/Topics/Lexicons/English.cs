namespace Digest.Stories.Topics.Lexicons;

internal static class English
{
    public const string Words = """
        sport: football soccer rugby cricket tennis golf basketball baseball hockey boxing league striker midfielder defender goalkeeper goal goals penalty coach
            quarterback touchdown innings wicket batsman bowler olympics olympic medal championship champion tournament playoffs fixture match semifinal semi-final
            qualifier grand prix nba nfl mlb nhl ufc fifa uefa premier arsenal chelsea liverpool tottenham bayern barcelona madrid stadium referee squad teammate
            relegation transfer winger halftime knockout racing jockey sprinter marathon athlete seeded wimbledon dunk rebound homer inning pitcher outfielder
            linebacker wide receiver umpire fans player players game games win wins beat beats defeat defeated victory scored scoring score captain squad club clubs
            manager boss debut injury sidelined cup final finals round half-time fixture contract free agent draft rookie touchdowns yards mvp super bowl chiefs
            cowboys lakers warriors yankees dodgers ravens steelers eagles packers nascar formula verstappen hamilton ferrari wwe heavyweight champion fight fighter
            knockout lebron messi ronaldo mbappe haaland kane djokovic nadal federer alcaraz serena osaka swiatek woods mcilroy pga liv ryder ashes t20 odi test
            wickets bowled batter scrum fly-half six nations lions all blacks wallabies derby everton villa newcastle brighton celtic rangers ac milan juventus psg
            inter loan signing deadline var offside hat-trick qualifiers swimmer gymnast biles sprint relay athletics paralympic skier skating skater coach coaching
            ncaa buckeyes wolverines bulldogs crimson tide cheerleader dugout paddock podium pole lap
        politics: election elections vote voters ballot poll president minister parliament senate senator congress congressman lawmakers government republican
            republicans democrat democrats gop labour tory tories conservative party coalition campaign candidate nominee cabinet opposition legislation bill veto
            diplomat diplomatic summit embassy governor mayor prime premier chancellor referendum impeachment speaker primary caucus constituency biden trump sunak
            starmer policy bipartisan filibuster white house downing kremlin lawmaker administration aide aides rally rallies gubernatorial attorney general state
            department secretary foreign affairs poll polling pollster approval rating debt ceiling shutdown spending lawmakers desantis haley pence mccarthy
            jeffries mcconnell schumer pelosi ramaswamy christie kennedy obama clinton harris mps mp commons lords braverman cleverly hunt starmer sturgeon snp lib
            dem plaid holyrood brexit eu commission brussels macron scholz putin xi zelensky modi netanyahu erdogan orban milei lula trudeau poilievre albanese
            dutton parliamentary cross-party backbench backbenchers reshuffle resign resigned resignation inquiry manifesto pledge pledges caucuses delegates
            primaries midterms swing state fundraising pac donor donors classified documents house oversight committee hearing testimony testify subpoena subpoenas
            border sanctions nominee confirmation
        economy: economy economic inflation bank banks interest rates stocks shares investors market markets earnings revenue profit profits quarter sales billion
            million deal merger acquisition ipo bankruptcy gdp recession fed treasury bond bonds currency dollar euro oil prices tariff tariffs trade tax taxes
            budget debt deficit retailer consumer startup ceo shareholders dividend analyst forecast forecasts mortgage housing prices manufacturer exports imports
            supply chain airline automaker crypto bitcoin hedge fund lender loan fund wall street nasdaq dow firm firms company companies business businesses market
            shareholder investor investment invest investing fund funds startup startups valuation layoffs layoff jobless claims payrolls wages hiring consumers
            spending retail retailers store stores supermarket supermarkets grocery prices price cost costs inflationary rate hike hikes cut cuts policymakers
            central powell lagarde bailey yen yuan pound sterling bonds yields gilt treasury nasdaq ftse s&p index rally selloff earnings quarterly dividend buyback
            chief executive executive executives chairman board antitrust regulator sec lawsuit bankruptcy insolvency administrators chapter debt lender lenders
            credit card cards savings pension pensions retirement 401k insurance premiums housing homebuyers landlords rents rent property realtor mortgages
            builders tesla ford gm toyota boeing airbus airline amazon walmart target disney alibaba shell exxon bp opec barrel crude gas pipeline factory factories
            manufacturing exports tariffs supply freight shipping cryptocurrency ftx binance coinbase ether blockchain
        science: scientists researchers study research physics quantum space nasa spacecraft telescope galaxy planet asteroid rocket satellite orbit astronaut moon
            mars fossil dinosaur species genome dna laboratory technology software app apps smartphone iphone android google apple microsoft meta openai chatgpt ai
            artificial intelligence algorithm chip chips nvidia intel processor robot robots cyber hackers hacker ransomware malware vulnerability data browser
            windows laptop device gadget wearable update beta startup quantum chemistry molecules neurons archaeologists scientist researcher university journal
            published findings discovered discovery experiment experiments lab evolution fossils dinosaurs mammal species archaeological archaeologist ancient tomb
            excavation astronomers astronomer cosmic universe black hole stars supernova comet meteor eclipse solar lunar lander rover spacex starship launch
            launches capsule webb hubble international station particle particles fusion nuclear reactor physicists gene genes genetic crispr cells stem brain
            neurons cognitive robotics autonomous self-driving drones machine learning neural model models chatbot generative deepfake algorithmic silicon
            semiconductor semiconductors tiktok twitter x facebook instagram whatsapp youtube snapchat reddit social media users user feature features launches
            rollout cyberattack cybersecurity breach hack hacked phishing scam malware passwords password encryption privacy vpn wifi 5g broadband smartwatch
            headset vr pixel galaxy samsung macbook ipad ios microsoft's xbox server cloud aws quantum computing tech startup engineers battery batteries electric
            vehicle
        health: health hospital hospitals doctors doctor patients patient disease cancer virus covid vaccine vaccines flu drug drugs treatment symptoms nurses nurse
            nhs medicine medical surgery surgeon diabetes obesity heart stroke dementia alzheimer mental depression anxiety infection outbreak pandemic clinical
            trial diet sleep pregnancy pregnant abortion fda pharmacy measles antibiotics blood cholesterol therapy therapist fitness wellness weight loss
            healthcare patient medics medication medications dose doses prescription pill pills painkillers opioid opioids fentanyl overdose overdoses addiction
            rehab alcohol smoking vaping vape obesity wegovy ozempic semaglutide insulin tumor tumour tumours chemotherapy leukemia breast prostate bowel lung
            screening scan scans diagnosis diagnosed diagnoses symptom illness ill sick fever cough rsv flu covid-19 coronavirus omicron variant variants booster
            boosters cdc fda nih who pandemic epidemic outbreak polio mpox monkeypox bird malaria cholera tuberculosis hiv aids hepatitis strep infection infections
            bacteria bacterial virus viral immune immunity allergy allergies asthma eczema skin arthritis bone bones muscle exercise workout workouts calories
            protein vitamin vitamins supplements nutrition nutritionist dietitian gut microbiome insomnia stress therapist autism adhd ptsd suicide counseling
            maternity midwife midwives birth births ivf fertility miscarriage contraception abortion abortions mifepristone menopause ambulance ambulances a&e gp
            gps surgery surgeries transplant donor organ kidney liver cardiac heart attack strokes blood pressure hospitalized medicaid medicare insurer insurers
            dentist dental
        arts: film films movie movies actor actress director music album song songs singer band concert tour tv television series show netflix disney hbo streaming
            box office oscar oscars grammy emmy celebrity star novel book author poet painting artist artists museum exhibition gallery theatre theater broadway
            musical comedy comedian drama festival trailer sequel premiere soundtrack rapper hollywood bollywood marvel dc video game gaming playstation xbox
            nintendo podcast episode season finale documentary actor's royal filmmaker filmmakers filming cast casting starring stars starred co-star franchise
            blockbuster screenplay screenwriter screening cinema cinemas streaming hulu prime max paramount warner bros universal pixar animation animated anime
            manga comic comics superhero batman spider-man avengers star wars trek barbie oppenheimer succession crown doctor who strictly bake off love island
            bachelor bachelorette kardashian reality host presenter anchor broadcaster bbc itv channel radio podcast journalist newspaper magazine editor
            singer-songwriter musician musicians guitarist drummer rock pop rap hip-hop country jazz classical orchestra conductor symphony opera ballet dance
            dancer choreographer play playwright stage west end tony awards nominations nominee nominees golden globes bafta brit mtv cannes sundance venice tiff
            billboard chart charts hit hits single debut tracks tour dates tickets swift taylor beyonce rihanna drake kanye adele harry styles bieber madonna elton
            rolling stones beatles novels fiction nonfiction memoir bestseller publisher publishing poem poems poetry prize booker pulitzer sculpture sculptor
            portrait portraits photography photographer photographs exhibit exhibits curator collection auction christie's sotheby's architecture architect design
            designer prince princess duke duchess meghan harry william kate king charles palace royals monarch coronation gossip paparazzi red carpet ex-husband
            girlfriend boyfriend engaged divorce split romance
        lifestyle: recipe recipes cook cooking kitchen restaurant restaurants chef food wine beer cocktail fashion dress outfit style beauty makeup skincare hair
            travel holiday holidays hotel hotels beach destination tourist tourists home homes garden gardening decor interior wedding dating relationship
            relationships parenting kids toddler pets dog dogs cat cats shopping gift gifts thanksgiving christmas dinner breakfast dessert cake vegan bake
            horoscope zodiac recipe ingredients tasty delicious flavor flavour dish dishes meal meals chefs michelin diner dining menu bar bars pub pubs cocktails
            coffee tea chocolate cheese bread baking baker cookies pizza burger chicken salad soup sauce pasta barbecue grill vegetarian lunch brunch snack snacks
            champagne whisky whiskey vineyard shopper shoppers bargain buy style stylish styling wardrobe outfits dresses shoes sneakers bag handbag jewelry
            jewellery perfume lipstick mascara foundation moisturiser moisturizer nails hairstyle haircut salon tattoo model runway catwalk couture vogue designer
            trend trends trendy traveler travelers traveller travellers traveling tourism tour cruise cruises flight flights airport passengers airlines luggage
            suitcase passport resort resorts villa airbnb getaway destinations island islands beaches hiking hike trail camping road trip national park parks museum
            itinerary sightseeing backpacking homeowner homeowners apartment renovation diy furniture bedroom bathroom cleaning clean tidy declutter plants flowers
            gardener gardeners lawn houseplants couple couples wife husband marriage bride groom bridesmaid proposal single dating tinder sex love friends
            friendship mother father mom mum dad baby babies toddlers children parents grandparents family families puppy puppies kitten pet owners breed halloween
            easter valentine's birthday holiday season festive gifting zodiac astrology
        environment: climate carbon emissions warming fossil fuels renewable solar wind pollution plastic wildlife conservation endangered habitat biodiversity
            forest deforestation ocean oceans coral reef cop28 cop27 greenhouse methane sustainability recycling net zero ecosystem environmental environmentalists
            rewilding extinction polar glacier glaciers rainforest sewage climate-related cop net-zero decarbonization decarbonisation carbon-neutral emitters
            pollutants polluted pollution pfas forever chemicals epa contamination contaminated toxic waste landfill dumping spill oil drilling fracking coal mine
            mining pipeline turbines windfarm hydrogen biomass clean energy electrification solar panels heat pumps drought droughts wildfire smoke sea levels
            melting ice antarctic arctic antarctica permafrost ecosystems species endangered extinct poaching rhino elephants whales whale sharks turtles bees
            insects butterflies birds bird wolves bears habitat habitats wetlands rivers river water nature natural national forests trees tree logging amazon
            deforestation activists greenpeace just stop thunberg greta environment agency rewild peat
        weather: weather forecast rain rainfall snow storm storms thunderstorm thunderstorms temperatures temperature wind winds gusts hail blizzard hurricane
            tornado heatwave frost ice fog humid sunshine met office meteorologists meteorologist cyclone typhoon warning inches forecasters forecaster snowfall
            snowstorm blizzards icy freezing chill wind-chill cold snap warmer cooler showers sunny cloudy gale gales downpour downpours flash flood watch warnings
            nws national service meteorological tropical depression category landfall hurricanes tornadoes twister severe thunder lightning heat wave humidity mph
            inches rain-soaked nor'easter polar vortex bomb el nino la nina atmospheric winter storm
        crime: police arrested arrest charged charges murder murdered killed killing shooting gunman suspect suspects stabbed stabbing court judge jury trial
            sentenced sentence prison jail prosecutor prosecutors lawsuit sued guilty convicted verdict victim detectives investigation theft robbery burglary fraud
            rape sexual assault kidnapping homicide manslaughter attorney felony fbi indictment indicted inmate parole trafficking smuggling cop cops officer
            officers sheriff deputies deputy detective arrests arresting custody detained suspects accused alleged allegedly accuser murderer killer serial homicide
            slaying slain body bodies gunshot gun guns gunfire shooter knife stabbing assaulted assaults abused abuse abuser paedophile pedophile predator
            trafficker kidnapped abducted robbed robber robbers stolen thief thieves burglars looting carjacking heist scammer scammers fraudster fraudsters ponzi
            embezzlement bribery corruption money laundering convict convicted plea pleaded pleads sentencing acquitted jurors courtroom testified trial judges
            justices supreme ruling ruled appeal appeals appealed injunction lawyer lawyers attorney barrister solicitor solicitors legal law laws lawsuit lawsuits
            sue sues suing damages settlement settle litigation plaintiff defendant defendants constitutional execution executed death row bail probation warrant
            raid raids seized cartel gang gangs mobster mafia cold case missing
        disaster: earthquake quake flood floods flooding wildfire wildfires fire blaze explosion crash collision derailed derailment capsized sank tsunami volcano
            eruption landslide avalanche rescue rescued rescuers survivors collapsed evacuated evacuation emergency accident magnitude rubble death toll missing
            drowned quakes aftershock aftershocks tremor floodwaters submerged burned firefighters firefighter inferno arson crashed crashes collided plane
            helicopter jet aircraft airliner mishap pilot runway train derail sinking shipwreck ferry drown drownings stampede crush collapse building bridge dam sinkhole mudslide mudslides
            landslides victims casualties injured injuries dead dies trapped survivor search rescue crews emergency responders devastation devastated destroyed aid
            relief evacuate evacuees
        conflict: war troops soldiers army military airstrike airstrikes strike strikes missile missiles drone drones attack ceasefire truce hostages hostage gaza
            hamas israel israeli israelis palestinian palestinians ukraine ukrainian russia russian idf hezbollah militants rebels frontline offensive invasion
            shelling bombardment nato weapons ammunition tanks insurgents peace casualties civilians occupation taliban houthi warfare battle battlefield combat
            troop soldier general commander navy naval warship marines airforce air force fighter jets f-16 bombing bombings bombs bombed shells artillery tank
            mines mine landmines trenches bakhmut kyiv kharkiv kherson donetsk crimea moscow kremlin wagner prigozhin zelenskyy mercenaries west bank rafah khan
            younis tel aviv jerusalem hostage captives al-shifa intifada settlers terrorist terrorists terrorism isis al-qaeda jihad jihadist syria syrian yemen
            houthis iran-backed lebanon lebanese sudan darfur rsf khartoum coup junta myanmar ethiopia tigray nagorno-karabakh armenia azerbaijan taiwan
            peacekeepers refugees displaced humanitarian corridor siege besieged atrocities genocide war-torn veteran veterans
        education: school schools pupils teachers teacher students student university universities college campus exam exams curriculum tuition classroom principal
            degree graduates professor academic literacy kindergarten scholarship superintendent schoolchildren schooling classrooms pupil undergraduate
            undergraduates graduate graduation postgraduate phd lecturers lecturer academics faculty dean provost harvard yale stanford oxford cambridge princeton
            columbia mit ivy league admissions admission affirmative gcse gcses a-level a-levels sats ofsted exams exam grades grading headteacher headteachers
            academy academies primary secondary nursery preschool childcare kindergarten teaching teach taught learn learning homework textbooks tutor tutors
            tutoring student loan loans forgiveness scholarships school board boards district districts superintendents
        religion: church pope vatican bishop bishops catholic christian christians muslim muslims islam islamic jewish synagogue mosque faith religion religious
            priest pastor prayer bible temple hindu evangelical archbishop cardinal monks pilgrimage adventist churches catholics vatican papal francis clergy
            clerical diocese parish congregation worship worshippers worshipper sermon preacher baptist methodist anglican presbyterian lutheran evangelicals mormon
            christianity jesus christ god gospel scripture bible biblical quran ramadan eid hajj mecca imam imams muslim rabbi rabbis judaism torah passover
            hanukkah yom kippur jews hinduism diwali buddhist buddhism monk nun nuns faithful spiritual spirituality blessing blessings baptism salvation
        labour: strike strikes union unions workers worker wages layoffs employees employment unemployment pay walkout jobs picket uaw overtime workplace hiring staff
        society: migrants migrant immigration refugees asylum lgbtq transgender gay racism racial discrimination poverty homeless homelessness inequality feminism
            women's rights protest community census population charity
        human-interest: viral heartwarming adorable bizarre unusual quirky hero reunited lottery record-breaking birthday surprise tribute beloved neighbor stranger
            twins grandmother guinness
        """;
}
