// The command line cuts names as well; kept here for the views that import it from here.
export { cutName } from '../../profile/cutName.ts';
